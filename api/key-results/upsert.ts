import type { Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { stale } from '../http/versions.ts'
import { type Conditions, differing, type Upserted, upsert } from '../objectives/external.ts'
import type { ExternalName } from '../objectives/external-schema.ts'
import type { PublishingInput } from '../objectives/schema.ts'
import { changeable, changeKeyResult } from './change.ts'
import { measureFrom } from './measure.ts'
import { writeKeyResult } from './publish.ts'
import type { NewKeyResultInput } from './schema.ts'

/**
 * Writes the key result that another system knows by its own id, or brings it in line with what is said now. What is left
 * out stays; its objective, its weight there and whether it is published count only when it is made. Nothing new:
 * nothing happens.
 */
export function upsertKeyResult(
  tx: Tx,
  actor: Actor,
  name: ExternalName,
  conditions: Conditions,
  input: NewKeyResultInput & PublishingInput,
): Promise<Upserted> {
  const { lifecycle: _, waive: __, objectiveId: ___, weight: ____, ...said } = input
  return upsert(
    tx,
    actor,
    { kind: 'key_result', name, ...conditions },
    {
      make: () => writeKeyResult(tx, actor, input),
      change: async (id) => {
        const row = await changeable(tx, actor, id, { closed: true, anyCycle: true })
        // As it would be kept: a key result that is done or not done has a measure of its own, whatever is sent.
        const change = differing(row, { ...said, ...measureFrom(said, row) })
        if (Object.keys(change).length > 0) return changeKeyResult(tx, actor, id, conditions.version, change)
        if (conditions.version !== null && conditions.version !== row.version) throw stale(row, actor)
      },
    },
  )
}
