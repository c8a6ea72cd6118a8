import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { sees } from './policy.ts'
import type { PriorityLineDto } from './schema.ts'

/** One step up: from a child (null: the start) to an objective. */
interface Step {
  child: string | null
  id: string
  title: string
  audience: string
  teamId: string
  priority: { id: string; sentence: string } | null
}

const statement = (start: string) => `
  WITH RECURSIVE up AS (
    ${start}
    UNION
    SELECT a.child_objective_id, a.parent_objective_id FROM alignments a JOIN up ON a.child_objective_id = up.id
      WHERE a.workspace_id = $1)
  SELECT up.child, o.id, o.title, o.audience, o.team_id AS "teamId",
    CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'sentence', p.sentence) END AS priority
  FROM up JOIN objectives o ON o.workspace_id = $1 AND o.id = up.id
  LEFT JOIN priorities p ON p.workspace_id = $1 AND p.id = o.priority_id AND p.retired_at IS NULL
  ORDER BY up.child, o.id`

const fromObjective = statement('SELECT NULL::uuid AS child, $2::uuid AS id')
const fromKeyResult = statement(`SELECT NULL::uuid AS child, a.parent_objective_id AS id FROM alignments a
  WHERE a.workspace_id = $1 AND a.child_key_result_id = $2`)

/** Every step from an objective (or key result) up to whatever stands above it. */
export function stepsUp(tx: Tx, actor: Actor, id: string, kind: 'objective' | 'key_result'): Promise<Step[]> {
  return rows<Step>(tx, kind === 'objective' ? fromObjective : fromKeyResult, [actor.workspaceId, id])
}

/** The shortest way up to a priority of the workspace; null: the item is not linked to any. */
export async function lineUp(
  tx: Tx,
  actor: Actor,
  id: string,
  kind: 'objective' | 'key_result',
): Promise<PriorityLineDto | null> {
  const way = wayUp(await stepsUp(tx, actor, id, kind), ({ priority }) => priority !== null)
  const priority = way?.at(-1)?.priority
  if (!way || !priority) return null
  const through = way.filter((step) => step.id !== id)
  return {
    priority,
    through: through.map((step) =>
      sees(actor, step) ? { id: step.id, title: step.title } : { id: null, title: null },
    ),
  }
}

/** The shortest way from the start to a step that is looked for, both included; null when there is none. */
export function wayUp(steps: readonly Step[], found: (step: Step) => boolean): Step[] | null {
  const seen = new Set<string>()
  const fresh = ({ id }: Step) => seen.size < seen.add(id).size
  let ways = steps.filter(({ child }) => child === null).map((step) => [step])
  while (ways.length > 0) {
    const arrived = ways.find((way) => found(way.at(-1)!))
    if (arrived) return arrived
    ways = ways.flatMap((way) => {
      const next = steps.filter((step) => step.child === way.at(-1)!.id && fresh(step))
      return next.map((step) => [...way, step])
    })
  }
  return null
}
