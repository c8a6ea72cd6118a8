import { isDeepStrictEqual } from 'node:util'
import { rows, type Tx } from '../database/transaction.ts'
import { moveBoards } from '../events/board-revisions.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { objectiveHealthOf } from '../progress/objective-health.ts'
import { rollUp } from '../progress/roll-up.ts'
import type { Health } from '../progress/types.ts'
import type { ObjectiveRow } from './entity.ts'
import { overrideOf, type Stand } from './stand.ts'

type Node = Pick<
  ObjectiveRow,
  | 'id'
  | 'percent'
  | 'percentReason'
  | 'health'
  | 'healthReason'
  | 'overrideHealth'
  | 'overrideBy'
  | 'overrideWhy'
  | 'progressMode'
  | 'audience'
  | 'teamId'
>

/** What counts in an objective, and for how much. */
export interface Item {
  parentId: string
  id: string
  weight: number | null
  percent: number | null
  health: Health
}

type RolledUp = Omit<Stand, 'expected'>

/** Items that count: published and closed ones. Drafts are not said yet, postponed ones wait. */
export const counting = `('published', 'closed')`

// $2 null: every objective of the workspace.
const nodesStatement = `
  WITH RECURSIVE up AS (
    SELECT id FROM objectives WHERE workspace_id = $1 AND ($2::uuid[] IS NULL OR id = ANY($2))
    UNION
    SELECT a.parent_objective_id FROM alignments a JOIN up ON a.child_objective_id = up.id WHERE a.workspace_id = $1)
  SELECT o.id, o.percent::float8, o.percent_reason AS "percentReason", o.health, o.health_reason AS "healthReason",
    o.override_health AS "overrideHealth", o.override_by AS "overrideBy", o.override_why AS "overrideWhy",
    o.progress_mode AS "progressMode", o.audience, o.team_id AS "teamId"
  FROM objectives o JOIN up ON up.id = o.id WHERE o.workspace_id = $1 ORDER BY o.id`

const itemsStatement = `
  SELECT a.parent_objective_id AS "parentId", coalesce(k.id, o.id) AS id, a.weight::float8,
    coalesce(k.percent, o.percent)::float8 AS percent, coalesce(k.health, o.health) AS health
  FROM alignments a
  LEFT JOIN key_results k ON k.workspace_id = a.workspace_id AND k.id = a.child_key_result_id
  LEFT JOIN objectives o ON o.workspace_id = a.workspace_id AND o.id = a.child_objective_id
  WHERE a.workspace_id = $1 AND a.parent_objective_id = ANY($2::uuid[])
    AND coalesce(k.lifecycle, o.lifecycle) IN ${counting}
  ORDER BY a.id`

/**
 * Works out from the facts how the given objectives (null: all) and everything above them stand, from the bottom up,
 * and stores what changed: percent, health and their reasons. Each objective that moved writes `objective.rolled-up`.
 */
export async function rollUpFrom(
  tx: Tx,
  actor: Actor,
  objectiveIds: readonly string[] | null,
): Promise<void> {
  const nodes = await rows<Node>(tx, nodesStatement, [actor.workspaceId, objectiveIds])
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const items = byParent(await itemsOf(tx, actor, [...byId.keys()]))
  const moved: { before: Node; after: Node }[] = []
  for (const before of bottomUp(nodes, items)) {
    if (before.progressMode === 'by_hand') continue
    const fresh = (items.get(before.id) ?? []).map((item) => ({ ...item, ...standingOf(byId.get(item.id)) }))
    const after = { ...before, ...rolledUp(before, fresh) }
    byId.set(before.id, after)
    if (!isDeepStrictEqual(before, after)) moved.push({ before, after })
  }
  await store(tx, actor, moved)
}

/** The items that count in the objectives, with their figures. */
export function itemsOf(tx: Tx, actor: Actor, objectiveIds: readonly string[]): Promise<Item[]> {
  return rows<Item>(tx, itemsStatement, [actor.workspaceId, objectiveIds])
}

/** How an objective stands by its items. */
export function rolledUp(objective: Parameters<typeof overrideOf>[0], items: readonly Item[]): RolledUp {
  const found = rollUp(items)
  const shares = new Map(found.shares.map(({ id, share }) => [id, share]))
  const { health, reason } = objectiveHealthOf({
    items: items.map((item) => ({ share: shares.get(item.id) ?? 0, health: item.health })),
    override: overrideOf(objective),
  })
  return { percent: found.percent, percentReason: found.reason, health, healthReason: reason }
}

function byParent(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(item.parentId, [...(groups.get(item.parentId) ?? []), item])
  return groups
}

function standingOf(node: Node | undefined): Partial<Pick<Item, 'percent' | 'health'>> {
  return node ? { percent: node.percent, health: node.health } : {}
}

/** Children before their parents; a circle, which alignments refuse, would be cut open somewhere. */
function bottomUp(nodes: readonly Node[], items: ReadonlyMap<string, readonly Item[]>): Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const seen = new Set<string>()
  const ordered: Node[] = []
  const visit = (node: Node) => {
    if (seen.has(node.id)) return
    seen.add(node.id)
    for (const { id } of items.get(node.id) ?? []) {
      const child = byId.get(id)
      if (child) visit(child)
    }
    ordered.push(node)
  }
  for (const node of nodes) visit(node)
  return ordered
}

// An objective that its owner took in hand meanwhile keeps what they said.
const storeStatement = `
  UPDATE objectives o SET percent = u.percent, percent_reason = u.percent_reason::jsonb, health = u.health,
    health_reason = u.health_reason::jsonb, revision = o.revision + 1
  FROM unnest($2::uuid[], $3::numeric[], $4::text[], $5::text[], $6::text[])
    AS u (id, percent, percent_reason, health, health_reason)
  WHERE o.workspace_id = $1 AND o.id = u.id AND o.progress_mode = 'roll_up' RETURNING o.id`

const aboveStatement = `
  UPDATE objectives SET revision = revision + 1 WHERE workspace_id = $1 AND id IN (
    SELECT parent_objective_id FROM alignments WHERE workspace_id = $1 AND child_objective_id = ANY($2::uuid[])
      AND parent_objective_id <> ALL($2::uuid[]))`

async function store(tx: Tx, actor: Actor, moved: readonly { before: Node; after: Node }[]): Promise<void> {
  if (moved.length === 0) return
  const after = moved.map((move) => move.after)
  const ids = after.map(({ id }) => id)
  await rows(tx, storeStatement, [
    actor.workspaceId,
    ids,
    after.map(({ percent }) => percent),
    after.map(({ percentReason }) => JSON.stringify(percentReason)),
    after.map(({ health }) => health),
    after.map(({ healthReason }) => JSON.stringify(healthReason)),
  ])
  await rows(tx, aboveStatement, [actor.workspaceId, ids])
  moveBoards(tx, actor.workspaceId, ids)
  for (const move of moved) await tell(tx, actor, move)
}

async function tell(tx: Tx, actor: Actor, { before, after }: { before: Node; after: Node }): Promise<void> {
  if (before.percent === after.percent && before.health === after.health) return
  if (actor.surface === 'import') return // an import has one event of its own
  await record(tx, actor, {
    kind: 'objective.rolled-up',
    subject: { kind: 'objective', id: after.id },
    audience: after,
    data: {
      percent: after.percent,
      percentBefore: before.percent,
      health: after.health,
      healthBefore: before.health,
    },
  })
}
