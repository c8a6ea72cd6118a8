import type { Tx } from '../database/transaction.ts'
import { badField, forbidden } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { edit } from '../http/versions.ts'
import { dueDayOf, planningOf } from './days.ts'
import { StepEntity, type StepRow } from './entity.ts'
import { checkOpen } from './place.ts'
import { mayChange } from './policy.ts'
import type { StepDto, StepEditInput } from './schema.ts'
import { lockStep, stepHappened, stepState } from './steps.ts'
import { toStep } from './to-step.ts'

/**
 * Gives a step other words or a live one another day. 403 for whoever may not, 409 once it is laid or dropped, 412 when
 * somebody was faster, 422 `split-me` for a day more than five working days away.
 */
export async function editStep(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  input: StepEditInput,
): Promise<StepDto> {
  const found = await lockStep(tx, actor, id)
  const { step, place } = found
  if (!mayChange(actor, place, step))
    throw forbidden('A step is changed by its owner or whoever suggested it.')
  checkOpen(place)
  if (step.state !== 'live' && step.state !== 'pencilled') throw stepState(actor, found)
  const set = { ...wordsIn(input), ...(await dayIn(tx, actor, step, input.dueDay)) }
  const row = await edit(tx, actor, StepEntity, step, version, set)
  const data = { version: row.version, dueDayBefore: step.dueDay, dueDay: row.dueDay }
  const kind = step.dueDay === row.dueDay ? 'step.renamed' : 'step.rescheduled'
  const now = await stepHappened(tx, actor, kind, { step, place }, data)
  return toStep(row, actor, now)
}

function wordsIn({ cue, text }: StepEditInput): Partial<StepRow> {
  return { ...(cue !== undefined && { cue: cue?.trim() || null }), ...(text && { text: text.trim() }) }
}

async function dayIn(
  tx: Tx,
  actor: Actor,
  step: StepRow,
  day: string | undefined,
): Promise<Partial<StepRow>> {
  if (day === undefined) return {}
  if (step.state !== 'live') {
    throw badField('/dueDay', 'pencilled', 'A pencilled step gets its day when it is started.')
  }
  const dueDay = dueDayOf(await planningOf(tx, actor, step.ownerId), day, '/dueDay', step)
  return { dueDay, splitMe: false }
}
