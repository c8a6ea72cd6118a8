import { type Tx, withCommit } from '../database/transaction.ts'

/**
 * Counts up the revision of every team whose board shows one of the named things: its own items, items under its
 * objectives, what is shared with it, and the goals its own ones serve. $2: ids of anything, $3: people, who are shown
 * by name. Teams are locked in the order of their ids, so that two such statements never wait for each other in a ring.
 */
const countUp = `
  WITH blocked AS (
    SELECT key_result_id, step_id FROM barrier_blocks WHERE workspace_id = $1 AND barrier_id = ANY($2::uuid[])),
  named AS (
    SELECT id FROM unnest($2::uuid[]) AS id
    UNION ALL
    SELECT key_result_id FROM blocked
    UNION ALL
    SELECT coalesce(s.key_result_id, s.objective_id) FROM steps s
      WHERE s.workspace_id = $1 AND (s.id = ANY($2::uuid[]) OR s.id IN (SELECT step_id FROM blocked))
    UNION ALL
    SELECT id FROM objectives WHERE workspace_id = $1 AND owner_id = ANY($3::uuid[])
    UNION ALL
    SELECT id FROM key_results WHERE workspace_id = $1 AND owner_id = ANY($3::uuid[])),
  items AS (
    SELECT o.id, o.team_id FROM objectives o JOIN named n ON o.id = n.id WHERE o.workspace_id = $1
    UNION ALL
    SELECT k.id, k.team_id FROM key_results k JOIN named n ON k.id = n.id WHERE k.workspace_id = $1),
  linked AS (
    SELECT a.parent_objective_id AS id FROM alignments a JOIN items i ON a.child_objective_id = i.id
      WHERE a.workspace_id = $1
    UNION ALL
    SELECT a.parent_objective_id FROM alignments a JOIN items i ON a.child_key_result_id = i.id WHERE a.workspace_id = $1
    UNION ALL
    SELECT a.child_objective_id FROM alignments a JOIN items i ON a.parent_objective_id = i.id
      WHERE a.workspace_id = $1 AND a.child_objective_id IS NOT NULL),
  showing AS (
    SELECT id FROM unnest($2::uuid[]) AS id
    UNION SELECT team_id FROM team_members WHERE workspace_id = $1 AND member_id = ANY($3::uuid[])
    UNION SELECT team_id FROM items
    UNION SELECT k.team_id FROM items i JOIN alignments a ON a.parent_objective_id = i.id
      JOIN key_results k ON k.id = a.child_key_result_id WHERE a.workspace_id = $1 AND k.workspace_id = $1
    UNION SELECT o.team_id FROM objectives o JOIN linked l ON o.id = l.id WHERE o.workspace_id = $1
    UNION SELECT s.team_id FROM shared_teams s WHERE s.workspace_id = $1
      AND s.objective_id IN (SELECT id FROM items UNION ALL SELECT id FROM linked)),
  locked AS (
    SELECT id FROM teams WHERE workspace_id = $1 AND id IN (SELECT id FROM showing) ORDER BY id FOR NO KEY UPDATE)
  UPDATE teams t SET revision = t.revision + 1 FROM locked l WHERE t.workspace_id = $1 AND t.id = l.id`

interface Moved {
  ids: Set<string>
  people: Set<string>
}

/**
 * Says that something changed which boards show; the teams' revisions, and so the ETags of their boards, count up once
 * as the transaction commits. `record` does this for all that an event names; call it for what changes without one.
 */
export function moveBoards(
  tx: Tx,
  workspaceId: string,
  ids: Iterable<string>,
  people: Iterable<string> = [],
): void {
  const data = tx.queryRunner!.data as { moved?: Moved }
  const moved = data.moved ?? { ids: new Set(), people: new Set() }
  data.moved = moved
  for (const id of ids) moved.ids.add(id)
  for (const id of people) moved.people.add(id)
  withCommit(tx, { statement: countUp, values: () => [workspaceId, [...moved.ids], [...moved.people]] })
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Every id that the data of an event names, in lists too. */
export function idsIn(data: Record<string, unknown>): string[] {
  const values = Object.values(data).flat()
  return values.filter((value): value is string => typeof value === 'string' && uuid.test(value))
}
