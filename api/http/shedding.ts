import type { FastifyInstance } from 'fastify'
import type { Database } from '../database/connect.ts'
import { refuse } from '../errors.ts'

/** From where on requests are turned away before anything is done for them; 0: never. */
export interface Shedding {
  /** Transactions that wait for a connection to the database. */
  waiting: number
  /** Milliseconds by which the process comes late to what is due. */
  late: number
}

/** Ten times what the pool holds is a queue of over a second; a loop that is a second late answers nobody in time. */
export const usualShedding: Shedding = { waiting: 100, late: 1000 }

const beat = 250

/**
 * Turns requests away early (503 with Retry-After) while there is more to do than can be done: those that are in get
 * their answer, the others hear at once that they should come back, instead of all waiting for longer and longer.
 */
export function shedLoad(app: FastifyInstance, db: Database, limits: Shedding): void {
  const lateness = limits.late > 0 ? watchLoop(app) : () => 0
  app.addHook('onRequest', async ({ url }) => {
    if (!url.startsWith('/v1/') && !url.startsWith('/mcp')) return
    const full = limits.waiting > 0 && waitingIn(db) >= limits.waiting
    if (full || (limits.late > 0 && lateness() > limits.late)) {
      const detail = 'There is more to do here than can be done right now. Try again in a moment.'
      throw refuse(503, 'busy', detail, {}, { 'retry-after': '2' })
    }
  })
}

/** How many transactions wait for a connection. */
function waitingIn(db: Database): number {
  const { master } = db.driver as unknown as { master?: { waitingCount: number } }
  return master?.waitingCount ?? 0
}

/** By how many milliseconds the last beat came late; getting ready, which takes a second of its own, does not count. */
function watchLoop(app: FastifyInstance): () => number {
  let late = 0
  let timer: NodeJS.Timeout | undefined
  app.addHook('onReady', async () => {
    let due = performance.now() + beat
    timer = setInterval(() => {
      late = Math.max(0, performance.now() - due)
      due = performance.now() + beat
    }, beat)
    timer.unref()
  })
  app.addHook('onClose', async () => clearInterval(timer))
  return () => late
}
