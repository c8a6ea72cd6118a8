import { first, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import { type Audience, visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'

/** Who sees a check-in: whoever sees its key result or objective. 404 when the actor does not. */
export async function checkInAudience(tx: Tx, actor: Actor, id: string): Promise<Audience> {
  const found = await first<{ audience: 'workspace' | 'team'; teamId: string }>(
    tx,
    `SELECT coalesce(k.audience, o.audience) AS audience, coalesce(k.team_id, o.team_id) AS "teamId"
      FROM check_ins c
      LEFT JOIN key_results k ON k.workspace_id = c.workspace_id AND k.id = c.key_result_id
      LEFT JOIN objectives o ON o.workspace_id = c.workspace_id AND o.id = c.objective_id
      WHERE c.workspace_id = $1 AND c.id = $2 AND (${visible(actor, 'k', '$3')} OR ${visible(actor, 'o', '$3')})`,
    [actor.workspaceId, id, actor.teams],
  )
  if (!found) throw notFound('check-in')
  return found
}
