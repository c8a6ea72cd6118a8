import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4, v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statement } from '../support/server.ts'

describe('members', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const url = ({ id }: { id: string }) => `/v1/members/${id}`
  const change = async (who: Person, member: { id: string }, body: object) =>
    t.patch(who, url(member), (await t.get(who, url(member))).headers.etag ?? '*', body)
  const invite = async (body: object) => {
    const reply = await t.post(t.cast.ada, '/v1/members', { name: 'Lena Lind', ...body })
    expect(reply.status).toBe(201)
    return reply.body as { id: string }
  }

  it('set their own zone and language, and nobody else’s (403)', async () => {
    const reply = await change(t.cast.mia, t.cast.mia, { zone: 'America/Lima', locale: 'de' })
    expect(reply.body).toMatchObject({ zone: 'America/Lima', locale: 'de', version: 2 })
    expect((await t.get(t.cast.mia, '/v1/me')).body).toMatchObject({ zone: 'America/Lima', locale: 'de' })
    expect((await change(t.cast.dana, t.cast.mia, { zone: 'UTC' })).status).toBe(403)
    expect((await change(t.cast.mia, t.cast.mia, { zone: 'Mars/Base' })).status).toBe(400)
    expect((await change(t.cast.mia, t.cast.mia, { zone: null })).body.zone).toBeNull()
    expect((await t.patch(t.cast.mia, url(t.cast.mia), undefined, { zone: 'UTC' })).status).toBe(428)
    expect((await t.patch(t.cast.mia, url(t.cast.mia), '"1.1.abc"', { zone: 'UTC' })).status).toBe(412)
  })

  it('are made admins by admins alone', async () => {
    for (const who of [t.cast.mia, t.cast.dana]) {
      expect((await change(who, who, { admin: true })).status).toBe(403)
    }
    expect((await change(t.cast.ada, t.cast.gus, { admin: true })).status).toBe(400)
    expect((await change(t.cast.ada, t.cast.otto, { admin: true })).body.admin).toBe(true)
    expect((await t.get(t.cast.otto, '/v1/me')).body.admin).toBe(true)
  })

  it('never lose their last admin, not even when two go at the same time (409)', async () => {
    const met = await Promise.all([
      change(t.cast.ada, t.cast.ada, { admin: false }),
      t.post(t.cast.otto, `${url(t.cast.otto)}/leave`),
    ])
    expect(met.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(met.find(({ status }) => status === 409)!.body.code).toBe('last-admin')
    await statement(
      t.adminUrl,
      `UPDATE members SET admin = id = '${t.cast.ada.id}', state = 'active'
      WHERE workspace_id = '${t.cast.workspaceId}'`,
    )
  })

  it('are invited by admins; an address alone lets nobody in, whatever the token claims', async () => {
    expect((await t.post(t.cast.dana, '/v1/members', { name: 'X', email: 'x@harbour.example' })).status).toBe(
      403,
    )
    expect((await t.post(t.cast.ada, '/v1/members', { name: 'X' })).status).toBe(400)
    const lena = await invite({ email: 'Lena@Harbour.example' })
    expect(lena).toMatchObject({ state: 'invited', emails: ['lena@harbour.example'] })
    const again = await t.post(t.cast.ada, '/v1/members', { name: 'Lena', email: 'lena@harbour.example' })
    expect([again.status, again.body.current.id]).toEqual([409, lena.id])
    const claims = {
      tid: t.cast.ada.tid,
      oid: v4(),
      email: 'lena@harbour.example',
      upn: 'lena@harbour.example',
    }
    const token = await t.issuer.sign({ ...claims, name: 'Lena Lind' })
    const reply = await t.get(null, '/v1/me', { authorization: `Bearer ${token}` })
    expect([reply.status, reply.body.code]).toEqual([403, 'no-member'])
    expect((await t.get(t.cast.mia, url(lena))).body.emails).toEqual([])
  })

  it('are named by their ids, many at once, as far as they are in sight', async () => {
    const { ada, mia, otto, gus } = t.cast
    const asked = [mia.id, otto.id, t.elsewhere.mia.id].map((id) => `ids=${id}`).join('&')
    const names = async (who: Person) => (await t.get(who, `/v1/members/names?${asked}`)).body.data
    const both = [mia, otto].map(({ id, name }) => ({ id, name })).sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(await names(ada)).toEqual(both)
    expect(await names(gus)).toEqual(both.slice(both.findIndex(({ id }) => id === mia.id)).slice(0, 1))
    expect((await t.get(ada, '/v1/members/names')).status).toBe(400)
    expect((await t.get(null, `/v1/members/names?${asked}`)).status).toBe(401)
  })

  it('come in at their first sign-in when the directory’s id of theirs is known', async () => {
    const oid = v4()
    const lena = await invite({ objectId: oid })
    const signedIn = { ...t.cast.mia, id: lena.id, oid, name: 'Lena Lindqvist' }
    expect((await t.get(signedIn, '/v1/me')).body).toMatchObject({
      memberId: lena.id,
      name: 'Lena Lindqvist',
    })
    expect((await t.get(t.cast.ada, url(lena))).body).toMatchObject({
      state: 'active',
      name: 'Lena Lindqvist',
    })
    const { rows } = await statement(
      t.adminUrl,
      `SELECT kind, data FROM events WHERE subject_id = '${lena.id}' ORDER BY seq`,
    )
    expect(rows).toEqual([
      { kind: 'member.invited', data: {} },
      { kind: 'member.joined', data: {} },
    ])
    const later = await invite({ email: 'later@harbour.example' })
    const reply = await t.post(t.cast.ada, `${url(later)}/identify`, { objectId: oid })
    expect([reply.status, reply.body.current.id]).toEqual([409, lena.id])
    expect((await t.post(t.cast.ada, `${url(later)}/identify`, { objectId: v4() })).status).toBe(200)
    expect((await t.post(t.cast.ada, `${url(lena)}/identify`, { objectId: v4() })).status).toBe(409)
  })

  it('are known by what admins add and take away, but never lose the last they sign in with (409)', async () => {
    const { ada, dana, mia, otto } = t.cast
    const known = (who: Person, of: Person) => t.get(who, `${url(of)}/identities`)
    const add = (who: Person, body: object) => t.post(who, `${url(mia)}/identities`, body)
    const remove = (who: Person, id: string, header = '*') =>
      t.ask(who, 'DELETE', `${url(mia)}/identities/${id}`, undefined, { 'if-match': header })
    expect([(await known(dana, mia)).status, (await known(mia, otto)).status]).toEqual([403, 403])
    const [own] = (await known(mia, mia)).body.data
    expect([own, (await known(mia, mia)).body.can]).toEqual([
      { id: own.id, kind: 'entra', value: mia.oid },
      { change: false, identify: false },
    ])
    expect([(await add(dana, { kind: 'email', value: 'm@harbour.example' })).status]).toEqual([403])
    for (const body of [
      { kind: 'email', value: 'no address' },
      { kind: 'entra', value: 'm@x.example' },
    ]) {
      expect((await add(ada, body)).body.errors).toMatchObject([{ pointer: '/value', code: 'format' }])
    }
    expect((await add(ada, { kind: 'viva', value: '4711' })).status).toBe(400)
    const taken = await add(ada, { kind: 'email', value: 'lena@harbour.example' })
    expect([taken.status, taken.body.code]).toEqual([409, 'exists'])

    const last = await remove(ada, own.id)
    expect([last.status, last.body.code, last.body.current.data]).toEqual([409, 'last-sign-in', [own]])
    const added = (await add(ada, { kind: 'email', value: 'mia@harbour.example' })).body
    const address = added.data.find(({ kind }: { kind: string }) => kind === 'email')
    expect([
      (await remove(mia, address.id)).status,
      (await remove(ada, address.id, '"9.9.a"')).status,
    ]).toEqual([403, 412])
    expect((await remove(ada, address.id)).body.data).toEqual([own])
    expect([
      (await remove(ada, address.id)).status,
      (await remove(t.elsewhere.ada, address.id)).status,
    ]).toEqual([404, 404])
    const { rows } = await statement(
      t.adminUrl,
      `SELECT kind, data FROM events WHERE subject_id = '${mia.id}' AND kind LIKE 'member.identity%' ORDER BY seq`,
    )
    expect(rows.map(({ kind, data }) => [kind, data])).toEqual([
      ['member.identity-added', { kind: 'email' }],
      ['member.identity-removed', { kind: 'email' }],
    ])
  })

  it('are nobody else: whoever signs in gets no second object id, neither by an admin’s word (409) nor by a merge', async () => {
    const { ada, mia } = t.cast
    const admin = { ...ada, oid: v4() }
    const refused = await t.post(ada, `${url(mia)}/identities`, { kind: 'entra', value: admin.oid })
    expect([refused.status, refused.body.code]).toEqual([409, 'signs-in-already'])
    expect(refused.body.current).toMatchObject({ can: { change: true, identify: false } })
    const other = await invite({ objectId: admin.oid, email: 'mia@new.example' })
    const merged = await t.post(ada, `${url(other)}/merge`, { intoId: mia.id })
    expect([merged.status, merged.body.emails]).toEqual([200, ['mia@new.example']])
    expect((await t.get(admin, '/v1/me')).body.code).toBe('no-member')
    expect((await t.get(mia, '/v1/me')).body.memberId).toBe(mia.id)
  })

  it('are one account even before they come in: another object id takes the place of the first', async () => {
    const [first, second] = [v4(), v4()]
    const lena = await invite({ objectId: first })
    const said = await t.post(t.cast.ada, `${url(lena)}/identities`, { kind: 'entra', value: second })
    expect([said.status, said.body.can.identify]).toEqual([201, true])
    expect(said.body.data).toMatchObject([{ kind: 'entra', value: second }])
    expect((await t.get({ ...t.cast.mia, oid: first }, '/v1/me')).body.code).toBe('no-member')
    expect((await t.get({ ...t.cast.mia, oid: second }, '/v1/me')).body.memberId).toBe(lena.id)
  })

  it('lose one of two sign-ins at most when both are taken away at the same moment', async () => {
    const { ada, noah } = t.cast
    const at = `${url(noah)}/identities`
    // Only a workspace from before has somebody with two.
    await statement(
      t.adminUrl,
      `INSERT INTO member_identities VALUES ('${t.cast.workspaceId}', '${v4()}', '${noah.id}', 'entra', '${v4()}')`,
    )
    const { body } = await t.get(ada, at)
    const met = await Promise.all(
      body.data.map(({ id }: { id: string }) =>
        t.ask(ada, 'DELETE', `${at}/${id}`, undefined, { 'if-match': '*' }),
      ),
    )
    expect(met.map(({ status }) => status).sort()).toEqual([200, 409])
    await statement(
      t.adminUrl,
      `UPDATE member_identities SET value = '${noah.oid}' WHERE member_id = '${noah.id}' AND kind = 'entra'`,
    )
  })

  it('leave by themselves or by an admin: they lose access at once, and keep what they did', async () => {
    const goal = { title: 'Noah’s', teamId: t.cast.teams.service, cycleId: t.cast.cycleId }
    const { body } = await t.post(t.cast.noah, '/v1/objectives', goal)
    expect((await t.post(t.cast.dana, `${url(t.cast.noah)}/leave`)).status).toBe(403)
    expect((await t.post(t.cast.noah, `${url(t.cast.noah)}/leave`)).body.state).toBe('left')
    const refused = await t.get(t.cast.noah, '/v1/me')
    expect([refused.status, refused.body.code]).toEqual([403, 'left'])
    expect((await t.get(t.cast.dana, `/v1/objectives/${body.id}`)).body.ownerId).toBe(t.cast.noah.id)
    const people = (await t.get(t.cast.dana, `/v1/teams/${t.cast.teams.service}`)).body.people
    expect(people.some(({ id }: Person) => id === t.cast.noah.id)).toBe(false)
    const { rows } = await statement(t.adminUrl, `SELECT data FROM events WHERE kind = 'member.left'`)
    expect(rows.at(-1).data).toEqual({ teamIds: [t.cast.teams.service] })
    expect((await t.post(t.cast.ada, `${url(t.cast.noah)}/leave`)).status).toBe(409)
  })

  it('are taken back by an admin', async () => {
    expect((await t.post(t.cast.dana, `${url(t.cast.noah)}/take-back`)).status).toBe(403)
    expect((await t.post(t.cast.ada, `${url(t.cast.noah)}/take-back`)).body.state).toBe('active')
    expect((await t.get(t.cast.noah, '/v1/me')).status).toBe(200)
    expect((await t.post(t.cast.ada, `${url(t.cast.noah)}/take-back`)).status).toBe(409)
  })

  it('are away when they, their leaders or admins say so', async () => {
    const days = { fromDay: '2026-11-02', toDay: '2026-11-06' }
    const add = (who: Person, body: object = days) => t.post(who, `${url(t.cast.mia)}/absences`, body)
    for (const who of [t.cast.noah, t.cast.otto, t.cast.gus]) expect((await add(who)).status).toBe(403)
    const added = await add(t.cast.mia)
    expect(added.body.absences).toMatchObject([days])
    for (const who of [t.cast.dana, t.cast.boris, t.cast.ada]) expect((await add(who)).status).toBe(201)
    expect((await add(t.cast.mia, { ...days, toDay: '2026-11-01' })).status).toBe(400)
    expect((await add(t.cast.mia, { ...days, toDay: '2028-11-01' })).status).toBe(400)
    const [{ id }] = added.body.absences
    const remove = (who: Person, header = '*') =>
      t.ask(who, 'DELETE', `${url(t.cast.mia)}/absences/${id}`, undefined, { 'if-match': header })
    expect([(await remove(t.cast.otto)).status, (await remove(t.cast.mia, '"9.9.a"')).status]).toEqual([
      403, 412,
    ])
    expect((await remove(t.cast.dana)).body.absences).toHaveLength(3)
    expect((await remove(t.cast.dana)).status).toBe(404)
  })

  it('note what they were shown: in sight only, the first time only, and nobody is told', async () => {
    const fields = { title: 'Seen', cycleId: t.cast.cycleId }
    const open = (await t.post(t.cast.dana, '/v1/objectives', { ...fields, teamId: t.cast.teams.service }))
      .body
    const hidden = (await t.post(t.cast.boris, '/v1/objectives', { ...fields, teamId: t.cast.teams.board }))
      .body
    const items = [open.id, hidden.id, v7()].map((id) => ({ kind: 'objective', id }))
    const first = t.clock.now
    expect((await t.post(t.cast.mia, '/v1/seen', { items })).status).toBe(204)
    t.clock.forward(60_000)
    expect((await t.post(t.cast.mia, '/v1/seen', { items })).status).toBe(204)
    await t.get(t.cast.noah, `/v1/objectives/${open.id}`)
    const { rows } = await statement(t.adminUrl, 'SELECT member_id, subject_id, first_at FROM seen')
    expect(rows).toEqual([{ member_id: t.cast.mia.id, subject_id: open.id, first_at: first }])
    const many = Array.from({ length: 101 }, () => items[0])
    expect((await t.post(t.cast.mia, '/v1/seen', { items: many })).status).toBe(400)
  })
})
