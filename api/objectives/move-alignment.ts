import type { Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { align, removeAlignment, showAlignment } from './alignments.ts'
import type { AlignmentDto } from './alignments-schema.ts'
import { lockObjective } from './running.ts'

/**
 * Lets an item contribute to another objective instead, with the same sentence, in one move. How much it counts there is
 * for that team to say. 400 for an objective that is not there; 409 `cycle`, `exists` or `closed`, and it stays.
 */
export async function moveAlignment(
  tx: Tx,
  actor: Actor,
  asked: { id: string; alignmentId: string },
  parentObjectiveId: string,
): Promise<AlignmentDto> {
  const { childObjectiveId, childKeyResultId, sentence } = await showAlignment(tx, actor, asked)
  await lockObjective(tx, actor, parentObjectiveId).catch(() => {
    throw badField('/parentObjectiveId', 'unknown', 'There is no such objective.')
  })
  await removeAlignment(tx, actor, asked, null)
  return align(tx, actor, parentObjectiveId, {
    ...(childObjectiveId && { childObjectiveId }),
    ...(childKeyResultId && { childKeyResultId }),
    sentence,
  })
}
