import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { type TestApp, testApp } from '../support/app.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'

const week = 7 * 86_400_000

describe('insights', () => {
  let t: TestApp
  let keyResultId: string
  let checkInIds: string[]

  beforeAll(async () => {
    t = await testApp()
    keyResultId = await aKeyResult(t, { objectiveId: await anObjective(t) })
    checkInIds = []
    for (let i = 0; i < 6; i++) {
      checkInIds.push(await checkedIn(t, keyResultId, 10 + i))
      t.clock.forward(week)
    }
  })
  afterAll(() => t?.close())

  const worth = (
    who: TestApp['cast']['mia'] | null,
    id: string,
    body: object = { worth: true },
    headers?: object,
  ) => t.post(who, `/v1/check-ins/${id}/worth`, body, headers)
  const read = async (who: TestApp['cast']['mia'], query = '') => t.get(who, `/v1/insights${query}`)

  it('are for leaders and admins (401, 403), of their own teams (403) and of none elsewhere (404)', async () => {
    const { service, shop, board } = t.cast.teams
    expect((await read(null as never)).status).toBe(401)
    for (const who of [t.cast.mia, t.cast.gus]) expect((await read(who)).status).toBe(403)
    expect((await read(t.cast.dana, `?teamId=${shop}`)).status).toBe(403)
    expect((await read(t.cast.dana, `?teamId=${board}`)).status).toBe(404)
    expect((await read(t.elsewhere.dana, `?teamId=${service}`)).status).toBe(404)
  })

  it('ask worth of the author alone (401, 403, 404), and once (409)', async () => {
    const [id] = checkInIds as [string]
    expect((await worth(null, id)).status).toBe(401)
    expect((await worth(t.cast.dana, id)).status).toBe(403)
    expect((await worth(t.elsewhere.mia, id)).status).toBe(404)
    expect((await worth(t.cast.mia, id, {})).status).toBe(400)
    expect((await worth(t.cast.mia, id, { worth: false }, { 'idempotency-key': 'w1' })).status).toBe(204)
    expect((await worth(t.cast.mia, id)).status).toBe(409)
  })

  it('keep the answer so that nothing leads to who gave it', async () => {
    const client = new pg.Client({ connectionString: t.adminUrl })
    await client.connect()
    const all = async (sql: string) => (await client.query(sql)).rows
    await client.query('SET ROLE footbridge_owner')
    const answers = await all('SELECT * FROM worth_answers')
    expect(Object.keys(answers[0]).sort()).toEqual(['id', 'team_id', 'week', 'workspace_id', 'worth'])
    expect(answers[0].id[14]).toBe('4')
    expect(await all(`SELECT * FROM idempotency WHERE operation = 'answerWorth'`)).toEqual([])
    const lines =
      await all(`SELECT member_id, credential, trace_id FROM audit_log WHERE operation = 'answerWorth'
      AND status = 204`)
    expect(lines).toEqual([{ member_id: null, credential: 'anonymous', trace_id: '' }])
    expect(await all(`SELECT * FROM events WHERE kind LIKE '%worth%'`)).toEqual([])
    await client.end()
    // Who answered is for that member alone: row-level security shows others nothing.
  })

  it('show a group of at least five: a small team joins the one above and says so; answers stay hidden below five', async () => {
    const { body, status } = await read(t.cast.dana)
    expect([status, body.ready, body.group.joined, body.group.name]).toEqual([200, true, true, 'Harbour'])
    const of = (code: string) => body.figures.find((one: { code: string }) => one.code === code)
    expect(of('worth')).toMatchObject({ value: null, hidden: 'few' })
    expect(of('seconds')).toMatchObject({ value: null, hidden: 'few' })
    expect(of('answer_rate').next).toContain('80 %')
    expect(JSON.stringify(body)).not.toContain(t.cast.mia.id)
    expect(body.weeks.map(({ week: n }: { week: number }) => n)).toEqual([1, 2, 3, 4, 5, 6])
    expect(body.weeks[5]).toMatchObject({ due: 1, answered: 1 })
    expect(body.cycles).toMatchObject([{ lag: null, firstStep: null, rounds: 0 }])
  })

  it('propose to ask again first where check-ins lead to nothing; one tap lengthens the rhythm or asks for less', async () => {
    const slow = await aKeyResult(t, { title: 'Slow' })
    for (let i = 0; i < 5; i++) {
      t.clock.forward(60_000)
      await t.post(t.cast.mia, `/v1/key-results/${slow}/check-ins`, { value: i, seconds: 170 })
    }
    const { proposals } = (await read(t.cast.dana)).body
    const found = proposals.find((one: { keyResultId: string }) => one.keyResultId === slow)
    expect(found).toMatchObject({
      heaviest: 'ledTo',
      reliefs: ['ask_again', 'longer_rhythm', 'fewer_fields', 'feed_by_program'],
    })
    const relieved = await t.patch(t.cast.dana, `/v1/key-results/${slow}`, '*', {
      cadence: 'biweekly',
      asks: 'number',
    })
    expect(relieved.body).toMatchObject({ cadence: 'biweekly', asks: 'number' })
    const again = (await read(t.cast.dana)).body.proposals.find(
      (one: { keyResultId: string }) => one.keyResultId === slow,
    )
    expect(again.reliefs).toEqual(['ask_again', 'longer_rhythm', 'feed_by_program'])
    await t.patch(t.cast.dana, `/v1/key-results/${slow}`, '*', { asks: 'program' })
    const asked = await t.post(t.cast.dana, '/v1/planning-rounds/again', {
      ...{ keyResultId: slow, question: 'Why do we count this?', closesDay: '2026-12-14' },
    })
    expect([asked.status, asked.body.kind, asked.body.keyResultId]).toEqual([201, 'again', slow])
    const due = (await t.get(t.cast.mia, '/v1/my-week')).body.checkIns
    expect(due.map(({ id }: { id: string }) => id)).not.toContain(slow)
  })
})
