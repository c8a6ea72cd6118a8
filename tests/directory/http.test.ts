import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { graphDirectory } from '../../api/directory/graph.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective } from '../support/items.ts'
import { statement } from '../support/server.ts'
import { testWorker } from '../support/worker.ts'
import { type Followed, followed } from './followed.ts'
import { graphStandIn } from './graph-stand-in.ts'

describe('the directory', () => {
  let f: Followed
  beforeAll(async () => {
    f = await followed()
  })
  afterAll(() => f?.close())

  const read = () => f.read()
  const change = (fields: object) => f.change(fields)
  const later = (minutes?: number) => f.later(minutes)
  const found = (name: string) => f.found(name)
  const statusOf = (who: Person) => f.statusOf(who)

  it('is off until an admin turns it on, and asks nobody anything', async () => {
    await later(0)
    expect(await read()).toMatchObject({ on: false, syncedAt: null, people: 0, leaders: [] })
    expect((await f.t.post(f.t.cast.ada, '/v1/directory/look')).body).toMatchObject({ code: 'wrong-state' })
    expect((await f.t.post(f.t.cast.ada, '/v1/directory/let-end')).status).toBe(409)
    expect((await f.t.get(f.t.cast.mia, '/v1/directory')).status).toBe(403)
    expect((await f.t.patch(f.t.cast.dana, '/v1/directory', '*', { on: true })).status).toBe(403)
    expect((await f.t.patch(f.t.cast.ada, '/v1/directory', undefined, { on: true })).status).toBe(428)
    expect((await f.t.patch(f.t.cast.ada, '/v1/directory', '*', { groupId: 'x' })).status).toBe(400)
    expect(f.graph.asked).toEqual([])
  })

  it('says so when the server has no secret, and when nobody agreed', async () => {
    const real = f.reading.source
    const first = await read()
    expect((await change({ on: true })).body).toMatchObject({ on: true, version: first.version + 1 })
    expect((await f.t.patch(f.t.cast.ada, '/v1/directory', '"1.1.x"', { on: false })).status).toBe(412)
    const without = await testWorker(f.t)
    await without.drain()
    await without.stop()
    expect(await read()).toMatchObject({ trouble: 'no-secret', syncedAt: null })
    f.graph.state.consented = false
    await later()
    expect(await read()).toMatchObject({ trouble: 'refused' })
    f.graph.state.consented = true
    f.reading.source = graphDirectory({ ...f.graph.options, clientSecret: 'wrong' })
    await later()
    expect(await read()).toMatchObject({ trouble: 'refused' })
    f.reading.source = real
  })

  it('reads everything once, page by page, and brings nobody in whom it does not name', async () => {
    await later()
    expect(f.worker.log).toEqual([])
    expect(await read()).toMatchObject({ trouble: null, syncedAt: f.t.clock.now.toISOString(), people: 7 })
    expect(f.graph.asked.filter(({ path }) => path.includes('skiptoken')).length).toBeGreaterThan(2)
    expect(await found('Dana')).toMatchObject({ state: 'active' })
  })

  it('then asks only what has changed: somebody new is invited, and in at their first sign-in', async () => {
    const nora = { ...f.t.cast.mia, oid: v4(), id: '', name: 'Nora New' }
    expect(await statusOf(nora)).toBe(403)
    f.graph.put(nora.oid, { displayName: 'Nora New', mail: 'Nora@Harbour.example' })
    f.graph.put(v4(), { displayName: 'Vera Visitor', userType: 'Guest' })
    f.graph.put(v4(), { displayName: 'Olaf Off', accountEnabled: false })
    f.graph.asked.length = 0
    await later()
    expect(f.graph.asked[0]!.path).toContain('$deltatoken=')
    expect(await found('Nora')).toMatchObject({ state: 'invited', admin: false, teams: [] })
    expect([await found('Vera'), await found('Olaf')]).toEqual([undefined, undefined])
    expect(await statusOf(nora)).toBe(200)
    const { id } = await found('Nora')
    expect((await f.t.get(f.t.cast.ada, `/v1/members/${id}`)).body.emails).toEqual(['nora@harbour.example'])
  })

  it('never makes two people one by an address, and takes over a new name', async () => {
    const address = 'petra@harbour.example'
    const petra = { name: 'Petra Placeholder', email: address }
    const { body } = await f.t.post(f.t.cast.ada, '/v1/members', petra)
    f.graph.put(v4(), { displayName: 'Petra Person', mail: address })
    f.graph.put(f.t.cast.otto.oid, { displayName: 'Otto Olsen-Berg' })
    await later()
    const all = (await f.t.get(f.t.cast.ada, '/v1/members?q=Petra')).body.data
    expect(all.map(({ name }: { name: string }) => name)).toEqual(['Petra Person', 'Petra Placeholder'])
    expect((await f.t.get(f.t.cast.ada, `/v1/members/${body.id}`)).body).toMatchObject({ emails: [address] })
    expect(await found('Otto')).toMatchObject({ name: 'Otto Olsen-Berg' })
  })

  it('only suggests who could lead a team that nobody leads', async () => {
    const { ada, mia, noah, dana, boris } = f.t.cast
    const returns = { name: 'Returns', parentId: f.t.cast.teams.shop }
    const { body: team } = await f.t.post(ada, '/v1/teams', returns)
    for (const { id } of [mia, noah]) await f.t.post(ada, `/v1/teams/${team.id}/members`, { memberId: id })
    await later()
    expect((await read()).leaders).toEqual([
      { team: { id: team.id, name: 'Returns' }, member: { id: dana.id, name: dana.name } },
    ])
    expect((await f.t.get(dana, '/v1/me')).body.leads).not.toContain(team.id)
    f.graph.put(noah.oid, { manager: boris.oid })
    f.graph.put(mia.oid, { manager: null })
    await later()
    expect((await read()).leaders[0].member.id).toBe(boris.id)
    const ask = (tag: string) => f.t.get(ada, '/v1/directory', { 'if-none-match': tag })
    const { etag } = (await ask('"none"')).headers
    expect((await ask(etag!)).status).toBe(304)
    await f.t.post(ada, `/v1/teams/${team.id}/members`, { memberId: boris.id, role: 'leader' })
    const { status, body } = await ask(etag!)
    expect([status, body.leaders]).toEqual([200, []])
  })

  describe('when somebody leaves', () => {
    it('ends their access within the hour and hands on what they own, to who leads the team', async () => {
      const { noah, dana, mia } = f.t.cast
      const objective = await anObjective(f.t, { ownerId: noah.id })
      const keyResult = await aKeyResult(f.t, { ownerId: noah.id })
      const { body: step } = await f.t.post(noah, '/v1/steps', {
        subject: { kind: 'key_result', id: keyResult },
        text: 'Call them',
      })
      expect((await f.t.post(noah, `/v1/steps/${step.id}/start`, {})).body.state).toBe('live')
      f.graph.put(noah.oid, { accountEnabled: false })
      expect(await statusOf(noah)).toBe(200)
      await later(59)
      const { status, body } = await f.t.get(noah, '/v1/me')
      expect([status, body.code]).toEqual([403, 'left'])
      expect((await f.t.post(noah, '/v1/seen', { items: [] })).status).toBe(403)
      expect(await found('Noah')).toMatchObject({ state: 'left' })
      expect((await f.t.get(mia, `/v1/objectives/${objective}`)).body.owner).toMatchObject({ id: dana.id })
      expect((await f.t.get(mia, `/v1/key-results/${keyResult}`)).body.owner).toMatchObject({ id: dana.id })
      expect((await f.t.get(dana, `/v1/steps/${step.id}`)).body).toMatchObject({
        state: 'pencilled',
        ownerId: dana.id,
        dueDay: null,
      })
    })

    it('lets them back in when their account is switched on again', async () => {
      f.graph.put(f.t.cast.noah.oid, { accountEnabled: true })
      await later()
      expect(await statusOf(f.t.cast.noah)).toBe(200)
    })

    it('ends nobody by an account that was merged into theirs', async () => {
      const { ada, mia } = f.t.cast
      const second = v4()
      f.graph.put(second, { displayName: 'Second account of hers' })
      await later()
      const { id } = await found('Second account')
      expect((await f.t.post(ada, `/v1/members/${id}/merge`, { intoId: mia.id })).status).toBe(200)
      f.graph.remove(second)
      f.graph.expireLinks()
      await later()
      expect([await statusOf(mia), f.worker.log, (await read()).trouble]).toEqual([200, [], null])
    })

    it('never takes back whom an admin removed', async () => {
      const { ada, noah } = f.t.cast
      await f.t.post(ada, `/v1/members/${noah.id}/leave`)
      f.graph.put(noah.oid, { displayName: 'Noah N.' })
      await later()
      f.graph.put(noah.oid, { accountEnabled: false })
      await later()
      f.graph.put(noah.oid, { accountEnabled: true })
      await later()
      expect([await statusOf(noah), (await found('Noah')).state]).toEqual([403, 'left'])
      await f.t.post(ada, `/v1/members/${noah.id}/take-back`)
      await later()
      expect(await statusOf(noah)).toBe(200)
    })

    it('never brings back whom somebody erased: the hash of their account is left to know that by', async () => {
      const oid = v4()
      f.graph.put(oid, { displayName: 'Eva Erased' })
      await later()
      const { id } = await found('Eva')
      const erased = await f.t.post(f.t.cast.ada, `/v1/members/${id}/erase`, { name: 'Eva Erased' })
      expect([erased.status, erased.body.name]).toEqual([200, 'Former member'])
      f.graph.put(oid, { displayName: 'Eva Erased' })
      await later()
      expect(await found('Eva')).toBeUndefined()
      expect(f.worker.log).toEqual([])
    })

    it('gives a leader’s goals to whom they reported, and ends also the last admin', async () => {
      const { otto, boris, ada } = f.t.cast
      const objective = await anObjective(f.t, { ownerId: otto.id, teamId: f.t.cast.teams.shop }, otto)
      f.graph.put(otto.oid, { manager: ada.oid })
      await later()
      f.graph.remove(otto.oid)
      await later()
      expect((await f.t.get(boris, `/v1/objectives/${objective}`)).body.owner.id).toBe(ada.id)
      f.graph.put(ada.oid, { accountEnabled: false })
      await later()
      expect(await statusOf(ada)).toBe(403)
      f.graph.put(ada.oid, { accountEnabled: true })
      await later()
      // The directory gives no rights back: an admin is made by people, here by the operator.
      expect((await f.t.get(ada, '/v1/me')).body.admin).toBe(false)
      await statement(f.t.adminUrl, `UPDATE members SET admin = true WHERE id = '${ada.id}'`)
    })

    it('holds back so many at once that it looks like a mistake, until an admin agrees', async () => {
      const many = Array.from({ length: 8 }, () => v4())
      for (const [i, id] of many.entries()) f.graph.put(id, { displayName: `Temp ${i}` })
      await later()
      for (const id of many) f.graph.remove(id)
      await later()
      expect(await read()).toMatchObject({ trouble: 'held', held: 8 })
      expect(await found('Temp')).toMatchObject({ state: 'invited' })
      expect((await f.t.post(f.t.cast.ada, '/v1/directory/let-end')).body).toMatchObject({
        held: 0,
        trouble: null,
      })
      await later(0)
      expect(await found('Temp')).toMatchObject({ state: 'left' })
    })
  })

  describe('when Graph does not answer as hoped', () => {
    it('waits as long as it is told to, and goes on where it was', async () => {
      f.graph.put(v4(), { displayName: 'Wanda Waits' })
      f.graph.instead.push({ status: 429, retryAfter: 300 })
      await later()
      expect(await read()).toMatchObject({ trouble: 'busy' })
      await later(4)
      expect(await found('Wanda')).toBeUndefined()
      await later(1)
      expect([await found('Wanda'), (await read()).trouble]).toEqual([expect.anything(), null])
    })

    it.each([{ status: 500 }, { status: 503, retryAfter: 120 }, 'hang' as const])(
      'asks again in two minutes after %j',
      async (answer) => {
        const name = `Zoe ${v4().slice(0, 4)}`
        f.graph.put(v4(), { displayName: name })
        f.graph.instead.push(answer)
        await later()
        expect(await read()).toMatchObject({ trouble: 'away' })
        await later(2)
        expect([await found(name), (await read()).trouble]).toEqual([expect.anything(), null])
      },
    )

    it('reads everything anew when its link has expired (410), and notices who left meanwhile', async () => {
      const { gus } = f.t.cast
      f.graph.remove(gus.oid)
      f.graph.expireLinks()
      f.graph.asked.length = 0
      await later()
      expect(f.graph.asked.map(({ path }) => /delta\?\$(\w+)/.exec(path)?.[1]).slice(0, 2)).toEqual([
        'deltatoken',
        'select',
      ])
      expect(await statusOf(gus)).toBe(403)
      expect((await read()).trouble).toBeNull()
    })

    it('gives its token to nobody but Graph, wherever a page says the next one is', async () => {
      const other = await graphStandIn()
      f.graph.instead.push({ status: 200, nextLink: `${other.origin}/v1.0/users/delta?$skiptoken=1` })
      await later()
      expect([other.asked, (await read()).trouble]).toEqual([[], 'away'])
      await other.stop()
      await change({ photos: true })
      await later()
      expect((await read()).trouble).toBeNull()
    })

    it('does a step again that an admin changed the settings in', async () => {
      const { source } = f.reading
      let changed = 0
      f.reading.source = {
        ...source,
        changes: async (...asked) => {
          if (changed++ === 0) await change({ photos: false })
          return source.changes(...asked)
        },
      }
      await later()
      f.reading.source = source
      expect(changed).toBeGreaterThan(1)
      expect(await read()).toMatchObject({
        photos: false,
        trouble: null,
        syncedAt: f.t.clock.now.toISOString(),
      })
      expect(f.worker.log).toEqual([])
    })
  })

  it('keeps asking nobody once it is off', async () => {
    await change({ on: false })
    f.graph.asked.length = 0
    await later(60)
    expect(f.graph.asked).toEqual([])
  })
})
