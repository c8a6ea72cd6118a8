import { rows, type Tx } from '../database/transaction.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'

/** Records what happened to a member, in ids and words of ours, and counts up what shows the member. */
export async function happened(
  tx: Tx,
  actor: Actor,
  kind: string,
  memberId: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  await rows(
    tx,
    `UPDATE teams SET revision = revision + 1 WHERE workspace_id = $1 AND id IN (
      SELECT team_id FROM team_members WHERE workspace_id = $1 AND $2 IN (member_id, stand_in_id))`,
    [actor.workspaceId, memberId],
  )
  const audience = { audience: 'workspace' as const, teamId: null }
  await record(tx, actor, { kind, subject: { kind: 'member', id: memberId }, audience, data })
}

/** Counts up what is shown with a member. */
export async function countUp(tx: Tx, workspaceId: string, memberIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    'UPDATE members SET revision = revision + 1 WHERE workspace_id = $1 AND id = ANY($2::uuid[])',
    [workspaceId, memberIds],
  )
}
