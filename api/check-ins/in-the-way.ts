import { draftFromCheckIn, type Mentioned, withdrawDraft } from '../barriers/from-check-in.ts'
import type { Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import type { CheckInRow } from './entity.ts'

/**
 * What "What's in your way?" leads to: anything but nothing drafts a barrier, which its author raises with one tap or
 * leaves. A correction that names something else withdraws what was drafted, if nobody touched it. Imports draft none.
 */
export async function draftBarrier(
  tx: Tx,
  actor: Actor,
  keyResult: { id: string; teamId: string; audience: 'workspace' | 'team' },
  { id: checkInId, inTheWay, supersedesId, source }: CheckInRow,
): Promise<Mentioned | null> {
  if (!inTheWay || !actor.memberId || source === 'import') return null
  if (supersedesId) await withdrawDraft(tx, actor, supersedesId, inTheWay)
  if (inTheWay === 'nothing') return null
  return draftFromCheckIn(tx, actor, { kind: inTheWay, checkInId, keyResult })
}
