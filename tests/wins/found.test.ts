import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { rows, transaction } from '../../api/database/transaction.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { publishedGoal } from '../support/goals.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

const minute = 60_000
const day = 24 * 60 * minute

describe('wins that facts tell', () => {
  let t: TestApp
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
  })
  afterAll(async () => {
    expect(worker.log).toEqual([])
    await worker?.stop()
    await t?.close()
  })

  const checkIn = async (keyResultId: string, value: number, fields: object = {}) => {
    const reply = await t.post(t.cast.mia, `/v1/key-results/${keyResultId}/check-ins`, { value, ...fields })
    expect(reply.status).toBe(201)
    return reply.body
  }
  const later = async (milliseconds: number) => {
    await worker.drain()
    t.clock.forward(milliseconds)
    await worker.drain()
  }
  const winsOf = async (id: string) => {
    const { data } = (await t.get(t.cast.mia, '/v1/wins?limit=200')).body
    return data
      .filter(({ subject }: { subject: { id: string } | null }) => subject?.id === id)
      .map(({ foundBy }: { foundBy: string }) => foundBy)
  }
  const change = (statement: string, values: unknown[]) =>
    transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) => rows(tx, statement, values))

  it('are looked for when the check-in can no longer be taken back, and found once', async () => {
    const { keyResultId } = await publishedGoal(t)
    await checkIn(keyResultId, 63)
    await later(9 * minute)
    expect(await winsOf(keyResultId)).toEqual([])
    await later(2 * minute)
    expect(await winsOf(keyResultId)).toEqual(['first_movement'])
    const [win] = (await t.get(t.cast.dana, '/v1/wins?state=waiting')).body.data
    expect(win).toMatchObject({
      foundBy: 'first_movement',
      betterOff: 'Riders who rely on their bike leave the car at home.',
      credits: [{ memberId: t.cast.mia.id, role: 'did' }],
      loggedBy: null,
    })
    // The same fact looked at again tells nothing new.
    await change(
      `INSERT INTO due (workspace_id, kind, subject_id, run_at)
        SELECT workspace_id, 'find-wins', (data ->> 'checkInId')::uuid, $2 FROM events
        WHERE workspace_id = $1 AND kind = 'check-in.recorded'`,
      [t.cast.workspaceId, t.clock.now],
    )
    await later(minute)
    expect(await winsOf(keyResultId)).toEqual(['first_movement'])
  })

  it('are none where the check-in was taken back, or moved nothing', async () => {
    const { keyResultId } = await publishedGoal(t)
    const { checkIn: made } = await checkIn(keyResultId, 70)
    await t.post(t.cast.mia, `/v1/check-ins/${made.id}/undo`)
    await later(11 * minute)
    await checkIn(keyResultId, 60)
    await later(11 * minute)
    expect(await winsOf(keyResultId)).toEqual([])
  })

  it('tell a milestone once, however often it is crossed', async () => {
    const { keyResultId } = await publishedGoal(t)
    for (const value of [63, 76, 70, 77]) {
      await checkIn(keyResultId, value)
      await later(11 * minute)
    }
    expect((await winsOf(keyResultId)).sort()).toEqual(['first_movement', 'milestone'])
  })

  it('rank movement first that was made while a barrier stood in the way', async () => {
    const { keyResultId } = await publishedGoal(t)
    await checkIn(keyResultId, 61)
    await later(11 * minute)
    const barrier = { kind: 'access', title: 'No key', keyResultIds: [keyResultId] }
    expect((await t.post(t.cast.mia, '/v1/barriers', barrier)).status).toBe(201)
    t.clock.forward(minute)
    await checkIn(keyResultId, 64)
    await later(11 * minute)
    expect((await winsOf(keyResultId))[0]).toBe('against_the_odds')
    const { body: logged } = await t.post(t.cast.mia, '/v1/wins', {
      what: 'All shelves labelled',
      teamId: t.cast.teams.service,
    })
    const waiting = (await t.get(t.cast.dana, '/v1/wins?state=waiting')).body.data
    expect(waiting[0].foundBy).toBe('against_the_odds')
    expect(waiting.map(({ id }: { id: string }) => id)).toContain(logged.id)
  })

  it('tell of the step that Mia finished after she had stood still', async () => {
    const { keyResultId } = await publishedGoal(t)
    const subject = { kind: 'key_result', id: keyResultId }
    const finish = async (text: string) => {
      const { body } = await t.post(t.cast.mia, '/v1/steps', { subject, text, start: true })
      expect((await t.post(t.cast.mia, `/v1/steps/${body.id}/finish`, {})).status).toBe(200)
      await later(11 * minute)
      return body.id as string
    }
    expect(await winsOf(await finish('Ask the riders'))).toEqual([])
    t.clock.forward(15 * day)
    expect(await winsOf(await finish('Call them all'))).toEqual(['step_after_stall'])
    expect(await winsOf(await finish('Thank them'))).toEqual([])
  })

  it('of a private team stay in it', async () => {
    const { keyResultId } = await publishedGoal(t)
    await change(
      `UPDATE key_results SET audience = 'team', team_id = $3 WHERE workspace_id = $1 AND id = $2`,
      [t.cast.workspaceId, keyResultId, t.cast.teams.board],
    )
    await change('UPDATE key_results SET owner_id = $3 WHERE workspace_id = $1 AND id = $2', [
      t.cast.workspaceId,
      keyResultId,
      t.cast.boris.id,
    ])
    await t.post(t.cast.boris, `/v1/key-results/${keyResultId}/check-ins`, { value: 64 })
    await later(11 * minute)
    expect(await winsOf(keyResultId)).toEqual([])
    const own = (await t.get(t.cast.boris, `/v1/wins?teamId=${t.cast.teams.board}`)).body.data
    expect(own).toMatchObject([{ foundBy: 'first_movement', subject: { id: keyResultId } }])
  })
})
