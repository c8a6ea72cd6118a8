import { rows, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Actor } from '../http/actor.ts'

/** Nobody gives an integration sight of what they do not see themselves: 400 unless all are private teams of the actor. */
export async function checkGrantable(tx: Tx, actor: Actor, teamIds: readonly string[]): Promise<void> {
  const found = await rows<{ id: string }>(
    tx,
    'SELECT id FROM teams WHERE workspace_id = $1 AND id = ANY($2) AND private AND id = ANY($3)',
    [actor.workspaceId, teamIds, [...actor.teams, ...actor.leads]],
  )
  const own = new Set(found.map(({ id }) => id))
  const missing = teamIds.findIndex((id) => !own.has(id))
  if (missing < 0) return
  throw badField(`/teamIds/${missing}`, 'unknown', 'This is not a private team that you belong to.')
}
