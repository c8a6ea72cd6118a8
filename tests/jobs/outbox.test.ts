import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { rows, transaction } from '../../api/database/transaction.ts'
import type { Consumer } from '../../api/events/outbox.ts'
import { consumers } from '../../api/worker.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { aKeyResult, anObjective, checkedIn } from '../support/items.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'

const second = 1000
const hour = 3600 * second

describe('the worker and the outbox', () => {
  let t: TestApp
  const workers: TestWorker[] = []

  beforeAll(async () => {
    t = await testApp()
  })
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop()
  })
  afterAll(() => t.close())

  const hire = async (options: Parameters<typeof testWorker>[1] = {}) => {
    const worker = await testWorker(t, options)
    workers.push(worker)
    return worker
  }
  const waiting = (worker: TestWorker) =>
    transaction(worker.db, {}, (tx) =>
      rows<{ attempts: number; dead: boolean }>(
        tx,
        'SELECT attempts, dead_at IS NOT NULL AS dead FROM outbox ORDER BY at',
      ),
    )
  const percent = async (id: string) => (await t.get(t.cast.dana, `/v1/objectives/${id}`)).body.progress.value

  it('empties the outbox, of every workspace, and stores what follows from the events', async () => {
    const worker = await hire()
    const objectiveId = await anObjective(t)
    await checkedIn(t, await aKeyResult(t, { objectiveId }), 40)
    await t.post(t.elsewhere.dana, '/v1/objectives', {
      title: 'Elsewhere',
      why: 'Because',
      teamId: t.elsewhere.teams.service,
      cycleId: t.elsewhere.cycleId,
    })
    expect(await percent(objectiveId)).toBeNull()
    await worker.drain()
    expect(await percent(objectiveId)).toBe(40)
    expect(await waiting(worker)).toEqual([])
    expect(worker.log).toEqual([])
  })

  it('waits a second, then four, before it tries again', async () => {
    let calls = 0
    const worker = await hire({
      consumers: [
        async (_tx, _actor, event) => {
          if (event.kind !== 'objective.created') return
          calls++
          if (calls < 3) throw new Error('not yet')
        },
      ],
    })
    await anObjective(t)
    await worker.drain()
    t.clock.forward(second - 1)
    await worker.drain()
    expect(calls).toBe(1)
    t.clock.forward(1)
    await worker.drain()
    expect(calls).toBe(2)
    t.clock.forward(4 * second)
    await worker.drain()
    expect(calls).toBe(3)
    expect(await waiting(worker)).toEqual([])
  })

  it('loses nothing and does nothing twice when a worker is killed in the middle of its transaction', async () => {
    const objectiveId = await anObjective(t)
    const keyResultId = await aKeyResult(t, { objectiveId })
    const first = await hire()
    await first.drain()
    await checkedIn(t, keyResultId, 70)
    let reached = () => {}
    const inside = new Promise<void>((done) => {
      reached = done
    })
    const doomed = await hire({
      consumers: [
        ...consumers,
        async (tx) => {
          const found = await rows<{ pid: number }>(tx, 'SELECT pg_backend_pid() AS pid')
          await kill(found[0]!.pid)
          reached()
          await rows(tx, 'SELECT 1')
        },
      ],
    })
    const dying = doomed.drain()
    await inside
    await dying
    expect(doomed.log.join()).toMatch(/could not be handled/)
    expect(await percent(objectiveId)).toBeNull()
    await first.drain()
    expect(await percent(objectiveId)).toBe(70)
    const moves = await eventsOf(objectiveId, 'objective.rolled-up')
    expect(moves.map(({ data }) => data.percent)).toEqual([null, 70])
    expect(await waiting(first)).toEqual([])
  })

  it('lets many workers at it at once; each event is handled once', async () => {
    const handled: string[] = []
    const note: Consumer = async (_, __, event) => {
      handled.push(event.id)
    }
    const team = await Promise.all([1, 2, 3].map(() => hire({ consumers: [...consumers, note] })))
    const objectiveId = await anObjective(t)
    const keyResultId = await aKeyResult(t, { objectiveId })
    for (const value of [10, 20, 30, 40, 50]) await checkedIn(t, keyResultId, value)
    await Promise.all(team.map((worker) => worker.drain()))
    expect(await percent(objectiveId)).toBe(50)
    expect(new Set(handled).size).toBe(handled.length)
    for (const id of [objectiveId, keyResultId]) {
      for (const event of await eventsOf(id)) expect(handled).toContain(event.id)
    }
  })

  it('works by itself, and stops when asked', async () => {
    const worker = await hire({ every: 10 })
    const objectiveId = await anObjective(t)
    await checkedIn(t, await aKeyResult(t, { objectiveId }), 25)
    while ((await percent(objectiveId)) !== 25) await new Promise((done) => setTimeout(done, 10))
    expect(worker.log).toEqual([])
  })

  it('tries an event that fails again and again, ever later, and lays it aside; the others go on', async () => {
    let failures = 0
    const poisoned: Consumer = async (tx, actor, event) => {
      if (event.data.value !== 13) return
      failures++
      await rows(tx, 'UPDATE objectives SET title = $2 WHERE workspace_id = $1', [
        actor.workspaceId,
        'ruined',
      ])
      throw new Error('unlucky')
    }
    const worker = await hire({ consumers: [...consumers, poisoned] })
    const objectiveId = await anObjective(t)
    const keyResultId = await aKeyResult(t, { objectiveId })
    await checkedIn(t, keyResultId, 13)
    await worker.drain()
    expect(failures).toBe(1)
    await checkedIn(t, keyResultId, 60)
    await worker.drain()
    expect(await percent(objectiveId)).toBe(60)
    for (let i = 0; i < 10; i++) {
      t.clock.forward(hour)
      await worker.drain()
    }
    expect(failures).toBe(8)
    expect(await waiting(worker)).toEqual([{ attempts: 8, dead: true }])
    expect(worker.log).toHaveLength(8)
    expect(worker.log[7]).toMatch(/check-in\.recorded.*laid aside: unlucky/)
    expect((await t.get(t.cast.dana, `/v1/objectives/${objectiveId}`)).body.title).not.toBe('ruined')
  })

  async function admin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: t.adminUrl })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
  const kill = (pid: number) => admin((client) => client.query('SELECT pg_terminate_backend($1)', [pid]))
  const eventsOf = (subjectId: string, kind?: string) =>
    admin(async (client) => {
      const statement = `SELECT id, data FROM events WHERE subject_id = $1 AND ($2::text IS NULL OR kind = $2)
        ORDER BY seq`
      return (await client.query(statement, [subjectId, kind ?? null])).rows
    })
})
