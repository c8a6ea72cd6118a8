import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { checkIn, type HarbourBoard, harbourBoard } from './harbour-board.ts'

type Shown = Reply['body']

describe("a team's board", () => {
  let t: TestApp
  let ids: HarbourBoard

  beforeAll(async () => {
    t = await testApp()
    ids = await harbourBoard(t)
  })
  afterAll(() => t.close())

  const board = (team = t.cast.teams.service) => `/v1/teams/${team}/board`
  const read = async (who = t.cast.dana) => (await t.get(who, board())).body
  const named = (items: Shown[], id: string): Shown => items.find((item) => item.id === id)!

  it('is refused without a token (401)', async () => {
    expect((await t.get(null, board())).status).toBe(401)
  })

  it('is not there for strangers, for who is not in a private team, and for guests of other teams (404)', async () => {
    const { teams, ada, dana, gus } = t.cast
    const replies = [
      await t.get(t.elsewhere.dana, board()),
      await t.get(dana, board(v7())),
      await t.get(dana, board(teams.board)),
      await t.get(ada, board(teams.board)),
      await t.get(gus, board(teams.shop)),
    ]
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
    const same = replies.map(({ body }) => ({ ...body, traceId: '', instance: '' }))
    expect(same).toEqual(same.map(() => same[0]))
  })

  it('knows neither the cycle of another workspace nor one that never was (404), and no other word (400)', async () => {
    const { dana } = t.cast
    expect((await t.get(dana, `${board()}?cycleId=${t.elsewhere.cycleId}`)).status).toBe(404)
    expect((await t.get(dana, `${board()}?cycleId=${v7()}`)).status).toBe(404)
    expect((await t.get(dana, `${board()}?cycleId=now`)).status).toBe(400)
    expect((await t.get(dana, `${board()}?week=1`)).status).toBe(400)
  })

  it('says whose board of which cycle and day it is, and who may write goals there', async () => {
    const { teams, cycleId, dana } = t.cast
    const shown = await read()
    expect(shown).toMatchObject({
      id: teams.service,
      day: '2026-10-26',
      team: { name: 'Service', private: false, leaders: [{ id: dana.id, name: 'Dana Diaz' }] },
      cycle: { id: cycleId, name: 'Q4 2026', startDay: '2026-10-01', endDay: '2026-12-31', state: 'active' },
      can: { write: true },
    })
    expect((await read(t.cast.otto)).can).toEqual({ write: false })
    expect((await read(t.cast.gus)).can).toEqual({ write: false })
    expect((await t.get(dana, `${board()}?cycleId=${cycleId}`)).body).toEqual(shown)
  })

  it('shows own goals, then shared ones, each with its key results, and those outside of any goal', async () => {
    const { objectives, keyResults } = await read()
    expect(objectives.map((goal: { title: string; shared: boolean }) => [goal.title, goal.shared])).toEqual([
      ['Repairs done when promised', false],
      ['Everyone feels welcome', false],
      ['Parts are there', true],
    ])
    const titles = (items: { title: string }[]) => items.map(({ title }) => title).sort()
    expect(titles(named(objectives, ids.promised).keyResults)).toEqual([
      'Done by the promised day',
      'Repair racks',
    ])
    expect(titles(keyResults)).toEqual(['Calls answered', 'Coffee corners'])
    expect(named(keyResults, ids.calls).parents).toMatchObject([
      { id: ids.company, team: { name: 'Harbour' } },
    ])
    expect(named(keyResults, ids.free).parents).toEqual([])
  })

  it('shows the goal above with how this one serves it', async () => {
    const [goal] = (await read()).objectives
    expect(goal).toMatchObject({
      why: expect.stringContaining('leave the car'),
      owner: { name: 'Mia Moreau' },
    })
    expect(goal.parents).toEqual([
      {
        id: ids.company,
        title: 'Riders come back',
        team: { id: t.cast.teams.company, name: 'Harbour' },
        sentence: 'Kept promises bring riders back.',
        confirmed: false,
      },
    ])
  })

  it('counts a private contribution with its number alone, and names it to nobody outside', async () => {
    const reply = await t.get(t.cast.dana, board())
    expect(reply.body.objectives[0].privateContributions).toEqual([{ weight: 10, percent: null }])
    expect(reply.text).not.toContain('competitor')
    expect(reply.text).not.toContain(ids.secret)
    expect(reply.text).not.toContain(t.cast.teams.board)
    const member = named((await read(t.cast.boris)).objectives[0].keyResults, ids.secret)
    expect(member.title).toBe('Buy the competitor')
  })

  // The cycle has 91 days from its first to its last; 25 of them are over: 25 ÷ 91 = 27.4725 %.
  it('compares progress with time, and shows the last values and the latest confidence', async () => {
    const { mia } = t.cast
    for (const [day, value] of [
      ['14', 63],
      ['21', 69],
      ['26', 75],
    ] as const) {
      const observedAt = `2026-10-${day}T08:00:00Z`
      await checkIn(t, mia, ids.onTime, { value, confidence: 'high', observedAt })
    }
    const taken = await checkIn(t, mia, ids.onTime, { value: 1 })
    await t.post(mia, `/v1/check-ins/${taken}/undo`)
    const [goal] = (await read()).objectives
    const onTime = named(goal.keyResults, ids.onTime)
    expect(onTime).toMatchObject({
      weight: 60,
      progress: { value: 50, because: expect.stringContaining('from 60 to 75') },
      expected: 27.4725,
      standing: { health: 'on_track' },
      latest: { value: 75, confidence: 'high', by: mia.id },
      spark: [
        { at: '2026-10-14T08:00:00.000Z', value: 63 },
        { at: '2026-10-21T08:00:00.000Z', value: 69 },
        { at: '2026-10-26T08:00:00.000Z', value: 75 },
      ],
    })
    // Noah's racks stand as on 12 October, 11 ÷ 91 = 12.0879 %, until the day turn; private ones the same.
    // (60 × 27.4725 + 40 × 12.0879) ÷ 100 = 21.3187
    expect(goal.expected).toBe(21.3187)
    expect(onTime.can).toEqual({ checkIn: true, edit: true })
    const forNoah = named((await read(t.cast.noah)).objectives[0].keyResults, ids.onTime)
    expect(forNoah.can).toEqual({ checkIn: false, edit: false })
  })

  it('puts on top what was agreed but has not moved, a goal once for all under it', async () => {
    const { unmoved, objectives } = await read()
    expect(
      unmoved.map(({ kind, title, since }: Record<string, string>) => [kind, title, since]).sort(),
    ).toEqual([
      ['key_result', 'Calls answered', '2026-10-12'],
      ['key_result', 'Coffee corners', '2026-10-12'],
      ['key_result', 'Repair racks', '2026-10-12'],
      ['objective', 'Everyone feels welcome', '2026-10-12'],
    ])
    expect(objectives.map(({ unmoved }: { unmoved: boolean }) => unmoved)).toEqual([false, true, true])
  })
})
