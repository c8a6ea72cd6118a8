import { connect, workerUrl } from '../../api/database/connect.ts'
import { tables } from '../../api/tables.ts'
import { startWorker, type WorkerOptions } from '../../api/worker.ts'
import type { TestApp } from './app.ts'

export type TestWorker = Awaited<ReturnType<typeof testWorker>>

/** Where a worker of a test finds its database and the time. */
type Place = Pick<TestApp, 'adminUrl'> & { clock: { now: Date } }

/** A worker on the app's database, under its own role and the test's clock; it works only when drained. */
export async function testWorker(t: Place, options: Partial<WorkerOptions> = {}) {
  const db = await connect({ url: workerUrl(t.adminUrl), entities: tables, poolSize: 2 }).initialize()
  const log: string[] = []
  const worker = startWorker({
    db,
    clock: () => t.clock.now,
    every: 0,
    log: (line, error) => log.push(`${line}: ${error instanceof Error ? error.message : error}`),
    ...options,
  })
  return {
    db,
    /** What it said went wrong. */
    log,
    drain: () => worker.drain(),
    stop: async () => {
      await worker.stop()
      await db.destroy()
    },
  }
}
