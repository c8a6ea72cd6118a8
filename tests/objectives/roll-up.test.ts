import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

describe('the roll-up, worked out by hand', () => {
  let t: TestApp
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
  })
  afterAll(async () => {
    await worker.stop()
    await t.close()
  })

  const show = async (id: string) => {
    await worker.drain()
    return (await t.get(t.cast.boris, `/v1/objectives/${id}`)).body
  }
  const measured = async (objectiveId: string, value: number | null, fields: object = {}) => {
    const id = await aKeyResult(t, { objectiveId, ...fields })
    if (value !== null) await checkedIn(t, id, value)
    return id
  }
  const under = (parent: string, childObjectiveId: string, weight: number | null = null) =>
    t.post(t.cast.boris, `/v1/objectives/${parent}/alignments`, { childObjectiveId, weight })

  it('is the mean by weight, those without one sharing what is left: 50 × 40 % + 25 × 80 % + 25 × 0 % = 40 %', async () => {
    const id = await anObjective(t)
    await measured(id, 40, { weight: 50 })
    await measured(id, 80)
    await measured(id, 0)
    const { progress, items } = await show(id)
    expect(progress.value).toBe(40)
    expect(items.map((item: { share: number; adds: number }) => [item.share, item.adds])).toEqual([
      [0.5, 20],
      [0.25, 20],
      [0.25, 0],
    ])
  })

  it('counts each within 0 and 100, leaves the unknown out and says so: (100 + 0) ÷ 2 = 50 %', async () => {
    const id = await anObjective(t)
    await measured(id, 150)
    await measured(id, -20)
    await measured(id, null)
    const { progress } = await show(id)
    expect(progress.value).toBe(50)
    expect(progress.because).toBe(
      '50 % because that is the mean of 2 items by weight; 1 unknown left out; 2 counted within 0 and 100 %',
    )
  })

  it('goes up through several parents: 60 % of a child counts 60 % below one and (60 + 20) ÷ 2 = 40 % below the other', async () => {
    const child = await anObjective(t)
    const [one, other] = [await anObjective(t), await anObjective(t)]
    const top = await anObjective(t, { teamId: t.cast.teams.company }, t.cast.boris)
    await measured(child, 60)
    await measured(other, 20)
    await under(one, child)
    await under(other, child)
    await under(top, one, 75)
    await under(top, other, 25)
    expect((await show(one)).progress.value).toBe(60)
    expect((await show(other)).progress.value).toBe(40)
    expect((await show(top)).progress.value).toBe(55)
  })

  it('follows an undone check-in, a new weight, a new target and an item that is set aside', async () => {
    const id = await anObjective(t)
    const first = await measured(id, 50)
    const second = await measured(id, 100)
    expect((await show(id)).progress.value).toBe(75)
    const mistake = await checkedIn(t, first, 90)
    expect((await show(id)).progress.value).toBe(95)
    await t.post(t.cast.mia, `/v1/check-ins/${mistake}/undo`)
    expect((await show(id)).progress.value).toBe(75)
    const { alignmentId } = (await show(id)).items[0]
    await t.patch(t.cast.dana, `/v1/objectives/${id}/alignments/${alignmentId}`, '*', { weight: 80 })
    expect((await show(id)).progress.value).toBe(60)
    await t.patch(t.cast.dana, `/v1/key-results/${first}`, '*', { target: 200 })
    expect((await show(id)).progress.value).toBe(40)
    await t.post(t.cast.dana, `/v1/key-results/${first}/postpone`)
    expect((await show(id)).progress.value).toBe(100)
    expect((await show(id)).items[0]).toMatchObject({ lifecycle: 'postponed', counts: false, share: 0 })
    await t.post(t.cast.dana, `/v1/key-results/${second}/close`, { score: 1 })
    expect((await show(id)).progress.value).toBe(100)
    expect((await show(id)).suggestedScore).toBe(1)
  })

  it('is unknown without items, and again when the last one leaves', async () => {
    const id = await anObjective(t)
    expect((await show(id)).progress).toMatchObject({ value: null })
    await measured(id, 10)
    const { items } = await show(id)
    await t.ask(t.cast.dana, 'DELETE', `/v1/objectives/${id}/alignments/${items[0].alignmentId}`, undefined, {
      'if-match': '*',
    })
    const { progress, standing } = await show(id)
    expect([progress.value, standing.health]).toEqual([null, 'unknown'])
  })

  it('writes one event for each objective that moved, and none for those that did not', async () => {
    const id = await anObjective(t)
    const keyResultId = await measured(id, 10)
    await worker.drain()
    const before = await moves(id)
    await t.patch(t.cast.dana, `/v1/key-results/${keyResultId}`, '*', { title: 'Only a word' })
    await worker.drain()
    expect(await moves(id)).toEqual(before)
    await checkedIn(t, keyResultId, 20)
    await worker.drain()
    const [last] = (await moves(id)).slice(-1)
    expect(last).toMatchObject({ percent: 20, percentBefore: 10 })
    expect(await moves(id)).toHaveLength(before.length + 1)
  })

  const moves = async (id: string) => {
    const { rows, transaction } = await import('../../api/database/transaction.ts')
    const found = await transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) =>
      rows<{ data: object }>(
        tx,
        `SELECT data FROM events WHERE subject_id = $1 AND kind = 'objective.rolled-up' ORDER BY seq`,
        [id],
      ),
    )
    return found.map(({ data }) => data)
  }
})
