import type { Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { StepEntity } from './entity.ts'
import type { BehindInput } from './schema.ts'
import { blankStep, nextPosition, type PlacedStep, stepHappened, wordsOf } from './steps.ts'

/** Pencils steps in behind one that starts, as when a long one was split before it began; 409 `path-full`. */
export async function pencilBehind(
  tx: Tx,
  actor: Actor,
  { step: { ownerId }, place }: PlacedStep,
  after: readonly BehindInput[],
): Promise<void> {
  const position = await nextPosition(tx, actor, place, ownerId, after.length)
  for (const [i, part] of after.entries()) {
    const pencilled = { position: position + i, pencilledAt: actor.now }
    const step = { ...blankStep(actor, place), ...wordsOf(part), ownerId, ...pencilled }
    await tx.insert(StepEntity, step)
    await stepHappened(tx, actor, 'step.pencilled', { step, place })
  }
}
