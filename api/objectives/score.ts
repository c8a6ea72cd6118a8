import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { suggestScore } from '../progress/progress.ts'
import { type Scored, type Suggested, suggestObjectiveScore } from '../progress/score.ts'
import type { ItemRow } from './item.ts'
import { counting } from './roll-up.ts'

const itemsStatement = `
  SELECT a.parent_objective_id AS "parentId", coalesce(k.id, o.id) AS id, a.weight::float8,
    coalesce(k.percent, o.percent)::float8 AS percent,
    CASE WHEN coalesce(k.lifecycle, o.lifecycle) = 'closed' THEN coalesce(k.score, o.score)::float8 END AS score
  FROM alignments a
  LEFT JOIN key_results k ON k.workspace_id = a.workspace_id AND k.id = a.child_key_result_id
  LEFT JOIN objectives o ON o.workspace_id = a.workspace_id AND o.id = a.child_objective_id
  WHERE a.workspace_id = $1 AND a.parent_objective_id = ANY($2::uuid[])
    AND coalesce(k.lifecycle, o.lifecycle) IN ${counting}
  ORDER BY a.id`

type Scorable = Pick<ItemRow, 'id' | 'percent'>

/** The scores that the facts suggest for objectives, by their ids. */
export async function suggestedForObjectives(
  tx: Tx,
  actor: Actor,
  objectives: readonly Scorable[],
): Promise<Map<string, Suggested>> {
  const ids = objectives.map(({ id }) => id)
  const items = await rows<Scored & { parentId: string }>(tx, itemsStatement, [actor.workspaceId, ids])
  return new Map(
    objectives.map(({ id, percent }) => [
      id,
      suggestObjectiveScore(
        items.filter(({ parentId }) => parentId === id),
        percent,
      ),
    ]),
  )
}

/** The score that the facts suggest for one item. */
export async function suggestedFor(
  tx: Tx,
  actor: Actor,
  kind: 'objective' | 'key_result',
  item: Scorable,
): Promise<Suggested> {
  if (kind === 'key_result') return suggestScore(item.percent)
  return (await suggestedForObjectives(tx, actor, [item])).get(item.id)!
}
