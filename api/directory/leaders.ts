import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import type { DirectoryDto } from './schema.ts'

interface Found {
  teamId: string
  teamName: string
  memberId: string
  memberName: string
}

// Of a team that nobody leads: to whom most of its people report. A private team is nobody else's business.
const statement = `
  SELECT DISTINCT ON (t.name, t.id) t.id AS "teamId", t.name AS "teamName", m.id AS "memberId", m.name AS "memberName"
  FROM teams t
  JOIN team_members g ON g.workspace_id = $1 AND g.team_id = t.id
  JOIN directory_people d ON d.workspace_id = $1 AND d.member_id = g.member_id AND d.gone IS NULL
  JOIN directory_people b ON b.workspace_id = $1 AND b.object_id = d.manager_id AND b.gone IS NULL
  JOIN members m ON m.workspace_id = $1 AND m.id = b.member_id AND m.state IN ('invited', 'active') AND NOT m.guest
  WHERE t.workspace_id = $1 AND t.closed_at IS NULL AND NOT t.private AND NOT EXISTS (
    SELECT FROM team_members l JOIN members p ON p.workspace_id = $1 AND p.id = l.member_id
      AND p.state IN ('invited', 'active') WHERE l.workspace_id = $1 AND l.team_id = t.id AND l.role = 'leader')
  GROUP BY t.id, t.name, m.id, m.name ORDER BY t.name, t.id, count(*) DESC, m.id LIMIT 50`

/** Who could lead the teams that nobody leads, by who people report to. It is only said: rights come from people. */
export async function suggestLeaders(tx: Tx, actor: Actor): Promise<DirectoryDto['leaders']> {
  const found = await rows<Found>(tx, statement, [actor.workspaceId])
  return found.map(({ teamId, teamName, memberId, memberName }) => ({
    team: { id: teamId, name: teamName },
    member: { id: memberId, name: memberName },
  }))
}
