import type { Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import { schedule } from '../jobs/due.ts'
import { movementOf, stepOf } from './facts.ts'
import { stoodStill, winsOfMovement } from './find.ts'
import { undoWindow } from './read.ts'
import { standAgain, takeAwayWins, winOfFact } from './taken-away.ts'
import { type Credit, foundWin } from './wins.ts'

export const findWins = 'find-wins'

/** Facts that may be wins, and where in the event their id stands. */
const factOf: Record<string, (event: EventRow) => unknown> = {
  'check-in.recorded': ({ data }) => data.checkInId,
  'check-in.corrected': ({ data }) => data.checkInId,
  'step.finished': ({ subjectId }) => subjectId,
}

/** Looks at a fact when it can no longer be taken back: ten minutes and a moment later. Imported facts tell no wins. */
export async function lookLater(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  const subjectId = event.source === 'import' ? null : factOf[event.kind]?.(event)
  if (typeof subjectId !== 'string') return
  const runAt = new Date(event.at.getTime() + undoWindow + 1000)
  await schedule(tx, actor, { kind: findWins, subjectId, runAt })
}

/** What a check-in that is taken back or replaced told is no win any more; what stands again may be one again. */
export async function lookBack(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  const { kind, subjectId, data, at } = event
  if (kind !== 'check-in.undone' && kind !== 'check-in.corrected') return
  const again = await takeAwayWins(tx, actor, subjectId, String(data.checkInId))
  const runAt = new Date(at.getTime() + 1000)
  if (again) await schedule(tx, actor, { kind: findWins, subjectId: again, runAt })
}

/** Finds the win that a check-in or a finished step tells, if it tells one. */
export async function find(tx: Tx, actor: Actor, subjectId: string): Promise<null> {
  if (!(await ofCheckIn(tx, actor, subjectId))) await ofStep(tx, actor, subjectId)
  return null
}

/** One check-in is one win at most: the first that was not told already. */
async function ofCheckIn(tx: Tx, actor: Actor, checkInId: string): Promise<boolean> {
  const known = await movementOf(tx, actor, checkInId)
  if (!known) return false
  const { movement, place, people } = known
  for (const found of winsOfMovement(movement)) {
    const told = await winOfFact(tx, actor, found.factKey)
    if (told && !told.takenBackAt && !told.factGoneAt) continue
    if (told) await standAgain(tx, actor, told)
    if (told) return true
    const subject = { kind: 'key_result' as const, id: movement.keyResultId }
    await foundWin(tx, actor, { ...found, ...place, subject, credits: did(people) })
    return true
  }
  return true
}

async function ofStep(tx: Tx, actor: Actor, stepId: string): Promise<void> {
  const step = await stepOf(tx, actor, stepId)
  if (!step?.last || !stoodStill(step.last, step.finished, step.excused)) return
  const factKey = `step_after_stall ${stepId}`
  if (await winOfFact(tx, actor, factKey)) return
  const { teamId, audience, ownerId } = step
  const subject = { kind: 'step' as const, id: stepId }
  const found = { foundBy: 'step_after_stall' as const, factKey, subject, credits: did([ownerId]) }
  await foundWin(tx, actor, { ...found, teamId, audience })
}

function did(people: readonly string[]): Credit[] {
  return people.map((memberId) => ({ memberId, role: 'did' }))
}
