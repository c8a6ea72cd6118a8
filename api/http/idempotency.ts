import { createHash } from 'node:crypto'
import { first, send, type Tx } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import type { Actor } from './actor.ts'
import { checkStillSeen, teamsConcerned } from './still-seen.ts'

/** A reply as it was sent the first time. */
export interface StoredReply {
  status: number
  headers: Record<string, string>
  body: string
}

const stored = new Set([403, 404, 409, 412, 422])

/** Whether a reply with this status is kept for a repeat: what would come out the same way again. */
export function isKept(status: number): boolean {
  return (status >= 200 && status < 300) || stored.has(status)
}

/** One request with an Idempotency-Key. The hash covers what was asked, so that another body is noticed. */
export interface Attempt {
  key: string
  operation: string
  hash: string
  /** What the address names. */
  params: unknown
}

/** Describes the attempt; `asked` is all that makes the request what it is. */
export function attemptOf(key: string, operation: string, params: unknown, asked: unknown): Attempt {
  const hash = createHash('sha256')
    .update(JSON.stringify([params, asked]))
    .digest('base64url')
  return { key, operation, hash, params }
}

/**
 * Takes the key for this transaction and returns the earlier reply, if there is one. 409 while another request
 * with the same key is under way, 422 when the key was used for something else, 404 when the actor no longer sees what
 * the earlier reply tells of.
 */
export async function claim(tx: Tx, actor: Actor, attempt: Attempt): Promise<StoredReply | null> {
  const name = [actor.workspaceId, actor.credential, attempt.operation, attempt.key].join('\n')
  const [locked, earlier] = await Promise.all([
    first<{ got: boolean }>(tx, 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS got', [name]),
    first<StoredReply & { hash: string; teams: string[] | null }>(
      tx,
      `SELECT hash, status, headers, body, teams FROM idempotency
        WHERE workspace_id = $1 AND credential = $2 AND operation = $3 AND key = $4 AND created_at > $5`,
      [actor.workspaceId, actor.credential, attempt.operation, attempt.key, dayBefore(actor.now)],
    ),
  ])
  if (!locked?.got) throw inFlight
  if (!earlier) return null
  if (earlier.hash !== attempt.hash) {
    throw refuse(422, 'key-reused', 'This Idempotency-Key was used for another request. Take a new key.')
  }
  const text = JSON.stringify(attempt.params) + earlier.body
  await checkStillSeen(tx, actor, { teams: earlier.teams ?? [], text })
  return earlier
}

const inFlight = refuse(
  409,
  'in-flight',
  'A request with this Idempotency-Key is still under way.',
  {},
  { 'retry-after': '1' },
)

/** Keeps the reply beside the change, in its transaction. */
export function keep(tx: Tx, actor: Actor, attempt: Attempt, reply: StoredReply): void {
  send(
    tx,
    `INSERT INTO idempotency (workspace_id, credential, operation, key, hash, status, headers, body, created_at,
        teams) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      ON CONFLICT (workspace_id, credential, operation, key) DO UPDATE
        SET hash = excluded.hash, status = excluded.status, headers = excluded.headers, body = excluded.body,
            created_at = excluded.created_at, teams = excluded.teams`,
    [
      actor.workspaceId,
      actor.credential,
      attempt.operation,
      attempt.key,
      attempt.hash,
      reply.status,
      reply.headers,
      reply.body,
      actor.now,
      teamsConcerned(tx),
    ],
  )
}

function dayBefore(now: Date): Date {
  return new Date(now.getTime() - 86_400_000)
}
