import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { type AlignedChild, alignmentHappened, checkNoCircle } from './alignments.ts'
import type { AlignmentRow } from './entity.ts'

/** What an alignment keeps when its ends are carried forward: it was agreed already. */
export type KeptAlignment = Pick<AlignmentRow, 'weight' | 'sentence' | 'confirmedAt' | 'confirmedBy'>

/** Joins what was carried forward as it was joined before; nothing happens where it is joined already. */
export async function keepAlignment(
  tx: Tx,
  actor: Actor,
  child: AlignedChild,
  parentObjectiveId: string,
  { weight, sentence, confirmedAt, confirmedBy }: KeptAlignment,
): Promise<void> {
  if (child.kind === 'objective') await checkNoCircle(tx, actor, child.id, parentObjectiveId)
  const id = newId(actor.now)
  const made = await rows(
    tx,
    `INSERT INTO alignments (workspace_id, id, child_${child.kind}_id, parent_objective_id, weight, sentence,
        confirmed_at, confirmed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT DO NOTHING RETURNING id`,
    [actor.workspaceId, id, child.id, parentObjectiveId, weight, sentence, confirmedAt, confirmedBy],
  )
  if (made.length === 0) return
  await alignmentHappened(tx, actor, child, { id, parentObjectiveId }, 'made', {
    weight,
    confirmed: confirmedAt !== null,
  })
}
