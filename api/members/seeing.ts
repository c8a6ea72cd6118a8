import { rows, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Audience } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'

/**
 * Members named in a body, each of whom must be with us and see what this is about; 400 at `pointer`/index otherwise.
 * Returns the ids without repeats, in their order.
 */
export async function seeing(
  tx: Tx,
  actor: Actor,
  audience: Audience,
  memberIds: readonly string[],
  pointer: string,
): Promise<string[]> {
  const ids = [...new Set(memberIds)]
  if (ids.length === 0) return ids
  const told = 'members' in audience
  const found = await rows<{ id: string }>(
    tx,
    `SELECT m.id FROM members m WHERE m.workspace_id = $1 AND m.id = ANY($2::uuid[]) AND m.merged_into IS NULL
      AND m.state IN ('placeholder', 'invited', 'active') AND ${told ? 'm.id = ANY($3::uuid[])' : ofTeam(audience)}`,
    [actor.workspaceId, ids, told ? audience.members : audience.teamId],
  )
  const known = new Set(found.map(({ id }) => id))
  const stranger = memberIds.findIndex((id) => !known.has(id))
  if (stranger < 0) return ids
  throw badField(`${pointer}/${stranger}`, 'unknown', 'Nobody of this id is with us and sees this.')
}

function ofTeam({ audience }: { audience: 'workspace' | 'team' }): string {
  const inTeam = `EXISTS (SELECT FROM team_members g WHERE g.workspace_id = m.workspace_id AND g.member_id = m.id
    AND g.team_id = $3)`
  return audience === 'workspace' ? `(NOT m.guest OR ${inTeam})` : inTeam
}
