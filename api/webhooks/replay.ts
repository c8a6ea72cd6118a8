import { first, rows, type Tx } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { enabled, existing, type Named, toDelivery } from './deliveries.ts'
import { soon } from './queue.ts'
import type { DeliveryDto, ReplayedDto, ReplayInput } from './schema.ts'
import { changesById } from './tell.ts'

/** Messages that may wait for one webhook because somebody sent them again. */
const most = 500

/** Sends a delivery again, with all its tries before it; one that waits is tried at once. 409 while it is disabled. */
export async function replayDelivery(tx: Tx, actor: Actor, named: Named): Promise<DeliveryDto> {
  const webhook = await enabled(tx, actor, named.id)
  const row = await existing(tx, actor, named)
  const attempts = row.endedAt ? 0 : row.attempts
  await rows(
    tx,
    `UPDATE webhook_deliveries SET run_at = $3, attempts = $4, ended_at = NULL, outcome = NULL
      WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, row.id, actor.now, attempts],
  )
  await soon(tx, actor, webhook)
  const again = { ...row, attempts, runAt: actor.now, endedAt: null, outcome: null }
  return toDelivery(again, await changesById(tx, actor, [row.eventId]))
}

const lock = 'SELECT 1 FROM webhooks WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE'
const countWaiting = `SELECT count(*)::int AS n FROM webhook_deliveries
  WHERE workspace_id = $1 AND webhook_id = $2 AND ended_at IS NULL`
const failedIn = `workspace_id = $1 AND webhook_id = $2 AND outcome = 'failed' AND created_at >= $3
  AND ($4::timestamptz IS NULL OR created_at < $4)`
const countFailed = `SELECT count(*)::int AS n FROM webhook_deliveries WHERE ${failedIn}`
const again = `
  UPDATE webhook_deliveries SET run_at = $5, attempts = 0, ended_at = NULL, outcome = NULL
  WHERE workspace_id = $1 AND id IN (SELECT id FROM webhook_deliveries WHERE ${failedIn} ORDER BY id LIMIT $6)
  RETURNING id`

/**
 * Sends again what failed in a span of time, the oldest first, with all tries before it. Five hundred messages wait at the
 * most: what finds no room is counted in `left`, 429 `many-waiting` where nothing does. 409 while it is disabled.
 */
export async function replayFailed(
  tx: Tx,
  actor: Actor,
  id: string,
  { since, until }: ReplayInput,
): Promise<ReplayedDto> {
  const of = [actor.workspaceId, id]
  await first(tx, lock, of) // two at once would both find the same room
  const webhook = await enabled(tx, actor, id)
  const room = most - (await first<{ n: number }>(tx, countWaiting, of))!.n
  if (room <= 0) throw manyWaiting()
  const span = [...of, since, until ?? null]
  const replayed = await rows<{ id: string }>(tx, again, [...span, actor.now, room])
  if (replayed.length > 0) await soon(tx, actor, webhook)
  const { n } = (await first<{ n: number }>(tx, countFailed, span))!
  return { replayed: replayed.length, left: n }
}

function manyWaiting(): Error {
  const detail = `${most} messages are on their way there already. Go on when they have arrived.`
  return refuse(429, 'many-waiting', detail, {}, { 'retry-after': '60' })
}
