import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { type KeptAlignment, keepAlignment } from '../objectives/carried-alignment.ts'
import type { ObjectiveRow } from '../objectives/entity.ts'
import type { ItemRow } from '../objectives/item.ts'
import { mayEdit, sees } from '../objectives/policy.ts'
import { lockObjective } from '../objectives/running.ts'

interface Moving {
  kind: 'objective' | 'key_result'
  from: ItemRow
  to: ItemRow
}

type Parent = KeptAlignment &
  Pick<ItemRow, 'id' | 'teamId' | 'ownerId' | 'audience' | 'lifecycle' | 'cycleId'> & { toId: string | null }

// $3: the cycle it goes on in.
const parentsStatement = (kind: Moving['kind']) => `
  SELECT o.id, o.team_id AS "teamId", o.owner_id AS "ownerId", o.audience, o.lifecycle, o.cycle_id AS "cycleId",
    a.weight::float8, a.sentence, a.confirmed_at AS "confirmedAt", a.confirmed_by AS "confirmedBy",
    f.to_objective_id AS "toId"
  FROM alignments a
  JOIN objectives o ON o.workspace_id = $1 AND o.id = a.parent_objective_id
  LEFT JOIN carried_forward f ON f.workspace_id = $1 AND f.from_objective_id = o.id AND f.cycle_id = $3
  WHERE a.workspace_id = $1 AND a.child_${kind}_id = $2 ORDER BY a.id`

type Carry = (tx: Tx, actor: Actor, row: ObjectiveRow, cycleId: string) => Promise<string>

/**
 * Joins what was carried to the objectives it served: to what they became, or to themselves where they run on. With
 * `carry`, an objective that has not been carried yet comes along, if the actor may change it.
 */
export async function joinParents(
  tx: Tx,
  actor: Actor,
  { kind, from, to }: Moving,
  carry?: Carry,
): Promise<void> {
  const values = [actor.workspaceId, from.id, to.cycleId]
  for (const parent of await rows<Parent>(tx, parentsStatement(kind), values)) {
    const above = await becomes(tx, actor, parent, { from, to }, carry)
    if (above) await keepAlignment(tx, actor, { ...to, kind }, above, parent)
  }
}

async function becomes(
  tx: Tx,
  actor: Actor,
  parent: Parent,
  { from, to }: Pick<Moving, 'from' | 'to'>,
  carry: Carry | undefined,
): Promise<string | null> {
  if (parent.toId) return parent.toId
  if (parent.lifecycle === 'closed') return null
  if (parent.cycleId !== from.cycleId) return parent.id
  if (!carry || !sees(actor, parent) || !mayEdit(actor, parent)) return null
  return carry(tx, actor, await lockObjective(tx, actor, parent.id), to.cycleId)
}

type ChildRow = KeptAlignment & Pick<ItemRow, 'id' | 'audience' | 'teamId'> & { kind: Moving['kind'] }

// What a child became in the cycle ($3), or itself where it belongs to another cycle ($4: the old one) and is not over.
const childrenOf = (kind: Moving['kind']) => `
  SELECT '${kind}' AS kind, n.id, n.audience, n.team_id AS "teamId", a.weight::float8, a.sentence,
    a.confirmed_at AS "confirmedAt", a.confirmed_by AS "confirmedBy", a.id AS alignment
  FROM alignments a
  JOIN ${kind}s i ON i.workspace_id = $1 AND i.id = a.child_${kind}_id
  LEFT JOIN carried_forward f ON f.workspace_id = $1 AND f.from_${kind}_id = i.id AND f.cycle_id = $3
  JOIN ${kind}s n ON n.workspace_id = $1 AND n.id = coalesce(f.to_${kind}_id, i.id)
    AND (f.id IS NOT NULL OR (i.cycle_id <> $4 AND i.lifecycle <> 'closed'))
  WHERE a.workspace_id = $1 AND a.parent_objective_id = $2`

const childrenStatement = `${childrenOf('key_result')} UNION ALL ${childrenOf('objective')} ORDER BY alignment`

/** Joins to an objective that was carried what served it before and goes on. */
export async function takeChildren(
  tx: Tx,
  actor: Actor,
  from: ObjectiveRow,
  to: ObjectiveRow,
): Promise<void> {
  const values = [actor.workspaceId, from.id, to.cycleId, from.cycleId]
  for (const child of await rows<ChildRow>(tx, childrenStatement, values)) {
    await keepAlignment(tx, actor, child, to.id, child)
  }
}
