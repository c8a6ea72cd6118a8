import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { start } from '../support/cast.ts'
import { storyOf } from './story.ts'

describe('the day turn', () => {
  let t: TestApp
  let story: ReturnType<typeof storyOf>

  beforeAll(async () => {
    t = await testApp()
    story = storyOf(t)
  })
  // What one story left open must not climb in the next one.
  afterEach(async () => {
    await story.change(
      `UPDATE barriers SET state = 'withdrawn', clock = NULL, due_day = NULL, cost_of_delay = NULL WHERE workspace_id = $1`,
      [t.cast.workspaceId],
    )
    await story.change('DELETE FROM days_off WHERE workspace_id = $1', [t.cast.workspaceId])
    t.clock.to(start.toISOString())
  })
  afterAll(() => t?.close())

  const read = async (id: string, who = t.cast.mia) => (await t.get(who, `/v1/barriers/${id}`)).body
  const nothing = { asked: 0, climbed: 0, missed: 0, unconfirmed: 0 }

  it('lets what nobody answered in two working days climb one level, the raiser told first', async () => {
    const { id } = await story.raise()
    expect(await story.dayTurn('2026-10-27T23:05:00Z')).toEqual(nothing)
    expect((await read(id)).asked).toMatchObject({ memberId: t.cast.dana.id, until: '2026-10-28' })
    expect(await story.dayTurn('2026-10-28T23:05:00Z')).toEqual({ ...nothing, climbed: 1 })
    expect((await read(id)).asked).toMatchObject({
      memberId: t.cast.boris.id,
      until: '2026-11-02',
      why: { code: 'leader_above', insteadOf: t.cast.dana.id },
    })
    const events = (await story.eventsOf(id)).slice(-2)
    expect(events.map(({ kind }) => kind)).toEqual(['barrier.unanswered', 'barrier.climbed'])
    expect(events[0]).toMatchObject({ audience: 'members', members: [t.cast.mia.id] })
    expect(await story.dayTurn('2026-10-28T23:30:00Z')).toEqual(nothing)
  })

  it('goes to the admin at the top, and stays there', async () => {
    const { id } = await story.raise()
    await story.dayTurn('2026-10-28T23:05:00Z')
    expect(await story.dayTurn('2026-11-02T23:05:00Z')).toMatchObject({ climbed: 1 })
    expect((await read(id)).asked).toMatchObject({ memberId: t.cast.ada.id, why: { code: 'admin' } })
    expect(await story.dayTurn('2026-11-20T23:05:00Z')).toEqual(nothing)
  })

  it('counts neither the weekend nor a day off, and does nothing on them', async () => {
    await story.change(
      `INSERT INTO days_off (workspace_id, day, name) VALUES ($1, '2026-11-02', 'Harbour day')`,
      [t.cast.workspaceId],
    )
    t.clock.to('2026-10-29T15:00:00Z')
    const { id, asked } = await story.raise()
    expect(asked.until).toBe('2026-11-03')
    const urgent = await story.raise({ severity: 'high' })
    expect(urgent.asked.until).toBe('2026-10-30')
    for (const night of ['2026-10-30T23:05:00Z', '2026-10-31T23:05:00Z', '2026-11-01T23:05:00Z']) {
      expect(await story.dayTurn(night)).toEqual(nothing)
    }
    expect(await story.dayTurn('2026-11-02T23:05:00Z')).toEqual({ ...nothing, climbed: 1 })
    expect((await read(urgent.id)).asked.memberId).toBe(t.cast.boris.id)
    expect((await read(id)).asked.memberId).toBe(t.cast.dana.id)
    expect((await read(id)).cost.days).toBe(2)
  })

  it('waits for the end of the day where the leader lives', async () => {
    await story.change(
      `UPDATE members SET zone = 'America/Los_Angeles' WHERE workspace_id = $1 AND id = $2`,
      [t.cast.workspaceId, t.cast.otto.id],
    )
    const { asked } = await story.raise({ askedOf: t.cast.otto.id })
    expect(asked).toMatchObject({ until: '2026-10-28', zone: 'America/Los_Angeles' })
    expect(await story.dayTurn('2026-10-28T23:05:00Z')).toEqual(nothing)
    expect(await story.dayTurn('2026-10-29T23:05:00Z')).toMatchObject({ climbed: 1 })
  })

  it('asks whoever missed a promise for a new date before the raiser must, once', async () => {
    const { id } = await story.raise()
    await story.make(t.cast.dana, id, 'take', { by: 'today' })
    expect(await story.dayTurn('2026-10-26T23:05:00Z')).toEqual({ ...nothing, missed: 1 })
    expect(await story.dayTurn('2026-10-27T23:05:00Z')).toEqual(nothing)
    expect((await read(id)).promise).toMatchObject({ day: '2026-10-26', kept: false })
    expect((await story.eventsOf(id)).at(-1)).toMatchObject({
      kind: 'barrier.missed',
      data: { day: '2026-10-26', promiseBy: t.cast.dana.id },
    })
    const again = await story.make(t.cast.dana, id, 'take', { by: 'this_week' })
    expect(again.promise).toMatchObject({ day: '2026-10-30', kept: null })
    const promises = again.turns.filter(({ kind }: { kind: string }) => kind === 'taken')
    expect(promises.map(({ data }: { data: { day: string } }) => data.day)).toEqual([
      '2026-10-26',
      '2026-10-30',
    ])
  })

  it('reads what nobody confirmed in five working days as cleared, not confirmed, without nagging', async () => {
    const { id } = await story.raise()
    await story.make(t.cast.dana, id, 'clear', {})
    expect(await story.dayTurn('2026-11-01T23:05:00Z')).toEqual(nothing)
    expect(await story.dayTurn('2026-11-02T23:05:00Z')).toEqual({ ...nothing, unconfirmed: 1 })
    expect(await read(id)).toMatchObject({
      state: 'cleared',
      clearing: { unconfirmed: true },
      can: { confirm: true, reopen: true },
    })
    expect(await story.dayTurn('2026-11-03T23:05:00Z')).toEqual(nothing)
    expect((await story.make(t.cast.mia, id, 'confirm')).clearing.unconfirmed).toBe(false)
  })

  it('asks somebody else when the asked one has left', async () => {
    const { id } = await story.raise()
    await story.make(t.cast.dana, id, 'take', { by: 'next_week' })
    const state = (word: string) =>
      story.change('UPDATE members SET state = $3 WHERE workspace_id = $1 AND id = $2', [
        t.cast.workspaceId,
        t.cast.dana.id,
        word,
      ])
    await state('left')
    expect(await story.dayTurn('2026-10-26T23:05:00Z')).toEqual({ ...nothing, asked: 1 })
    await state('active')
    expect(await read(id)).toMatchObject({
      state: 'open',
      promise: null,
      asked: { memberId: t.cast.boris.id },
    })
  })

  it('lets costs grow by working days, and orders the queue by them', async () => {
    const whole = await story.published()
    const objectiveId = (await t.get(t.cast.mia, '/v1/objectives')).body.data.at(-1).id
    const half = await story.under(objectiveId, { ownerId: t.cast.noah.id })
    const cheap = await story.raise({ keyResultIds: [half] })
    const dear = await story.raise({ keyResultIds: [whole, half] })
    const unlinked = await story.raise()
    expect(dear.cost).toEqual({
      people: 2,
      weight: 1,
      days: 0,
      perDay: 2,
      figure: 0,
      because: '2 people wait, 100% of an objective is blocked, raised today',
    })
    const order = async () =>
      (await t.get(t.cast.dana, '/v1/barriers/queue')).body.data.map((row: { id: string }) => row.id)
    expect(await order()).toEqual([dear.id, cheap.id, unlinked.id])
    await story.dayTurn('2026-10-27T23:05:00Z')
    expect((await read(cheap.id)).cost).toEqual({
      people: 2,
      weight: 0.5,
      days: 2,
      perDay: 1,
      figure: 2,
      because: '2 people wait, 50% of an objective is blocked, for 2 working days',
    })
    const paged = []
    let url = '/v1/barriers/queue?limit=1'
    for (let i = 0; i < 5; i++) {
      const { data, nextCursor } = (await t.get(t.cast.dana, url)).body
      paged.push(...data.map((row: { id: string }) => row.id))
      if (!nextCursor) break
      url = `/v1/barriers/queue?limit=1&cursor=${nextCursor}`
    }
    expect(paged).toEqual([dear.id, cheap.id, unlinked.id])
  })
})
