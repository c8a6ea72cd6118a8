import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { disableOfEndedKeys } from './disable.ts'

/** At the turn of the day: secrets that hold no more are forgotten, and keys may have expired. */
export async function turnWebhooks(tx: Tx, actor: Actor): Promise<void> {
  const { workspaceId, now } = actor
  await rows(tx, 'DELETE FROM webhook_secrets WHERE workspace_id = $1 AND ends_at <= $2', [workspaceId, now])
  await disableOfEndedKeys(tx, actor)
}
