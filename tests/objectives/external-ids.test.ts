import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import { statementsOf } from '../support/counts.ts'
import { statement } from '../support/server.ts'

describe('goals that another system knows by its own id', () => {
  let t: TestApp
  let goal: object

  beforeAll(async () => {
    t = await testApp()
    const { teams, cycleId, mia } = t.cast
    goal = { title: 'Repairs on time', teamId: teams.service, cycleId, ownerId: mia.id }
  })
  afterAll(() => t?.close())

  const at = (id: string, source = 'jira', root = 'objectives') =>
    `/v1/${root}/by-external-id/${source}/${encodeURIComponent(id)}`
  const put = (who = t.cast.dana, url = at('A-1'), body: object = goal, headers = {}) =>
    t.ask(who, 'PUT', url, body, headers)
  const published = { lifecycle: 'published', why: 'Riders.', waive: 'Said in the room.' }
  /** A published key result that Jira calls so. */
  const number = async (id: string, fields: object = {}) => {
    const body = { ...goal, title: 'Tickets closed', target: 40, ...published, ...fields }
    const reply = await put(t.cast.dana, at(id, 'jira', 'key-results'), body)
    expect(reply.status).toBe(201)
    return { id: reply.body.id as string, body }
  }
  const eventsOf = async (id: string) => {
    const { rows } = await statement(
      t.adminUrl,
      `SELECT kind FROM events WHERE subject_id = '${id}' ORDER BY seq`,
    )
    return rows.map(({ kind }) => kind)
  }

  it('are closed to strangers (401), guests, colleagues (403) and to whom they are out of sight (404)', async () => {
    expect((await t.ask(null, 'PUT', at('A-0'), goal)).status).toBe(401)
    expect((await put(t.cast.gus, at('A-0'))).status).toBe(403)
    expect((await put(t.cast.otto, at('A-0'))).status).toBe(403)
    expect((await put(t.cast.dana, at('A-0'))).status).toBe(201)
    expect((await put(t.cast.noah, at('A-0'), { ...goal, title: 'Mine' })).status).toBe(403)
    expect((await put(t.cast.noah, at('A-0'))).status).toBe(403) // nor when nothing would change
    const secret = { ...goal, teamId: t.cast.teams.board, ownerId: t.cast.boris.id }
    expect((await put(t.cast.boris, at('A-00'), secret)).status).toBe(201)
    const mine = await put(t.cast.dana, at('A-00')) // as if nobody had the name: that tells nothing of the board
    expect([mine.status, (await put(t.cast.dana, at('A-00'))).body.id]).toEqual([201, mine.body.id])
    expect((await put(t.cast.boris, at('A-00'), secret)).body.teamId).toBe(t.cast.teams.board) // the older one
    expect((await put(t.elsewhere.dana, at('A-0'))).body.errors[0].pointer).toBe('/teamId')
  })

  it.each([
    ['a source in capitals', at('A-1', 'JIRA'), 400],
    ['a source with a space', at('A-1', 'my%20jira'), 400],
    ['an id that is too long', at('x'.repeat(101)), 414],
  ])('refuse %s', async (_, url, status) => expect((await put(t.cast.dana, url)).status).toBe(status))

  it('are made once (201), and twice the same writes nothing and tells nobody', async () => {
    const first = await put()
    expect([first.status, first.body.title]).toEqual([201, 'Repairs on time'])
    const again = await put()
    expect([again.status, again.body.id, again.body.version]).toEqual([200, first.body.id, 1])
    expect(again.headers.etag).toBe(first.headers.etag)
    expect(await eventsOf(first.body.id)).toEqual(['objective.created'])
    const audit = `SELECT status FROM audit_log WHERE operation = 'upsertObjective' AND subject_id = '${first.body.id}'`
    expect((await statement(t.adminUrl, audit)).rows).toEqual([{ status: 201 }, { status: 200 }])
  })

  it('follow what is said now, and keep what is left out', async () => {
    const made = await put(t.cast.dana, at('A-2'), { ...goal, why: 'Riders.' })
    const changed = await put(t.cast.dana, at('A-2'), { ...goal, title: 'Repairs in time' })
    expect(changed.body).toMatchObject({
      id: made.body.id,
      title: 'Repairs in time',
      why: 'Riders.',
      version: 2,
    })
    expect(await eventsOf(made.body.id)).toEqual(['objective.created', 'objective.edited'])
  })

  it('take If-Match where it is sent: 412 for an old version, and for something that is not there', async () => {
    const { headers } = await put(t.cast.dana, at('A-3'))
    const change = (title: string) =>
      put(t.cast.dana, at('A-3'), { ...goal, title }, { 'if-match': headers.etag })
    expect((await change('One')).status).toBe(200)
    expect((await change('Two')).status).toBe(412)
    expect((await change('One')).status).toBe(412)
    expect((await put(t.cast.dana, at('A-4'), goal, { 'if-match': '*' })).status).toBe(412)
  })

  it('take If-None-Match: *, which makes one and changes none (412), however its name is spelt', async () => {
    const onlyNew = { 'if-none-match': '*' }
    expect((await put(t.cast.dana, at('caf\u00e9'), goal, onlyNew)).status).toBe(201)
    const again = await put(t.cast.dana, at('cafe\u0301'), { ...goal, title: 'Overwritten' }, onlyNew)
    expect([again.status, again.body.code]).toEqual([412, 'stale'])
    expect((await put(t.cast.dana, at('cafe\u0301'))).status).toBe(200)
  })

  it('are one, however many write them at the same time', async () => {
    const replies = await Promise.all([1, 2, 3, 4].map(() => put(t.cast.dana, at('A-5'))))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201])
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1)
  })

  it('may be called the same by two systems, and by an objective and a key result', async () => {
    const [a, b] = [await put(t.cast.dana, at('7')), await put(t.cast.dana, at('7', 'planner'))]
    const { id } = await number('7')
    expect(new Set([a.body.id, b.body.id, id]).size).toBe(3)
  })

  it('meet the gate like any other (409 without the why)', async () => {
    const { status, body } = await put(t.cast.mia, at('A-6'), { ...goal, lifecycle: 'published' })
    expect([status, body.code]).toEqual([409, 'why-missing'])
    expect((await t.get(t.cast.mia, '/v1/objectives?externalId=A-6')).body.data).toEqual([])
  })

  it('take nothing once they are closed (409), but the same as before', async () => {
    const body = { ...goal, ...published }
    const { id } = (await put(t.cast.dana, at('A-8'), body)).body
    await t.post(t.cast.dana, `/v1/objectives/${id}/close`, {})
    expect((await put(t.cast.dana, at('A-8'), body)).status).toBe(200)
    expect((await put(t.cast.dana, at('A-8'), { ...body, title: 'More' })).status).toBe(409)
  })

  it('are named by nobody who may not change them (403)', async () => {
    const ofMia = { ...goal, ownerId: t.cast.mia.id }
    expect((await put(t.cast.noah, at('A-9'), ofMia)).status).toBe(403)
    expect((await put(t.cast.mia, at('A-9'), ofMia)).status).toBe(201)
  })

  it('are named, renamed and unnamed by hand, unless another in sight is called so (409)', async () => {
    const { id } = await number('K-9')
    await number('K-10')
    const call = (external: object | null, who = t.cast.dana) =>
      t.patch(who, `/v1/key-results/${id}`, '*', { external })
    const read = async () => (await t.get(t.cast.mia, `/v1/key-results/${id}`)).body.external
    expect((await call({ source: 'jira', externalId: 'K-11' }, t.cast.noah)).status).toBe(403)
    expect((await call({ source: 'Jira', externalId: 'K-11' })).status).toBe(400)
    const taken = await call({ source: 'jira', externalId: 'K-10' })
    expect([taken.status, taken.body.code]).toEqual([409, 'external-id-taken'])
    expect(await read()).toEqual({ source: 'jira', externalId: 'K-9', fedBy: null })
    expect((await call({ source: 'planner', externalId: 'K-9' })).body.external.source).toBe('planner')
    const scopes = ['check-ins:write', 'key-results:write']
    const key = await t.post(t.cast.ada, '/v1/keys', { name: 'Planner', scopes })
    const headers = { authorization: `Bearer ${key.body.secret}` }
    const push = (name: string) =>
      t.post(null, `${at(name, 'planner', 'key-results')}/check-ins`, { value: 3 }, headers)
    expect((await push('K-9')).status).toBe(201)
    expect(await read()).toEqual({ source: 'planner', externalId: 'K-9', fedBy: 'Planner' })
    expect((await call(null)).body.external).toBeNull()
    expect((await push('K-9')).status).toBe(404)
    const at11 = { external: { source: 'jira', externalId: 'A-11' } }
    const { id: objective } = (await put(t.cast.dana, at('A-10'))).body
    const named = await t.patch(t.cast.dana, `/v1/objectives/${objective}`, '*', at11)
    expect(named.body.external).toEqual({ ...at11.external, fedBy: null })
    expect((await put(t.cast.dana, at('A-11'))).body.id).toBe(objective)
  })

  it('are found by source and id, in a number of statements that does not grow', async () => {
    const { id } = await number('K-1')
    const find = async (query: string, who = t.cast.mia) =>
      (await t.get(who, `/v1/key-results?${query}`)).body.data.map((one: { id: string }) => one.id)
    expect(await find('externalSource=jira&externalId=K-1')).toEqual([id])
    expect(await find('externalId=K-1')).toEqual([id])
    expect(await find('externalSource=planner&externalId=K-1')).toEqual([])
    expect(await find('externalSource=jira&externalId=K-1', t.elsewhere.mia)).toEqual([])
    const count = async () => (await statementsOf(t.db, () => find('externalSource=jira'))).length
    const before = await count()
    await number('K-2')
    expect(await count()).toBe(before)
    expect((await t.get(t.cast.mia, '/v1/key-results?externalSource=No Such')).status).toBe(400)
  })

  it('follow a new target, remember the old one, and stay still for the same', async () => {
    const { id, body } = await number('K-3', { kind: 'done', target: 5 })
    const same = await put(t.cast.dana, at('K-3', 'jira', 'key-results'), body)
    expect([same.status, same.body.version, same.body.target]).toEqual([200, 1, 1])
    const more = { ...body, kind: 'number', target: 50 }
    expect((await put(t.cast.dana, at('K-3', 'jira', 'key-results'), more)).body).toMatchObject({
      id,
      target: 50,
      targetEdits: [{ targetBefore: 1, targetAfter: 50 }],
    })
    expect((await eventsOf(id)).filter((kind) => kind === 'key-result.edited')).toHaveLength(1)
  })

  it('take a number in one call: 404 for an unknown one, 403 for a colleague, once per Idempotency-Key', async () => {
    const { id } = await number('K-4')
    const push = (who = t.cast.mia, name = 'K-4', headers = {}) =>
      t.post(who, `${at(name, 'jira', 'key-results')}/check-ins`, { value: 12 }, headers)
    expect((await push(t.cast.mia, v4())).status).toBe(404)
    expect((await push(t.elsewhere.mia)).status).toBe(404)
    expect((await push(t.cast.noah)).status).toBe(403)
    const first = await push(t.cast.mia, 'K-4', { 'idempotency-key': 'k' })
    expect([first.status, first.body.keyResult.id]).toEqual([201, id])
    const repeat = await push(t.cast.mia, 'K-4', { 'idempotency-key': 'k' })
    expect([repeat.headers['idempotent-replayed'], repeat.text]).toEqual(['true', first.text])
    expect((await t.get(t.cast.mia, `/v1/key-results/${id}/check-ins`)).body.data).toHaveLength(1)
    const audit = `SELECT subject_id AS subject FROM audit_log WHERE operation = 'recordCheckInByExternalId'
      AND status = 201 AND subject_id = '${id}'`
    expect((await statement(t.adminUrl, audit)).rows).toEqual([{ subject: id }])
  })

  it('belong to keys with the scope, which must say who owns them', async () => {
    const scopes = ['objectives:write']
    const { secret } = (await t.post(t.cast.ada, '/v1/keys', { name: 'Jira', scopes })).body
    const asKey = (root: string, body: object) =>
      t.ask(null, 'PUT', at('K-9', 'jira', root), body, { authorization: `Bearer ${secret}` })
    expect((await asKey('key-results', { ...goal, target: 1 })).body.code).toBe('scope')
    const { ownerId: _, ...nobody } = goal as { ownerId: string }
    expect((await asKey('objectives', nobody)).body.errors[0].pointer).toBe('/ownerId')
    expect((await asKey('objectives', goal)).status).toBe(201)
    expect((await asKey('objectives', nobody)).status).toBe(200)
  })
})
