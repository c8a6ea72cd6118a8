import { dayOf, workingDaysBetween } from '../calendar.ts'
import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { type RollUpItem, rollUp } from '../progress/roll-up.ts'
import type { Workdays } from './clock.ts'
import { type Blocked, type CostOfDelay, costOfDelay, hundredths } from './cost-of-delay.ts'
import { waitingStates } from './entity.ts'

interface Found {
  id: string
  raisedBy: string
  raisedDay: string
  blocked: { keyResultId: string | null; ownerId: string }[]
}

// What is neither published nor live holds nobody up.
const barriersStatement = `
  SELECT b.id, b.raised_by AS "raisedBy", b.raised_day AS "raisedDay", coalesce((
    SELECT jsonb_agg(jsonb_build_object('keyResultId', k.id, 'ownerId', coalesce(s.owner_id, k.owner_id)))
      FROM barrier_blocks x
      LEFT JOIN steps s ON s.workspace_id = x.workspace_id AND s.id = x.step_id
      LEFT JOIN key_results k ON k.workspace_id = x.workspace_id AND k.id = coalesce(x.key_result_id, s.key_result_id)
        AND k.lifecycle = 'published'
      WHERE x.workspace_id = b.workspace_id AND x.barrier_id = b.id
        AND CASE WHEN s.id IS NULL THEN k.id IS NOT NULL ELSE s.state IN ('live', 'pencilled') END), '[]') AS blocked
  FROM barriers b
  WHERE b.workspace_id = $1 AND b.id = ANY($2::uuid[]) AND b.state = ANY($3::text[])`

// Every objective above one of the key results, with all that counts in it.
const sharesStatement = `
  SELECT p.parent_objective_id AS "objectiveId", coalesce(e.child_key_result_id, e.child_objective_id) AS id,
    e.weight::float8
  FROM (SELECT DISTINCT parent_objective_id FROM alignments
    WHERE workspace_id = $1 AND child_key_result_id = ANY($2::uuid[])) p
  JOIN alignments e ON e.workspace_id = $1 AND e.parent_objective_id = p.parent_objective_id
  LEFT JOIN key_results k ON k.workspace_id = $1 AND k.id = e.child_key_result_id
  LEFT JOIN objectives o ON o.workspace_id = $1 AND o.id = e.child_objective_id
  WHERE coalesce(k.lifecycle, o.lifecycle) IN ('published', 'closed')`

const storeStatement = `
  UPDATE barriers b SET people_waiting = n.people, weight = n.weight, days_waiting = n.days,
    cost_per_day = n.per_day, cost_of_delay = n.cost, revision = b.revision + 1
  FROM unnest($2::uuid[], $3::int[], $4::numeric[], $5::int[], $6::int[], $7::int[])
    AS n (id, people, weight, days, per_day, cost)
  WHERE b.workspace_id = $1 AND b.id = n.id AND (b.people_waiting, b.weight, b.days_waiting, b.cost_of_delay)
    IS DISTINCT FROM (n.people, n.weight, n.days, n.cost)`

/**
 * Works out from the facts what delay costs and keeps it with those of the barriers that wait to be cleared: on every
 * change of one, and of all of them at the day turn. In between it may lag behind a changed weight or owner.
 */
export async function storeCosts(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  workdays: Workdays,
): Promise<void> {
  const found = await rows<Found>(tx, barriersStatement, [actor.workspaceId, ids, waitingStates])
  if (found.length === 0) return
  const shares = await loadShares(tx, actor, found)
  const today = dayOf(actor.now, workdays.zone)
  const costs = found.map(({ raisedBy, raisedDay, blocked }) =>
    costOfDelay({
      raisedBy,
      blocked: blocked.map(
        (each) => ({ ...each, shares: shares.get(each.keyResultId) ?? [] }) satisfies Blocked,
      ),
      days: Math.max(0, workingDaysBetween(raisedDay, today, workdays)),
    }),
  )
  const column = (of: (cost: CostOfDelay) => number) => costs.map(of)
  await rows(tx, storeStatement, [
    actor.workspaceId,
    found.map(({ id }) => id),
    column(({ people }) => people),
    column(({ weight }) => weight),
    column(({ days }) => days),
    column(({ perDay }) => hundredths(perDay)),
    column(({ cost }) => hundredths(cost)),
  ])
}

/** The shares of each blocked key result in its objectives. */
async function loadShares(
  tx: Tx,
  actor: Actor,
  found: readonly Found[],
): Promise<Map<string | null, number[]>> {
  const keyResults = found.flatMap(({ blocked }) => blocked.flatMap(({ keyResultId }) => keyResultId ?? []))
  const shares = new Map<string | null, number[]>()
  if (keyResults.length === 0) return shares
  type Edge = RollUpItem & { objectiveId: string }
  const edges = await rows<Edge>(tx, sharesStatement, [actor.workspaceId, [...new Set(keyResults)]])
  for (const objectiveId of new Set(edges.map((edge) => edge.objectiveId))) {
    const items = edges.filter((edge) => edge.objectiveId === objectiveId)
    const { shares: parts } = rollUp(items.map((item) => ({ ...item, percent: null })))
    for (const { id, share } of parts) shares.set(id, [...(shares.get(id) ?? []), share])
  }
  return shares
}
