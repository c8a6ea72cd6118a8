import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { scheduleBy } from '../jobs/due.ts'
import type { WebhookRow } from './entity.ts'

/** The word in the table `due` for webhooks to which something is to be sent. Its row is also the turn of who sends. */
export const dueKind = 'webhook'

type To = Pick<WebhookRow, 'id' | 'busyUntil'>

/** Puts one message to a webhook into the queue; an event twice is there once. Returns its id. */
export async function enqueue(
  tx: Tx,
  actor: Pick<Actor, 'workspaceId' | 'now'>,
  to: To,
  what: { eventId: string | null; kind: string },
): Promise<string> {
  const { workspaceId, now } = actor
  const id = newId(now)
  await rows(
    tx,
    `INSERT INTO webhook_deliveries (workspace_id, id, webhook_id, event_id, kind, created_at, run_at)
      VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT DO NOTHING`,
    [workspaceId, id, to.id, what.eventId, what.kind, now],
  )
  await soon(tx, actor, to)
  return id
}

/** Has a worker look at a webhook: now, or when the one that sends to it has ended. */
export function soon(
  tx: Tx,
  { workspaceId, now }: Pick<Actor, 'workspaceId' | 'now'>,
  to: To,
): Promise<void> {
  const runAt = to.busyUntil && to.busyUntil > now ? to.busyUntil : now
  return scheduleBy(tx, { workspaceId }, { kind: dueKind, subjectId: to.id, runAt })
}
