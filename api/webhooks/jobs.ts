import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { disableOfEndedKeys } from './disable.ts'

/** For how long the log is kept, as long as the feed leads back. */
const keeps = 30 * 86_400_000

const forget = [
  `DELETE FROM webhook_attempts a USING webhook_deliveries d WHERE a.workspace_id = $1 AND d.workspace_id = $1
    AND a.delivery_id = d.id AND d.ended_at < $2`,
  'DELETE FROM webhook_deliveries WHERE workspace_id = $1 AND ended_at < $2',
]

/** At the turn of the day: what was sent a month ago is forgotten, and secrets that hold no more. Keys may have expired. */
export async function turnWebhooks(tx: Tx, actor: Actor): Promise<void> {
  const { workspaceId, now } = actor
  for (const statement of forget) await rows(tx, statement, [workspaceId, new Date(now.getTime() - keeps)])
  await rows(tx, 'DELETE FROM webhook_secrets WHERE workspace_id = $1 AND ends_at <= $2', [workspaceId, now])
  await disableOfEndedKeys(tx, actor)
}
