import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { type HarbourBoard, harbourBoard } from './harbour-board.ts'

type Shown = Reply['body']

describe('what is next and what is in the way, on the board', () => {
  let t: TestApp
  let ids: HarbourBoard

  beforeAll(async () => {
    t = await testApp()
    ids = await harbourBoard(t)
  })
  afterAll(() => t?.close())

  const board = async (who = t.cast.dana): Promise<Shown> =>
    (await t.get(who, `/v1/teams/${t.cast.teams.service}/board`)).body
  const onTime = (shown: Shown): Shown =>
    shown.objectives[0].keyResults.find(({ id }: { id: string }) => id === ids.onTime)
  const post = async (who: typeof t.cast.mia, url: string, body: object = {}) => {
    const reply = await t.post(who, url, body)
    expect([reply.status, reply.text].join(' ')).toMatch(/^20[01]/)
    return reply.body
  }

  it('shows the live step, how many are pencilled, and when it is overdue', async () => {
    const { mia } = t.cast
    const subject = { kind: 'key_result', id: ids.onTime }
    const step = await post(mia, '/v1/steps', {
      subject,
      cue: 'When I open',
      text: 'I will call',
      start: true,
    })
    await post(mia, '/v1/steps', { subject, text: 'I will order a rack' })
    expect(onTime(await board())).toMatchObject({
      path: {
        live: [
          { id: step.id, cue: 'When I open', text: 'I will call', owner: { id: mia.id }, overdue: false },
        ],
        laid: 0,
        pencilled: 1,
      },
      unmoved: true,
    })
    const before = t.clock.now
    t.clock.to('2026-11-03T09:00:00Z')
    expect(onTime(await board()).path.live[0].overdue).toBe(true)
    t.clock.to(before.toISOString())
  })

  it('no longer calls it unmoved once a step is finished', async () => {
    const { id } = onTime(await board()).path.live[0]
    await post(t.cast.mia, `/v1/steps/${id}/finish`)
    expect(onTime(await board())).toMatchObject({ path: { live: [], laid: 1 }, unmoved: false })
  })

  it('counts open barriers on a key result and its steps, and shows the one whose delay costs most', async () => {
    const { mia, noah, dana } = t.cast
    const small = await post(mia, '/v1/barriers', {
      kind: 'access',
      title: 'No key',
      teamId: t.cast.teams.service,
    })
    const [{ id: stepId }] = [
      await post(mia, '/v1/steps', {
        subject: { kind: 'key_result', id: ids.onTime },
        text: 'I will ask',
        start: true,
      }),
    ]
    const big = await post(noah, '/v1/barriers', {
      kind: 'decision',
      title: 'Which rack?',
      keyResultIds: [ids.onTime, ids.racks],
    })
    await post(mia, '/v1/barriers', { kind: 'waiting', stepIds: [stepId] })
    await post(dana, `/v1/barriers/${big.id}/take`, { by: 'this_week' })
    const before = t.clock.now
    t.clock.to('2026-10-27T09:00:00Z')
    const shown = await board()
    t.clock.to(before.toISOString())
    expect(onTime(shown).barriers).toEqual({
      open: 2,
      worst: {
        id: big.id,
        number: big.number,
        title: 'Which rack?',
        kind: 'decision',
        state: 'taken',
        promiseDay: '2026-10-30',
        promiseMissed: false,
        askedOf: { id: dana.id, name: 'Dana Diaz' },
      },
    })
    expect(shown.barriers).toMatchObject({ open: 3, worst: { id: big.id } })
    await post(dana, `/v1/barriers/${small.id}/clear`)
    expect((await board()).barriers.open).toBe(2)
  })

  it('hides a barrier that is for the leader only from everybody else, in lists and in numbers', async () => {
    const { mia, noah, dana, boris, ada } = t.cast
    const open = async (who = dana) => (await board(who)).barriers.open
    const before = await open()
    const title = 'I cannot say this aloud'
    await post(mia, '/v1/barriers', { kind: 'too_much', title, keyResultIds: [ids.racks], leaderOnly: true })
    expect([await open(mia), await open(dana)]).toEqual([before + 1, before + 1])
    for (const other of [noah, boris, ada]) {
      const reply = await t.get(other, `/v1/teams/${t.cast.teams.service}/board`)
      expect(reply.body.barriers.open).toBe(before)
      expect(reply.text).not.toContain(title)
    }
  })

  it('shows a guest of the team its own goals alone: nothing shared, nothing above', async () => {
    const shown = await board(t.cast.gus)
    expect(shown.objectives.map(({ title }: Shown) => title)).toEqual([
      'Repairs done when promised',
      'Everyone feels welcome',
    ])
    expect(shown.objectives[0].parents).toEqual([])
    expect(shown.keyResults.flatMap(({ parents }: Shown) => parents)).toEqual([])
    expect(onTime(shown).can).toEqual({ checkIn: false, edit: false })
  })
})
