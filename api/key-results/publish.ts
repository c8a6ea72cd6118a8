import type { Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { isUnderPublished, keepWaiver, passGate } from '../objectives/gate.ts'
import { keyResultNoun } from '../objectives/lifecycle.ts'
import type { PublishingInput } from '../objectives/schema.ts'
import { changeable, moveKeyResult } from './change.ts'
import type { KeyResultRow } from './entity.ts'
import { createKeyResult } from './key-results.ts'
import type { NewKeyResultInput } from './schema.ts'

/** Writes a key result; published at once only where publishing would let it through. Drafts are always possible. */
export async function writeKeyResult(
  tx: Tx,
  actor: Actor,
  { waive, ...input }: NewKeyResultInput & PublishingInput,
): Promise<KeyResultRow> {
  const row = await createKeyResult(tx, actor, input)
  if (row.lifecycle === 'published') await pass(tx, actor, row, waive)
  return row
}

/** Publishes a draft that says why this number, and whose team was asked; or with a reason somebody wrote. */
export async function publishKeyResult(
  tx: Tx,
  actor: Actor,
  id: string,
  { waive }: PublishingInput,
): Promise<void> {
  const row = await changeable(tx, actor, id, { closed: true })
  if (row.lifecycle === 'draft') await pass(tx, actor, row, waive)
  await moveKeyResult(tx, actor, id, 'publish')
}

async function pass(tx: Tx, actor: Actor, row: KeyResultRow, waive: string | undefined): Promise<void> {
  const gated = { ...row, underPublished: await isUnderPublished(tx, actor, row.id) }
  const missing = await passGate(tx, actor, gated, waive)
  await keepWaiver(tx, actor, keyResultNoun, row, { missing, reason: waive })
}
