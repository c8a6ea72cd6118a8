import type { Actor } from '../http/actor.ts'
import type { KeyResultRow } from '../key-results/entity.ts'
import type { CheckInRow } from './entity.ts'
import type { CheckInDto } from './schema.ts'

/**
 * The row as the actor is shown it. How sure somebody was earlier is for them and their leaders: others see the
 * confidence of the latest check-in only, keys none.
 */
export function toCheckIn(
  row: CheckInRow & { undone: boolean; supersededById: string | null },
  actor: Actor,
  subject: Pick<KeyResultRow, 'teamId' | 'latestCheckInId'>,
): CheckInDto {
  const mine = actor.memberId !== null && row.authorId === actor.memberId
  const open = mine && !row.undone && !row.supersededById
  const shown = mine || actor.leads.includes(subject.teamId) || row.id === subject.latestCheckInId
  const hidden = actor.scopes || !shown ? ['confidence'] : []
  return {
    ...row,
    confidence: hidden.length > 0 ? null : row.confidence,
    hidden,
    observedAt: row.observedAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    can: { undo: open && withinUndo(row, actor.now), correct: open && row.keyResultId !== null },
  }
}

function withinUndo({ recordedAt }: CheckInRow, now: Date): boolean {
  return now.getTime() - recordedAt.getTime() <= 10 * 60_000
}
