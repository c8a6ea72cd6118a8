import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { aKeyResult, anObjective } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

describe('an objective that is followed by hand', () => {
  let t: TestApp
  let worker: TestWorker
  let id: string

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    id = await anObjective(t, { progressMode: 'by_hand' })
  })
  afterAll(async () => {
    await worker.stop()
    await t.close()
  })

  const at = () => `/v1/objectives/${id}`

  it('takes percents of its owner and leaders only, and no key results', async () => {
    for (const who of [t.cast.gus, t.cast.mia, t.cast.otto]) {
      expect((await t.post(who, `${at()}/check-ins`, { value: 10 })).status).toBe(403)
    }
    expect((await t.post(t.elsewhere.dana, `${at()}/check-ins`, { value: 10 })).status).toBe(404)
    for (const body of [{ value: 101 }, { value: -1 }, {}, { value: 5, inTheWay: 'other' }]) {
      expect((await t.post(t.cast.dana, `${at()}/check-ins`, body)).status).toBe(400)
    }
    const rolledUp = await anObjective(t)
    const reply = await t.post(t.cast.dana, `/v1/objectives/${rolledUp}/check-ins`, { value: 10 })
    expect([reply.status, reply.body.code]).toEqual([409, 'wrong-state'])
  })

  it('stands at what was said last, whatever its key results say, and counts so above', async () => {
    await t.post(t.cast.mia, `/v1/key-results/${await aKeyResult(t, { objectiveId: id })}/check-ins`, {
      value: 90,
    })
    const parent = await anObjective(t)
    await t.post(t.cast.dana, `/v1/objectives/${parent}/alignments`, { childObjectiveId: id })
    const { status, body } = await t.post(t.cast.dana, `${at()}/check-ins`, {
      value: 35,
      note: 'Rack ordered.',
    })
    expect(status).toBe(201)
    expect(body.checkIn).toMatchObject({ objectiveId: id, keyResultId: null, value: 35, percent: 35 })
    expect(body.objective).toMatchObject({ progress: { value: 35 }, standing: { health: 'on_track' } })
    await worker.drain()
    expect((await t.get(t.cast.mia, at())).body.progress.value).toBe(35)
    expect((await t.get(t.cast.mia, `/v1/objectives/${parent}`)).body.progress.value).toBe(35)
  })

  it('takes one back within ten minutes, and keeps the history', async () => {
    const { checkIn } = (await t.post(t.cast.dana, `${at()}/check-ins`, { value: 80 })).body
    const undo = (who = t.cast.dana) => t.post(who, `${at()}/check-ins/${checkIn.id}/undo`)
    expect((await undo(t.cast.ada)).status).toBe(403)
    expect((await undo()).body.progress.value).toBe(35)
    expect((await undo()).status).toBe(409)
    const { data } = (await t.get(t.cast.mia, `${at()}/check-ins`)).body
    expect(data.map((one: { value: number; undone: boolean }) => [one.value, one.undone])).toEqual([
      [80, true],
      [35, false],
    ])
  })

  it('goes silent like a key result, and follows its items once its owner wants it to', async () => {
    t.clock.forward(12 * 86_400_000)
    await worker.drain()
    expect((await t.get(t.cast.mia, at())).body.standing.health).toBe('unknown')
    const { body } = await t.patch(t.cast.dana, at(), '*', { progressMode: 'roll_up' })
    expect(body.progress.value).toBe(90)
    const back = await t.patch(t.cast.dana, at(), '*', { progressMode: 'by_hand' })
    expect(back.body.progress.value).toBe(35)
  })
})
