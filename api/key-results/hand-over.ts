import { rows, type Tx } from '../database/transaction.ts'
import { successorOf } from '../directory/successor.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import type { ItemRow } from '../objectives/item.ts'
import { happened, keyResultNoun, objectiveNoun } from '../objectives/lifecycle.ts'

type Owned = Pick<ItemRow, 'id' | 'teamId' | 'audience'>

/** When somebody leaves, what they owned of running quarters is somebody else's: of who leads its team, in the first place. */
export async function handOverGoals(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  if (event.kind !== 'member.left') return
  const leaverId = event.subjectId
  for (const noun of [objectiveNoun, keyResultNoun]) {
    const owned = await rows<Owned>(
      tx,
      `SELECT i.id, i.team_id AS "teamId", i.audience FROM ${noun.table} i
        JOIN cycles c ON c.workspace_id = $1 AND c.id = i.cycle_id AND c.state <> 'closed'
        WHERE i.workspace_id = $1 AND i.owner_id = $2 AND i.lifecycle <> 'closed' ORDER BY i.id FOR UPDATE OF i`,
      [actor.workspaceId, leaverId],
    )
    for (const item of owned) {
      const ownerId = await successorOf(tx, actor, { leaverId, teamId: item.teamId })
      if (!ownerId) continue
      await rows(
        tx,
        `UPDATE ${noun.table} SET owner_id = $3, version = version + 1, revision = revision + 1
          WHERE workspace_id = $1 AND id = $2`,
        [actor.workspaceId, item.id, ownerId],
      )
      const data = { fields: ['ownerId'], ownerId, ownerIdBefore: leaverId, because: 'left' }
      await happened(tx, actor, noun, item, 'edited', data)
    }
  }
}
