import { first, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'

export interface Leaving {
  leaverId: string
  teamId: string
}

// 1 who leads the team, 2 to whom the leaver reported, upwards, 3 who leads the teams above, 4 an admin.
// Into a private team nobody comes by this: there only its own people take over.
const statement = `
  WITH RECURSIVE up AS (
    SELECT id, parent_id, private, 0 AS depth FROM teams WHERE workspace_id = $1 AND id = $3
    UNION ALL
    SELECT t.id, t.parent_id, t.private, u.depth + 1 FROM teams t JOIN up u ON t.id = u.parent_id
      WHERE t.workspace_id = $1 AND u.depth < 50),
  line AS (
    SELECT d.manager_id, 0 AS depth FROM directory_people d WHERE d.workspace_id = $1 AND d.member_id = $2
    UNION
    SELECT d.manager_id, l.depth + 1 FROM directory_people d JOIN line l ON d.object_id = l.manager_id
      WHERE d.workspace_id = $1 AND l.depth < 20),
  candidate AS (
    SELECT g.member_id, CASE u.depth WHEN 0 THEN 1 ELSE 3 END AS rank, u.depth FROM up u
      JOIN team_members g ON g.workspace_id = $1 AND g.team_id = u.id AND g.role = 'leader'
    UNION ALL
    SELECT d.member_id, 2, l.depth FROM line l
      JOIN directory_people d ON d.workspace_id = $1 AND d.object_id = l.manager_id
    UNION ALL
    SELECT id, 4, 0 FROM members WHERE workspace_id = $1 AND admin)
  SELECT m.id FROM candidate c JOIN members m ON m.workspace_id = $1 AND m.id = c.member_id
  WHERE m.state = 'active' AND NOT m.guest AND m.id <> $2 AND m.merged_into IS NULL
    AND (NOT (SELECT private FROM up WHERE depth = 0) OR EXISTS (
      SELECT FROM team_members g WHERE g.workspace_id = $1 AND g.team_id = $3 AND g.member_id = m.id))
  ORDER BY c.rank, c.depth, m.id LIMIT 1`

/** Who answers from now on for what somebody owned in a team; undefined where nobody can: it waits for a person then. */
export async function successorOf(
  tx: Tx,
  { workspaceId }: Actor,
  { leaverId, teamId }: Leaving,
): Promise<string | undefined> {
  return (await first<{ id: string }>(tx, statement, [workspaceId, leaverId, teamId]))?.id
}
