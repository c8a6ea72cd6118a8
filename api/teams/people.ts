import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { stale } from '../http/versions.ts'
import { countUp } from '../members/happened.ts'
import { reachable } from '../members/reachable.ts'
import { type FoundTeam, findTeam, shown, toTeam } from './find-team.ts'
import { mayStaff } from './policy.ts'
import type { TeamDto, TeamMembershipInput } from './schema.ts'

type Role = 'member' | 'leader'

/** Adds a person to a team or gives them another role. 403 unless the actor may say who is in it. */
export async function putInTeam(
  tx: Tx,
  actor: Actor,
  teamId: string,
  { memberId, role = 'member' }: TeamMembershipInput,
): Promise<TeamDto> {
  const team = await staffed(tx, actor, teamId)
  await addToTeam(tx, actor, team, memberId, role, '/memberId')
  await changed(tx, actor, team, 'team.member-set', { memberId, role })
  return shown(tx, actor, teamId)
}

/** Writes the row; 400 at `pointer` for somebody who is not there or cannot lead. */
export async function addToTeam(
  tx: Tx,
  actor: Actor,
  team: { id: string; private: boolean },
  memberId: string,
  role: Role,
  pointer: string,
): Promise<void> {
  const member = await reachable(tx, actor, memberId, pointer)
  if (role === 'leader' && member.guest) throw badField(pointer, 'guest', 'A guest cannot lead a team.')
  await rows(
    tx,
    `INSERT INTO team_members (workspace_id, team_id, member_id, role) VALUES ($1, $2, $3, $4)
      ON CONFLICT (workspace_id, team_id, member_id) DO UPDATE SET role = excluded.role,
        stand_in_id = CASE WHEN excluded.role = 'leader' THEN team_members.stand_in_id END`,
    [actor.workspaceId, team.id, memberId, role],
  )
}

/** Takes a person out of a team, whoever stood in for them included. People may leave a team themselves. */
export async function removeFromTeam(
  tx: Tx,
  actor: Actor,
  teamId: string,
  memberId: string,
  expected: number | null,
): Promise<TeamDto> {
  const team = await findTeam(tx, actor, teamId)
  const leaving = memberId === actor.memberId && !actor.guest
  if (!leaving && !mayStaff(actor, known(team))) throw refusedStaff()
  if (team.closedAt) throw wrongState('This team is closed.', toTeam(team, actor))
  if (expected !== null && expected !== team.version) throw stale(toTeam(team, actor), actor)
  const gone = await rows(
    tx,
    'DELETE FROM team_members WHERE workspace_id = $1 AND team_id = $2 AND member_id = $3 RETURNING member_id',
    [actor.workspaceId, teamId, memberId],
  )
  if (!gone[0]) throw notFound('member of this team')
  // In a private team only its people stand in for one another.
  if (team.private) await clearStandIn(tx, actor, teamId, memberId)
  await changed(tx, actor, team, 'team.member-removed', { memberId })
  const still = leaving ? { ...actor, teams: actor.teams.filter((id) => id !== teamId) } : actor
  return shown(tx, still, teamId).catch(() => toTeam({ ...team, people: [] }, still))
}

/** Names who leads while the actor is away, in a team the actor leads; null: nobody. */
export async function nameStandIn(
  tx: Tx,
  actor: Actor,
  teamId: string,
  standInId: string | null,
): Promise<TeamDto> {
  const team = await findTeam(tx, actor, teamId)
  const own = team.people.find(({ id }) => id === actor.memberId)
  if (own?.role !== 'leader') throw forbidden('Leaders name who stands in for themselves.')
  if (team.closedAt) throw wrongState('This team is closed.', toTeam(team, actor))
  if (standInId) await checkStandIn(tx, actor, team, standInId)
  await rows(
    tx,
    'UPDATE team_members SET stand_in_id = $4 WHERE workspace_id = $1 AND team_id = $2 AND member_id = $3',
    [actor.workspaceId, teamId, actor.memberId, standInId],
  )
  await changed(tx, actor, team, 'team.stand-in-named', { memberId: actor.memberId, standInId })
  return shown(tx, actor, teamId)
}

async function checkStandIn(tx: Tx, actor: Actor, team: FoundTeam, standInId: string): Promise<void> {
  if (standInId === actor.memberId) throw badField('/memberId', 'self', 'Name somebody else.')
  const member = await reachable(tx, actor, standInId, '/memberId')
  if (member.guest) throw badField('/memberId', 'guest', 'A guest cannot stand in for a leader.')
  if (team.private && !team.people.some(({ id }) => id === standInId)) {
    throw badField('/memberId', 'outside', 'In a private team somebody of the team stands in.')
  }
}

async function staffed(tx: Tx, actor: Actor, teamId: string): Promise<FoundTeam> {
  const team = await findTeam(tx, actor, teamId)
  if (!mayStaff(actor, known(team))) throw refusedStaff()
  if (team.closedAt) throw wrongState('This team is closed.', toTeam(team, actor))
  return team
}

const known = (team: FoundTeam) => ({ ...team, parentId: team.trueParentId })
const refusedStaff = () => forbidden('Who is in a team is up to its leaders and to admins.')

async function clearStandIn(tx: Tx, actor: Actor, teamId: string, memberId: string): Promise<void> {
  await first(
    tx,
    'UPDATE team_members SET stand_in_id = NULL WHERE workspace_id = $1 AND team_id = $2 AND stand_in_id = $3',
    [actor.workspaceId, teamId, memberId],
  )
}

async function changed(
  tx: Tx,
  actor: Actor,
  team: FoundTeam,
  kind: string,
  data: Record<string, unknown>,
): Promise<void> {
  await rows(tx, 'UPDATE teams SET revision = revision + 1 WHERE workspace_id = $1 AND id = $2', [
    actor.workspaceId,
    team.id,
  ])
  if (typeof data.memberId === 'string') await countUp(tx, actor.workspaceId, [data.memberId])
  const audience = { audience: team.private ? ('team' as const) : ('workspace' as const), teamId: team.id }
  await record(tx, actor, { kind, subject: { kind: 'team', id: team.id }, audience, data })
}
