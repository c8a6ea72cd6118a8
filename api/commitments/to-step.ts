import type { Actor } from '../http/actor.ts'
import type { StepRow } from './entity.ts'
import { isOpen, type Place, type StepSubject } from './place.ts'
import { mayChange, mayTake } from './policy.ts'
import type { StepDto } from './schema.ts'

/** How long a finished or dropped step can be brought back, in milliseconds. */
export const undoWindow = 10 * 60_000

/** The row as the actor is shown it. Its revision moves with its item's, whose people decide what may be done. */
export function toStep(row: StepRow, actor: Actor, place: Place): StepDto {
  const open = isOpen(place)
  const take = open && mayTake(actor, place, row)
  const change = open && (row.state === 'pencilled' || row.state === 'live') && mayChange(actor, place, row)
  const ended = row.finishedAt ?? row.droppedAt
  const { id, ownerId, state, position, cue, text, dueDay, firstDueDay, suggestedBy, splitFromId } = row
  const { splitMe, dropReason, source, version } = row
  return {
    ...{ id, ownerId, state, position, cue, text, dueDay, firstDueDay, suggestedBy, splitFromId },
    ...{ splitMe, dropReason, source, version },
    subject: subjectOf(row),
    startedAt: iso(row.startedAt),
    finishedAt: iso(row.finishedAt),
    droppedAt: iso(row.droppedAt),
    undoUntil: ended && iso(new Date(ended.getTime() + undoWindow)),
    createdAt: row.createdAt.toISOString(),
    revision: row.revision + place.revision,
    can: {
      start: take && row.state === 'pencilled',
      finish: take && row.state === 'live',
      edit: change,
      drop: change,
    },
  }
}

/** The item a step or commitment is about. */
export function subjectOf(row: { keyResultId: string | null; objectiveId: string | null }): StepSubject {
  return row.keyResultId === null
    ? { kind: 'objective', id: row.objectiveId! }
    : { kind: 'key_result', id: row.keyResultId }
}

function iso(instant: Date | null): string | null {
  return instant?.toISOString() ?? null
}
