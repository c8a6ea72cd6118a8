import type { Database } from '../database/connect.ts'
import { first, type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { workerActor } from './actor.ts'

/** What every part of the worker needs: its login, the time, and where to say what went wrong. */
export interface Work {
  db: Database
  clock: () => Date
  log: Log
}

export type Log = (line: string, error?: unknown) => void

/** How one round of work went: what was done, and whether another worker was at the same workspace. */
export interface Round {
  done: number
  busy: boolean
}

export const idle: Round = { done: 0, busy: false }

/** Two rounds as one. */
export function together(a: Round, b: Round): Round {
  return { done: a.done + b.done, busy: a.busy || b.busy }
}

/**
 * Runs work in one transaction of a workspace while no other worker is at it; the lock ends with the transaction,
 * however that ends. Says `busy` instead when another one has it. What is in another queue goes on beside it.
 */
export async function inWorkspace(
  { db, clock }: Work,
  workspaceId: string,
  work: (tx: Tx, actor: Actor) => Promise<number>,
  queue = 'worker',
): Promise<Round> {
  return transaction(db, { workspaceId }, async (tx) => {
    const lock = 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS got'
    const { got } = (await first<{ got: boolean }>(tx, lock, [`${queue} ${workspaceId}`]))!
    if (!got) return { done: 0, busy: true }
    const actor = await workerActor(tx, workspaceId, clock())
    return { done: actor ? await work(tx, actor) : 0, busy: false }
  })
}

/** After this many failures an event is laid aside. */
export const mostAttempts = 8

const second = 1000
const hour = 3_600_000

/** When to try again after the n-th failure: 1 s, 4 s, 16 s … an hour at the most. */
export function retryAt(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(hour, second * 4 ** (attempts - 1)))
}
