import { columnsOf } from '../database/select.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { ObjectiveEntity, type ObjectiveRow } from './entity.ts'
import { sees } from './policy.ts'
import { itemsOf, rolledUp } from './roll-up.ts'
import { type RunningDays, runningDays, type Stand, type StandableByHand, standOf } from './stand.ts'

/** An objective with the days it runs. */
export type Running = ObjectiveRow & RunningDays

/** Selects Running from objectives o. */
export const runningSelect = `SELECT ${columnsOf(ObjectiveEntity, 'o')}, ${runningDays('o')}
  FROM objectives o JOIN cycles c ON c.workspace_id = o.workspace_id AND c.id = o.cycle_id
  JOIN workspace_settings s ON s.workspace_id = o.workspace_id`

/** The objective as this actor sees it, locked for a change; 404 when it is not there for them. */
export async function lockObjective(tx: Tx, actor: Actor, id: string): Promise<Running> {
  const statement = `${runningSelect} WHERE o.workspace_id = $1 AND o.id = $2 FOR UPDATE OF o`
  const found = await first<Running>(tx, statement, [actor.workspaceId, id])
  if (!found || !sees(actor, found)) throw notFound('objective')
  return found
}

/** What a check-in by hand says of an objective is its percent. */
export const byHand = { kind: 'percent', direction: 'increase', baseline: 0, target: 100, unit: '%' } as const

/** How an objective that is checked in by hand stands. */
export function standByHand(objective: StandableByHand, now: Date): Stand {
  return standOf({ ...objective, ...byHand, phased: [] }, now)
}

const storeStatement = `
  UPDATE objectives SET percent = $3, percent_reason = $4, health = $5, health_reason = $6, last_seq = $7, latest_check_in_id = $8,
    latest_value = $9, latest_confidence = $10, latest_observed_at = $11, latest_by = $12, override_health = $13,
    override_why = $14, override_by = $15, override_at = $16, revision = revision + 1
  WHERE workspace_id = $1 AND id = $2 RETURNING revision`

/**
 * Works out how one objective stands, by hand or by its items, and stores it in the transaction of the change that
 * made it differ; the worker follows with those above.
 */
export async function restand(tx: Tx, actor: Actor, objective: Running): Promise<Running> {
  const stand =
    objective.progressMode === 'by_hand'
      ? standByHand(objective, actor.now)
      : rolledUp(objective, await itemsOf(tx, actor, [objective.id]))
  const { percent, percentReason, health, healthReason } = stand
  const [updated] = await rows<{ revision: number }>(tx, storeStatement, [
    actor.workspaceId,
    objective.id,
    percent,
    JSON.stringify(percentReason),
    health,
    JSON.stringify(healthReason),
    objective.lastSeq,
    objective.latestCheckInId,
    objective.latestValue,
    objective.latestConfidence,
    objective.latestObservedAt,
    objective.latestBy,
    objective.overrideHealth,
    objective.overrideWhy,
    objective.overrideBy,
    objective.overrideAt,
  ])
  return { ...objective, percent, percentReason, health, healthReason, revision: updated!.revision }
}
