import { dayOf } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { mayClose, mayCreateTeam, mayEditTeam, maySetPrivate, mayStaff } from './policy.ts'
import type { TeamDto, TeamSummaryDto } from './schema.ts'

// $1 workspace, $2 teams of the actor, $3 guest, $4 admin. An admin sees that a private team is there, not who is in it.
const inSight = (team: string) =>
  `(${team}.id = ANY($2::uuid[]) OR (NOT $3::boolean AND (NOT ${team}.private OR $4::boolean)))`
const inside = `(NOT t.private OR t.id = ANY($2::uuid[]))`
const here = `m.merged_into IS NULL AND m.state IN ('placeholder', 'invited', 'active')`
const sight = (actor: Actor) => [actor.workspaceId, actor.teams, actor.guest, actor.admin]

const columns = `t.id, t.name, t.private, t.closed_at AS "closedAt",
  (SELECT p.id FROM teams p WHERE p.workspace_id = $1 AND p.id = t.parent_id AND ${inSight('p')}) AS "parentId"`

const listStatement = `
  SELECT ${columns},
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) ORDER BY m.name, m.id)
      FROM team_members x JOIN members m ON m.workspace_id = $1 AND m.id = x.member_id AND ${here}
      WHERE x.workspace_id = $1 AND x.team_id = t.id AND x.role = 'leader' AND ${inside}), '[]') AS leaders,
    (SELECT count(*)::int FROM team_members x JOIN members m ON m.workspace_id = $1 AND m.id = x.member_id AND ${here}
      WHERE x.workspace_id = $1 AND x.team_id = t.id AND ${inside}) AS "memberCount",
    (SELECT x.role FROM team_members x WHERE x.workspace_id = $1 AND x.team_id = t.id AND x.member_id = $5) AS role
  FROM teams t
  WHERE t.workspace_id = $1 AND ${inSight('t')} AND ($6::boolean OR t.closed_at IS NULL)
    AND ($7::text IS NULL OR (lower(t.name), t.id) > ($7, $8::uuid))
  ORDER BY lower(t.name), t.id LIMIT $9`

/** The teams the actor sees, by name; parentId makes the tree. Closed ones only when asked for. */
export async function listTeams(
  tx: Tx,
  actor: Actor,
  query: { limit: number; cursor?: string; closed?: boolean },
) {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'teams', filters, cursor)
  const values = [actor.memberId, query.closed ?? false, after?.[0] ?? null, after?.[1] ?? null, limit + 1]
  type Row = Omit<TeamSummaryDto, 'closedAt'> & { closedAt: Date | null }
  const found = await rows<Row>(tx, listStatement, [...sight(actor), ...values])
  const { data, nextCursor } = page(actor, 'teams', query, found, (row) => [row.name.toLowerCase(), row.id])
  return {
    data: data.map((row) => ({ ...row, closedAt: row.closedAt?.toISOString() ?? null })),
    nextCursor,
  }
}

/** The names of the teams that the actor sees among these. */
export function teamNames(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const statement = `SELECT t.id, t.name FROM teams t
    WHERE t.workspace_id = $1 AND ${inSight('t')} AND t.id = ANY($5::uuid[])`
  return rows(tx, statement, [...sight(actor), ids])
}

const oneStatement = `
  SELECT ${columns}, t.version, t.revision, t.parent_id AS "trueParentId",
    EXISTS (SELECT FROM team_members x JOIN members m ON m.workspace_id = $1 AND m.id = x.member_id AND ${here}
      WHERE x.workspace_id = $1 AND x.team_id = t.id AND x.role = 'leader') AS "hasLeader",
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'state', m.state, 'guest', m.guest,
          'role', x.role,
          'standIn', CASE WHEN s.id IS NULL THEN NULL ELSE jsonb_build_object('id', s.id, 'name', s.name) END,
          'absences', coalesce((SELECT jsonb_agg(jsonb_build_object('fromDay', a.from_day, 'toDay', a.to_day)
              ORDER BY a.from_day)
            FROM absences a WHERE a.workspace_id = $1 AND a.member_id = m.id AND x.role = 'leader'
              AND a.to_day >= $6::date), '[]'))
        ORDER BY x.role, m.name, m.id)
      FROM team_members x JOIN members m ON m.workspace_id = $1 AND m.id = x.member_id AND ${here}
      LEFT JOIN members s ON s.workspace_id = $1 AND s.id = x.stand_in_id
      WHERE x.workspace_id = $1 AND x.team_id = t.id AND ${inside}), '[]') AS people
  FROM teams t WHERE t.workspace_id = $1 AND t.id = $5 AND ${inSight('t')}`

/** A team as the database holds it and the actor sees it. */
export interface FoundTeam {
  id: string
  name: string
  parentId: string | null
  /** Also where the actor does not see the team above. */
  trueParentId: string | null
  private: boolean
  closedAt: Date | null
  hasLeader: boolean
  people: TeamDto['people']
  version: number
  revision: number
}

/** The team with its people; 404 when it is not there for the actor. */
export async function findTeam(tx: Tx, actor: Actor, id: string): Promise<FoundTeam> {
  const values = [...sight(actor), id, dayOf(actor.now, actor.zone)]
  const found = await first<FoundTeam>(tx, oneStatement, values)
  if (!found) throw notFound('team')
  return found
}

/** The team as the actor is shown it. */
export function toTeam(team: FoundTeam, actor: Actor): TeamDto {
  const known = { ...team, parentId: team.trueParentId }
  const open = team.closedAt === null
  const own = team.people.find(({ id }) => id === actor.memberId)
  return {
    ...team,
    closedAt: team.closedAt?.toISOString() ?? null,
    can: {
      edit: open && mayEditTeam(actor, known),
      staff: open && mayStaff(actor, known),
      setPrivate: open && maySetPrivate(actor, known),
      addTeam: open && mayCreateTeam(actor, team.id),
      nameStandIn: open && own?.role === 'leader',
      close: open && mayClose(actor, known),
    },
  }
}

/** Reads a team again after a change, as the actor now sees it; an actor who no longer does gets it without people. */
export async function shown(tx: Tx, actor: Actor, id: string): Promise<TeamDto> {
  return toTeam(await findTeam(tx, actor, id), actor)
}
