import { first, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Actor } from '../http/actor.ts'

export interface Reachable {
  id: string
  guest: boolean
  state: 'placeholder' | 'invited' | 'active'
}

/** A member named in a body, who must be there and in the actor's sight; 400 at `pointer` otherwise. */
export async function reachable(tx: Tx, actor: Actor, memberId: string, pointer: string): Promise<Reachable> {
  const found = await first<Reachable>(
    tx,
    `SELECT m.id, m.guest, m.state FROM members m
      WHERE m.workspace_id = $1 AND m.id = $2 AND m.merged_into IS NULL
        AND m.state IN ('placeholder', 'invited', 'active')
        AND (NOT $3::boolean OR EXISTS (SELECT FROM team_members g WHERE g.workspace_id = m.workspace_id
          AND g.member_id = m.id AND g.team_id = ANY($4::uuid[])))`,
    [actor.workspaceId, memberId, actor.guest, actor.teams],
  )
  if (!found) throw badField(pointer, 'unknown', 'There is no such member.')
  return found
}
