import { withdrawDraft } from '../barriers/from-check-in.ts'
import type { Tx } from '../database/transaction.ts'
import { wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { toKeyResult } from '../key-results/key-results.ts'
import type { KeyResultDto } from '../key-results/schema.ts'
import { findOwn, tooLate, undoWindow } from './check-ins.ts'
import { CheckInUndoEntity } from './entity.ts'
import { storeLatest } from './latest.ts'

/** Takes a check-in of one's own back, within ten minutes, with the untouched barrier it drafted; what stood before stands again. */
export async function undoCheckIn(tx: Tx, actor: Actor, id: string): Promise<KeyResultDto> {
  const { row, subject } = await findOwn(tx, actor, id)
  if (row.undone) throw wrongState('This check-in was taken back already.')
  if (actor.now.getTime() - row.recordedAt.getTime() > undoWindow) throw tooLate()
  const { workspaceId, memberId, now } = actor
  await tx.insert(CheckInUndoEntity, { workspaceId, checkInId: id, memberId: memberId!, at: now })
  const keyResult = await storeLatest(tx, actor, subject)
  await record(tx, actor, {
    kind: 'check-in.undone',
    subject: { kind: 'key_result', id: subject.id },
    audience: subject,
    data: { checkInId: id, value: keyResult.latestValue, percent: keyResult.percent },
  })
  await withdrawDraft(tx, actor, id)
  return toKeyResult(keyResult, actor)
}
