import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { rows, transaction } from '../../api/database/transaction.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

const day = 86_400_000

describe('the day turn', () => {
  let t: TestApp
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
    await worker.drain()
  })
  afterAll(async () => {
    await worker.stop()
    await t.close()
  })

  const due = async () => {
    const found = await transaction(worker.db, {}, (tx) =>
      rows<{ runAt: Date; attempts: number }>(
        tx,
        `SELECT run_at AS "runAt", attempts FROM due WHERE workspace_id = $1 AND kind = 'day-turn'`,
        [t.cast.workspaceId],
      ),
    )
    return found.map(({ runAt, attempts }) => [runAt.toISOString(), attempts])
  }

  it('is due at the next midnight of the workspace, in its zone, for every workspace', async () => {
    expect(await due()).toEqual([['2026-10-26T23:00:00.000Z', 0]]) // Berlin, winter time
  })

  it('lets silence take the colour at midnight, not a minute earlier, up to the objective, with events', async () => {
    const objectiveId = await anObjective(t)
    const keyResultId = await aKeyResult(t, { objectiveId })
    await checkedIn(t, keyResultId, 40) // on Monday the 26th: allowed are 7 + 3 days
    await worker.drain()
    const health = async () => [
      (await t.get(t.cast.mia, `/v1/key-results/${keyResultId}`)).body.standing.health,
      (await t.get(t.cast.mia, `/v1/objectives/${objectiveId}`)).body.standing.health,
    ]
    t.clock.to('2026-11-05T22:59:00Z')
    await worker.drain()
    expect(await health()).toEqual(['on_track', 'on_track'])
    t.clock.to('2026-11-05T23:00:00Z')
    await worker.drain()
    expect(await health()).toEqual(['unknown', 'unknown'])
    const events = await transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) =>
      rows(
        tx,
        `SELECT kind, data, source FROM events WHERE at = $1 AND subject_id = ANY($2::uuid[]) ORDER BY seq`,
        [t.clock.now, [objectiveId, keyResultId]],
      ),
    )
    expect(events).toEqual([
      {
        kind: 'key-result.health-changed',
        source: 'worker',
        data: { health: 'unknown', healthBefore: 'on_track' },
      },
      {
        kind: 'objective.rolled-up',
        source: 'worker',
        data: { health: 'unknown', healthBefore: 'on_track', percent: 40, percentBefore: 40 },
      },
    ])
  })

  it('moves what is expected on by a day, and so the ETag, without an event', async () => {
    const keyResultId = await aKeyResult(t)
    const before = await t.get(t.cast.mia, `/v1/key-results/${keyResultId}`)
    t.clock.forward(86_400_000)
    await worker.drain()
    const after = await t.get(t.cast.mia, `/v1/key-results/${keyResultId}`, {
      'if-none-match': before.headers.etag,
    })
    expect(after.status).toBe(200)
    expect(after.body.expected.value).toBeGreaterThan(before.body.expected.value)
  })

  it('changes nothing when it runs once more', async () => {
    const keyResultId = await aKeyResult(t)
    t.clock.forward(86_400_000)
    await worker.drain()
    const before = await t.get(t.cast.mia, `/v1/key-results/${keyResultId}`)
    await transaction(worker.db, { workspaceId: t.cast.workspaceId }, (tx) =>
      rows(tx, 'DELETE FROM due WHERE workspace_id = $1', [t.cast.workspaceId]),
    )
    await worker.drain()
    expect((await t.get(t.cast.mia, `/v1/key-results/${keyResultId}`)).headers.etag).toBe(before.headers.etag)
  })

  it('happens at once when the days of a cycle change', async () => {
    const keyResultId = await aKeyResult(t)
    await checkedIn(t, keyResultId, 40)
    await worker.drain()
    const standing = async () =>
      (await t.get(t.cast.mia, `/v1/key-results/${keyResultId}`)).body.standing.health
    expect(await standing()).toBe('on_track')
    await t.patch(t.cast.ada, `/v1/cycles/${t.cast.cycleId}`, '*', { endDay: '2026-11-20' })
    await worker.drain()
    expect(await standing()).not.toBe('on_track')
  })

  it('is tried again later when it fails, and the events are handled meanwhile', async () => {
    const broken = await testWorker(t, {
      jobs: {
        byKind: {
          'day-turn': async () => {
            throw new Error('no')
          },
        },
        everywhere: 'day-turn',
      },
    })
    t.clock.forward(86_400_000)
    const objectiveId = await anObjective(t)
    await checkedIn(t, await aKeyResult(t, { objectiveId }), 55)
    await broken.drain()
    expect((await t.get(t.cast.mia, `/v1/objectives/${objectiveId}`)).body.progress.value).toBe(55)
    expect(broken.log.filter((line) => line.includes('day-turn'))).toHaveLength(2) // of two workspaces
    expect(await due()).toEqual([[new Date(t.clock.now.getTime() + 1000).toISOString(), 1]])
    await broken.stop()
    t.clock.forward(1000)
    await worker.drain()
    expect((await due())[0]![1]).toBe(0)
  })

  it('plans the morning of whoever leads by then, and of nobody else for long', async () => {
    const { dana, noah, teams, workspaceId } = t.cast
    const planned = async () => {
      const statement = `SELECT subject_id AS id FROM due WHERE workspace_id = $1 AND kind = 'morning'`
      const found = await transaction(worker.db, {}, (tx) =>
        rows<{ id: string }>(tx, statement, [workspaceId]),
      )
      return found.map(({ id }) => id)
    }
    t.clock.forward(4 * day)
    await worker.drain()
    expect(await planned()).toContain(dana.id)
    expect(await planned()).not.toContain(noah.id)
    const leads = { memberId: noah.id, role: 'leader' }
    expect((await t.post(dana, `/v1/teams/${teams.service}/members`, leads)).status).toBe(200)
    t.clock.forward(day)
    await worker.drain()
    expect(await planned()).toContain(noah.id)
  })
})
