import type { Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { changeable, moveObjective } from './change.ts'
import type { ObjectiveRow } from './entity.ts'
import { keepWaiver, passGate, withoutWhy } from './gate.ts'
import { objectiveNoun } from './lifecycle.ts'
import { createObjective } from './objectives.ts'
import type { NewObjectiveInput, PublishingInput } from './schema.ts'

/** Writes an objective; published at once only where publishing would let it through. Drafts are always possible. */
export async function writeObjective(
  tx: Tx,
  actor: Actor,
  { waive, ...input }: NewObjectiveInput & PublishingInput,
): Promise<ObjectiveRow> {
  if (input.lifecycle !== 'published') return createObjective(tx, actor, input)
  const row = await createObjective(tx, actor, input)
  const missing = await passGate(tx, actor, row, waive)
  await keepWaiver(tx, actor, objectiveNoun, row, { missing, reason: waive })
  return row
}

/** Publishes a draft that has all that publishing asks for, or with a reason somebody wrote. */
export async function publishObjective(
  tx: Tx,
  actor: Actor,
  id: string,
  { waive }: PublishingInput,
): Promise<void> {
  const row = await changeable(tx, actor, id, { closed: true })
  if (row.lifecycle === 'draft') {
    const gated = { ...row, withoutWhy: await withoutWhy(tx, actor, id) }
    const missing = await passGate(tx, actor, gated, waive)
    await keepWaiver(tx, actor, objectiveNoun, row, { missing, reason: waive })
  }
  await moveObjective(tx, actor, id, 'publish')
}
