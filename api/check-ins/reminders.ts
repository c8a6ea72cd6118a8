import { v4 } from 'uuid'
import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'

/** Keeps that somebody was asked for these check-ins; told when the asking has reached them. */
export async function remindedOf(
  tx: Tx,
  { workspaceId, now }: Pick<Actor, 'workspaceId' | 'now'>,
  memberId: string,
  keyResultIds: readonly string[],
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO check_in_reminders (workspace_id, id, key_result_id, member_id, at)
      SELECT $1, x.id, x.key_result_id, $2, $3 FROM unnest($4::uuid[], $5::uuid[]) AS x (id, key_result_id)`,
    [workspaceId, memberId, now, keyResultIds.map(() => v4()), keyResultIds],
  )
}

/** How often the person who checks in now was asked to, since the last check-in of this key result. */
export async function remindersBefore(tx: Tx, actor: Actor, keyResultId: string): Promise<number> {
  const found = await first<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM check_in_reminders r WHERE r.workspace_id = $1 AND r.key_result_id = $2
      AND r.member_id = $3 AND r.at > coalesce((SELECT max(c.recorded_at) FROM check_ins c
        WHERE c.workspace_id = $1 AND c.key_result_id = $2), '-infinity')`,
    [actor.workspaceId, keyResultId, actor.memberId],
  )
  return found!.count
}
