import type { Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { isOverlong, planningOf } from './days.ts'
import { StepEntity, type StepRow } from './entity.ts'
import { findPlace, moved, type Place, type StepSubject } from './place.ts'
import { blankStep, liveStep } from './steps.ts'

/** A task of another tool, as a step of the item it came with. */
export interface ImportedStep {
  subject: StepSubject
  ownerId: string
  text: string
  dueDay: string | null
  done: boolean
  /** When it was done, if the other tool knows. */
  finishedAt: Date | null
}

/**
 * Keeps a task that an import brought, however long it is and however many there are: done ones are laid, the first
 * open one of its owner is live, the others are pencilled. More than five working days are marked `splitMe`. It starts
 * no commitment and no event: the import has one of its own. Returns the step's id.
 */
export async function importStep(tx: Tx, actor: Actor, input: ImportedStep): Promise<string> {
  const place = await findPlace(tx, actor, input.subject)
  const { ownerId, dueDay } = input
  const planning = await planningOf(tx, actor, ownerId)
  const step: StepRow = {
    ...blankStep(actor, place),
    ...(input.done ? laid(input, actor) : await open(tx, actor, place, ownerId)),
    source: 'import',
    ownerId,
    text: input.text,
    dueDay,
    firstDueDay: dueDay,
    splitMe: !input.done && dueDay !== null && isOverlong(planning, dueDay),
  }
  await tx.insert(StepEntity, step)
  await moved(tx, actor, place)
  return step.id
}

function laid({ finishedAt }: ImportedStep, actor: Actor): Partial<StepRow> {
  return { state: 'laid', finishedAt, finishedSurface: actor.surface }
}

async function open(tx: Tx, actor: Actor, place: Place, ownerId: string): Promise<Partial<StepRow>> {
  if (!(await liveStep(tx, actor, place, ownerId))) return { state: 'live', startedAt: actor.now }
  return { state: 'pencilled', pencilledAt: actor.now }
}
