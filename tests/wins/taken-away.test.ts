import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { publishedGoal } from '../support/goals.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

const minute = 60_000

describe('a win whose fact is taken away', () => {
  let t: TestApp
  let worker: TestWorker
  let keyResultId: string

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
  })
  afterAll(async () => {
    expect(worker.log).toEqual([])
    await worker?.stop()
    await t?.close()
  })

  const said = async (url: string, value: number): Promise<string> => {
    const reply = await t.post(t.cast.mia, url, { value })
    expect(reply.status).toBe(201)
    return reply.body.checkIn.id
  }
  const checkIn = (value: number) => said(`/v1/key-results/${keyResultId}/check-ins`, value)
  const correct = (id: string, value: number) => said(`/v1/check-ins/${id}/correct`, value)
  const later = async (minutes: number) => {
    await worker.drain()
    t.clock.forward(minutes * minute)
    await worker.drain()
  }
  const wins = async () => {
    const { data } = (await t.get(t.cast.mia, '/v1/wins?limit=200')).body
    return data.filter(({ subject }: { subject: { id: string } | null }) => subject?.id === keyResultId)
  }
  const found = async () => (await wins()).map(({ foundBy }: { foundBy: string }) => foundBy).sort()
  /** A first movement of 63 (10 %), then 76 (53 %), by mistake: the milestone of 50 %. */
  const mistaken = async (): Promise<string> => {
    keyResultId = (await publishedGoal(t)).keyResultId
    await checkIn(63)
    await later(11)
    const id = await checkIn(76)
    await later(11)
    expect(await found()).toEqual(['first_movement', 'milestone'])
    return id
  }

  it('is none any more once Mia corrects the check-in that told it; what others told stays', async () => {
    const id = await mistaken()
    t.clock.forward(60 * 24 * minute)
    await correct(id, 64)
    await later(0)
    expect(await found()).toEqual(['first_movement'])
    await later(11)
    expect(await found()).toEqual(['first_movement'])
  })

  it('stays where the corrected number tells it as well, and where only the target moved', async () => {
    const id = await mistaken()
    const milestones = async () =>
      (await wins()).filter(({ foundBy }: { foundBy: string }) => foundBy === 'milestone')
    const [{ id: winId }] = await milestones()
    const target = { target: 120, reason: 'More is possible.' }
    expect((await t.patch(t.cast.dana, `/v1/key-results/${keyResultId}`, '*', target)).status).toBe(200)
    await correct(id, 77)
    await later(1)
    expect(await milestones()).toMatchObject([{ id: winId, factGoneAt: null }])
  })

  it('stands again as the same one when the correction is taken back, or the fact becomes true after all', async () => {
    const id = await mistaken()
    const [before] = (await wins()).filter(({ foundBy }: { foundBy: string }) => foundBy === 'milestone')
    const better = await correct(id, 64)
    await later(1)
    expect(await found()).toEqual(['first_movement'])
    expect((await t.post(t.cast.mia, `/v1/check-ins/${better}/undo`)).status).toBe(200)
    await later(1)
    expect(await found()).toEqual(['first_movement', 'milestone'])
    await correct(id, 64)
    await later(11)
    await checkIn(75)
    await later(11)
    const milestones = (await wins()).filter(({ foundBy }: { foundBy: string }) => foundBy === 'milestone')
    expect(milestones).toMatchObject([{ id: before.id, state: 'waiting', factGoneAt: null }])
    const kept = `SELECT count(*)::int AS count FROM wins WHERE key_result_id = '${keyResultId}' AND found_by = 'milestone'`
    expect((await statement(t.adminUrl, kept)).rows).toEqual([{ count: 1 }])
  })

  it('stays when it was celebrated already, says since when its fact is gone, and waits for nobody', async () => {
    const id = await mistaken()
    const [{ id: winId }] = (await wins()).filter(
      ({ foundBy }: { foundBy: string }) => foundBy === 'milestone',
    )
    expect((await t.post(t.cast.dana, `/v1/wins/${winId}/celebrate`, { words: 'Half way!' })).status).toBe(
      200,
    )
    await correct(id, 64)
    await later(1)
    const read = async () => (await wins()).find((win: { id: string }) => win.id === winId)
    expect(await read()).toMatchObject({ state: 'celebrated', factGoneAt: expect.any(String) })
    expect((await t.post(t.cast.dana, `/v1/wins/${winId}/uncelebrate`)).status).toBe(200)
    const waiting = (await t.get(t.cast.dana, '/v1/wins?state=waiting')).body.data
    const { celebrate } = (await t.get(t.cast.dana, '/v1/my-week')).body
    const asked = [...waiting, ...celebrate].map((win: { id: string }) => win.id)
    expect(asked).not.toContain(winId)
    await checkIn(80)
    await later(11)
    expect(await read()).toMatchObject({ id: winId, factGoneAt: null })
  })

  it('of a barrier stays when Dana has celebrated before Mia takes her word back, and is not found twice', async () => {
    keyResultId = (await publishedGoal(t)).keyResultId
    const barrier = { kind: 'access', title: 'No key to the store', keyResultIds: [keyResultId] }
    const { id } = (await t.post(t.cast.mia, '/v1/barriers', barrier)).body
    await t.post(t.cast.dana, `/v1/barriers/${id}/clear`, {})
    await t.post(t.cast.mia, `/v1/barriers/${id}/confirm`)
    const of = async () => {
      const { data } = (await t.get(t.cast.mia, '/v1/wins?limit=200')).body
      return data.filter(({ subject }: { subject: { id: string } | null }) => subject?.id === id)
    }
    const [win] = await of()
    await t.post(t.cast.dana, `/v1/wins/${win.id}/celebrate`, {})
    expect((await t.post(t.cast.mia, `/v1/barriers/${id}/undo`)).status).toBe(200)
    expect(await of()).toMatchObject([{ id: win.id, state: 'celebrated', factGoneAt: expect.any(String) }])
    expect((await t.post(t.cast.mia, `/v1/barriers/${id}/reopen`, {})).status).toBe(200)
    await t.post(t.cast.dana, `/v1/barriers/${id}/clear`, {})
    await t.post(t.cast.mia, `/v1/barriers/${id}/confirm`)
    expect(await of()).toMatchObject([{ id: win.id, state: 'celebrated', factGoneAt: null }])
  })
})
