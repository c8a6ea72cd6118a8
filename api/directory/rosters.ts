import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, notFound } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { schedule, unschedule } from '../jobs/due.ts'
import { findTeam } from '../teams/find-team.ts'
import { rosterKind } from './claim.ts'
import type { RosterRow } from './roster-entity.ts'
import type { RosterDto, RostersDto } from './schema.ts'

/** A team of Microsoft Teams, as the channel names it. */
export interface HeardTeam {
  place: string
  name: string
  serviceUrl: string
}

/** The app was put into a team, or something happened there; who is let in by it an admin says. */
export async function heardOfTeam(
  tx: Tx,
  actor: Actor,
  { place, name, serviceUrl }: HeardTeam,
): Promise<void> {
  const kept = await first<{ id: string; teamId: string | null }>(
    tx,
    `INSERT INTO rosters AS r (workspace_id, id, place, name, service_url, installed_at) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (workspace_id, place) DO UPDATE SET service_url = excluded.service_url, removed_at = NULL,
        name = coalesce(nullif(excluded.name, ''), r.name)
      RETURNING id, team_id AS "teamId"`,
    [actor.workspaceId, newId(actor.now), place, name, serviceUrl, actor.now],
  )
  if (kept?.teamId) await schedule(tx, actor, { kind: rosterKind, subjectId: kept.id, runAt: actor.now })
}

/** The app was taken out of a team: nobody comes by it any more, and everybody stays who has come. */
export async function goneFromTeam(tx: Tx, actor: Actor, place: string): Promise<void> {
  const gone = await first<{ id: string }>(
    tx,
    `UPDATE rosters SET removed_at = $3, team_id = NULL, linked_by = NULL WHERE workspace_id = $1 AND place = $2
      RETURNING id`,
    [actor.workspaceId, place, actor.now],
  )
  if (gone) await unschedule(tx, actor, { kind: rosterKind, subjectId: gone.id })
}

type Listed = Pick<RosterRow, 'id' | 'name' | 'teamId' | 'readAt' | 'trouble'> & { teamName: string | null }

const statement = `
  SELECT r.id, r.name, r.team_id AS "teamId", t.name AS "teamName", r.read_at AS "readAt", r.trouble FROM rosters r
  LEFT JOIN teams t ON t.workspace_id = $1 AND t.id = r.team_id
  WHERE r.workspace_id = $1 AND r.removed_at IS NULL AND ($2::uuid IS NULL OR r.id = $2) ORDER BY lower(r.name), r.id LIMIT 200`

/** The teams of Microsoft Teams that have the app. */
export async function listRosters(tx: Tx, actor: Actor): Promise<RostersDto> {
  const found = await rows<Listed>(tx, statement, [actor.workspaceId, null])
  return { data: found.map(toRoster) }
}

function toRoster({ id, name, teamId, teamName, readAt, trouble }: Listed): RosterDto {
  const team = teamId && teamName !== null ? { id: teamId, name: teamName } : null
  return { id, name, team, readAt: readAt?.toISOString() ?? null, trouble }
}

/** Lets the people of a team of Microsoft Teams into a team here, or no more of them (null). */
export async function linkRoster(
  tx: Tx,
  actor: Actor,
  id: string,
  teamId: string | null,
): Promise<RosterDto> {
  if (!(await first<Listed>(tx, statement, [actor.workspaceId, id]))) throw notFound('roster')
  if (teamId !== null) await checkTeam(tx, actor, teamId)
  const linked = await rows(
    tx,
    `UPDATE rosters SET team_id = $3::uuid, linked_by = CASE WHEN $3 IS NOT NULL THEN $4::uuid END, trouble = NULL
      WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL RETURNING id`,
    [actor.workspaceId, id, teamId, actor.memberId],
  )
  if (!linked[0]) throw notFound('roster')
  if (teamId) await schedule(tx, actor, { kind: rosterKind, subjectId: id, runAt: actor.now })
  else await unschedule(tx, actor, { kind: rosterKind, subjectId: id })
  const audience = { members: [actor.memberId!] }
  await record(tx, actor, {
    kind: 'roster.linked',
    subject: { kind: 'roster', id },
    audience,
    data: { teamId },
  })
  return toRoster((await first<Listed>(tx, statement, [actor.workspaceId, id]))!)
}

/** Into a private team its own people alone bring others. */
async function checkTeam(tx: Tx, actor: Actor, teamId: string): Promise<void> {
  const team = await findTeam(tx, actor, teamId).catch(() => null)
  if (!team || team.closedAt) throw badField('/teamId', 'unknown', 'There is no such team.')
  if (team.private) throw badField('/teamId', 'private', 'A private team lets people in by itself.')
}
