import type { Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { stale } from '../http/versions.ts'
import { changeable, changeObjective } from './change.ts'
import { type Conditions, differing, type Upserted, upsert } from './external.ts'
import type { ExternalName } from './external-schema.ts'
import { writeObjective } from './publish.ts'
import type { NewObjectiveInput, PublishingInput } from './schema.ts'

/**
 * Writes the objective that another system knows by its own id, or brings it in line with what is said now. What is left
 * out stays; whether it is published, and with what reason, counts only when it is made. Nothing new: nothing happens.
 */
export function upsertObjective(
  tx: Tx,
  actor: Actor,
  name: ExternalName,
  conditions: Conditions,
  input: NewObjectiveInput & PublishingInput,
): Promise<Upserted> {
  const { lifecycle: _, waive: __, ...said } = input
  return upsert(
    tx,
    actor,
    { kind: 'objective', name, ...conditions },
    {
      make: () => writeObjective(tx, actor, input),
      change: async (id) => {
        const row = await changeable(tx, actor, id, { closed: true, anyCycle: true })
        const change = differing(row, said)
        if (Object.keys(change).length > 0) return changeObjective(tx, actor, id, conditions.version, change)
        if (conditions.version !== null && conditions.version !== row.version) throw stale(row, actor)
      },
    },
  )
}
