import { askOnce, saidYes } from '../commitments/ask.ts'
import { rows, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'

// Whoever was asked in the round, and who published it, unless one of its goals asks them already; each for the goal
// that grew from their own words, as far as those are named, else for the first.
const statement = `
  WITH goals AS (
    SELECT o.id, r.id AS round_id, array_agg(p.author_id) AS authors
    FROM planning_rounds r JOIN proposals p ON p.workspace_id = $1 AND p.round_id = r.id
    JOIN objectives o ON o.workspace_id = $1 AND o.id = p.objective_id AND o.lifecycle = 'published'
    WHERE r.workspace_id = $1 AND r.id = $2 AND r.state = 'published' AND r.kind <> 'again' GROUP BY o.id, r.id)
  SELECT DISTINCT ON (m.id) g.id AS "objectiveId", m.id AS "memberId"
  FROM planning_rounds r CROSS JOIN LATERAL unnest(r.asked || r.published_by) AS x (member_id)
  JOIN members m ON m.workspace_id = $1 AND m.id = x.member_id AND NOT m.guest AND m.merged_into IS NULL
    AND m.state IN ('invited', 'active')
  JOIN goals g ON g.round_id = r.id
  WHERE r.workspace_id = $1 AND r.id = $2
    AND NOT EXISTS (SELECT FROM goals o JOIN commitment_asks q ON q.workspace_id = $1 AND q.objective_id = o.id
      WHERE q.member_id = m.id)
    AND NOT EXISTS (SELECT FROM goals o WHERE ${saidYes('m.id', 'o.id')})
  ORDER BY m.id, (m.id = ANY(g.authors)) DESC, g.id`

/** After a round is published, asks everybody who was part of it once for a yes with a first step. */
export async function askTheRound(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  if (event.kind !== 'planning-round.published') return
  await askOnce(tx, actor, await rows(tx, statement, [actor.workspaceId, event.subjectId]))
}
