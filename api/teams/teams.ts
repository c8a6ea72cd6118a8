import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, refuse, wrongState } from '../errors.ts'
import { followPrivacy } from '../events/audience.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { edit } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { countUp } from '../members/happened.ts'
import { TeamEntity, type TeamRow } from './entity.ts'
import { type FoundTeam, findTeam, shown, toTeam } from './find-team.ts'
import { addToTeam } from './people.ts'
import { mayClose, mayCreateTeam, mayEditTeam, maySetPrivate } from './policy.ts'
import type { NewTeamInput, TeamChangeInput, TeamDto } from './schema.ts'

/** Makes a team. 403 unless an admin, or a leader of the team above it. */
export async function createTeam(tx: Tx, actor: Actor, input: NewTeamInput): Promise<TeamDto> {
  const { name, parentId = null, private: isPrivate = false, leaderIds = [] } = input
  if (!mayCreateTeam(actor, parentId))
    throw forbidden('Teams are made by admins, and by leaders below their own.')
  await checkParent(tx, actor, parentId)
  if (isPrivate && leaderIds.length === 0) {
    throw badField('/leaderIds', 'required', 'Nobody else can add people to a private team: name a leader.')
  }
  const id = newId(actor.now)
  await tx.insert(TeamEntity, {
    workspaceId: actor.workspaceId,
    id,
    name: name.trim(),
    parentId,
    private: isPrivate,
  })
  for (const [i, memberId] of leaderIds.entries()) {
    await addToTeam(tx, actor, { id, private: isPrivate }, memberId, 'leader', `/leaderIds/${i}`)
  }
  await happened(tx, actor, 'team.created', { id, private: isPrivate }, { parentId })
  // Whoever made it may not be in it: a private team is then shown as its maker sees it.
  return shown(
    tx,
    { ...actor, teams: leaderIds.includes(actor.memberId ?? '') ? [...actor.teams, id] : actor.teams },
    id,
  )
}

/** Names a team, moves it below another, or makes it private or open. 409 `team-cycle` when it would stand below itself. */
export async function changeTeam(
  tx: Tx,
  actor: Actor,
  id: string,
  change: TeamChangeInput,
  expected: number | null,
): Promise<TeamDto> {
  const team = await findTeam(tx, actor, id)
  checkChange(actor, team, change)
  if (team.closedAt) throw wrongState('This team is closed.', toTeam(team, actor))
  const { parentId } = change
  const moves = parentId !== undefined && parentId !== team.trueParentId
  if (moves) await checkMove(tx, actor, id, parentId)
  const turns = change.private !== undefined && change.private !== team.private
  const set = { ...change, ...(change.name !== undefined && { name: change.name.trim() }) }
  const current = { ...team, parentId: team.trueParentId } as unknown as TeamRow
  await edit(tx, actor, TeamEntity, current, expected, set)
  const now = { id, private: change.private ?? team.private }
  if (turns) await turn(tx, actor, now)
  await happened(tx, actor, 'team.changed', now, {
    fields: Object.keys(change),
    ...(moves && { parentId }),
    ...(turns && { private: now.private }),
  })
  return shown(tx, actor, id)
}

/** Everything of the team, and every person shown with it, follows in the same transaction. */
async function turn(tx: Tx, actor: Actor, team: { id: string; private: boolean }): Promise<void> {
  await followPrivacy(tx, actor.workspaceId, team)
  const people = await rows<{ id: string }>(
    tx,
    'SELECT member_id AS id FROM team_members WHERE workspace_id = $1 AND team_id = $2',
    [actor.workspaceId, team.id],
  )
  const ids = people.map(({ id }) => id)
  await countUp(tx, actor.workspaceId, ids)
}

function checkChange(actor: Actor, team: FoundTeam, change: TeamChangeInput): void {
  const known = { ...team, parentId: team.trueParentId }
  if (!mayEditTeam(actor, known)) throw forbidden('A team is changed by its leaders and by admins.')
  if (change.private !== undefined && change.private !== team.private && !maySetPrivate(actor, known)) {
    throw forbidden('Only a leader who is in the team makes it private or opens it.')
  }
  const { parentId } = change
  if (parentId !== undefined && parentId !== team.trueParentId && !mayCreateTeam(actor, parentId)) {
    throw forbidden('A team is moved by admins, and by leaders below their own.')
  }
}

/** The team above must be there, open and in sight. */
async function checkParent(tx: Tx, actor: Actor, parentId: string | null): Promise<void> {
  if (parentId === null) return
  const parent = await findTeam(tx, actor, parentId).catch(() => null)
  if (!parent || parent.closedAt) throw badField('/parentId', 'unknown', 'There is no such team.')
}

/** No team stands below itself; one move at a time in a workspace, else two at once could make a circle. */
async function checkMove(tx: Tx, actor: Actor, id: string, parentId: string | null): Promise<void> {
  await checkParent(tx, actor, parentId)
  await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`teams ${actor.workspaceId}`])
  const circle = await first(
    tx,
    `WITH RECURSIVE above AS (
      SELECT id, parent_id FROM teams WHERE workspace_id = $1 AND id = $2
      UNION SELECT t.id, t.parent_id FROM teams t JOIN above a ON t.id = a.parent_id WHERE t.workspace_id = $1)
    SELECT id FROM above WHERE id = $3`,
    [actor.workspaceId, parentId, id],
  )
  if (circle) throw refuse(409, 'team-cycle', 'A team cannot stand below itself.')
}

/** Closes a team; its goals stay where they are. 409 while a team below it is open. */
export async function closeTeam(tx: Tx, actor: Actor, id: string): Promise<TeamDto> {
  const team = await findTeam(tx, actor, id)
  if (!mayClose(actor, { ...team, parentId: team.trueParentId })) {
    throw forbidden('A team is closed by admins, and by leaders of the team above it.')
  }
  const below = await first(
    tx,
    'SELECT FROM teams WHERE workspace_id = $1 AND parent_id = $2 AND closed_at IS NULL',
    [actor.workspaceId, id],
  )
  if (below)
    throw wrongState('Close the teams below it first, or move them.', toTeam(team, actor), 'teams-below')
  const closed = await rows(
    tx,
    `UPDATE teams SET closed_at = $3, version = version + 1, revision = revision + 1
      WHERE workspace_id = $1 AND id = $2 AND closed_at IS NULL RETURNING id`,
    [actor.workspaceId, id, actor.now],
  )
  if (!closed[0]) throw wrongState('This team is closed.', toTeam(team, actor))
  await happened(tx, actor, 'team.closed', team, {})
  return shown(tx, actor, id)
}

/** Records what happened to a team, for those who see it. */
export async function happened(
  tx: Tx,
  actor: Actor,
  kind: string,
  team: { id: string; private: boolean },
  data: Record<string, unknown>,
): Promise<void> {
  const audience = { audience: team.private ? ('team' as const) : ('workspace' as const), teamId: team.id }
  await record(tx, actor, { kind, subject: { kind: 'team', id: team.id }, audience, data })
}
