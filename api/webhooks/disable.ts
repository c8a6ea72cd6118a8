import { first, rows, type Tx } from '../database/transaction.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { unschedule } from '../jobs/due.ts'
import type { disabledWhys, outcomes } from './entity.ts'
import { dueKind } from './queue.ts'

type Why = (typeof disabledWhys)[number]

const stop = `UPDATE webhooks SET disabled_at = $3, disabled_why = $4, version = version + 1, revision = revision + 1
  WHERE workspace_id = $1 AND id = $2`
const giveUp = `UPDATE webhook_deliveries SET ended_at = $3, outcome = $4
  WHERE workspace_id = $1 AND webhook_id = $2 AND ended_at IS NULL`
const admins = `SELECT coalesce(array_agg(id), '{}') AS ids FROM members
  WHERE workspace_id = $1 AND admin AND state = 'active' AND merged_into IS NULL`

/** Ends what waits to be sent, and takes back that somebody looks. */
export async function dropWaiting(
  tx: Tx,
  actor: Actor,
  id: string,
  outcome: (typeof outcomes)[number],
): Promise<void> {
  await rows(tx, giveUp, [actor.workspaceId, id, actor.now, outcome])
  await unschedule(tx, actor, { kind: dueKind, subjectId: id })
}

/** Nothing is sent any more, what waited is not sent either, and every admin is told. */
export async function disable(tx: Tx, actor: Actor, id: string, why: Why): Promise<void> {
  const { workspaceId, now } = actor
  await rows(tx, stop, [workspaceId, id, now, why])
  await dropWaiting(tx, actor, id, why === 'key-ended' ? 'withdrawn' : 'failed')
  await tellAdmins(tx, actor, id, 'webhook.disabled', { why })
}

const orphaned = `
  SELECT w.id FROM webhooks w JOIN keys k ON k.workspace_id = $1 AND k.id = w.created_by_key
  WHERE w.workspace_id = $1 AND w.disabled_at IS NULL AND (k.revoked_at IS NOT NULL OR k.expires_at <= $2)
  ORDER BY w.id FOR NO KEY UPDATE OF w`

/** No webhook hears for longer than the key that made it: disables those whose key was ended or has expired. */
export async function disableOfEndedKeys(tx: Tx, actor: Actor): Promise<void> {
  const found = await rows<{ id: string }>(tx, orphaned, [actor.workspaceId, actor.now])
  for (const { id } of found) await disable(tx, actor, id, 'key-ended')
}

/** Records what happened to a webhook without its admins' doing. */
export async function tellAdmins(
  tx: Tx,
  actor: Actor,
  id: string,
  kind: string,
  data: Record<string, unknown>,
): Promise<void> {
  const { ids } = (await first<{ ids: string[] }>(tx, admins, [actor.workspaceId]))!
  await record(tx, actor, { kind, subject: { kind: 'webhook', id }, audience: { members: ids }, data })
}
