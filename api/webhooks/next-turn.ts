import { rows, type Tx } from '../database/transaction.ts'
import { dueKind } from './queue.ts'

const turnStatement = `
  WITH next AS (
    SELECT CASE WHEN count(*) > 0 THEN greatest(min(run_at), $4::timestamptz) END AS at FROM webhook_deliveries
    WHERE workspace_id = $1 AND webhook_id = $3 AND ended_at IS NULL),
  moved AS (
    UPDATE due SET run_at = next.at FROM next
    WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3 AND next.at IS NOT NULL)
  DELETE FROM due USING next
    WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3 AND next.at IS NULL`

/** When a webhook is looked at next: when the first of its messages is due, not before an instant. */
export async function nextTurn(tx: Tx, workspaceId: string, id: string, notBefore: Date): Promise<void> {
  await rows(tx, turnStatement, [workspaceId, dueKind, id, notBefore])
}
