import { type ReadBarrier, toSummary } from '../barriers/to-barrier.ts'
import type { Day } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, notFound } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { type PersonsRow, type RungsRow, toAction } from '../ladder/on-board.ts'
import { beforeFirstMeeting, undoWindow } from './find.ts'
import { staleNotes } from './notes.ts'
import { type PathRow, toPath, toWin, type WinRow } from './read.ts'
import type { OneOnOneNotesDto } from './schema.ts'
import { toClearOf, weeklyOf } from './weekly.sql.ts'
import type { LastWeeklyDto, TeamWeeklyDto } from './weekly-schema.ts'

/** How long a weekly is meant to take. */
const minutes = 15

/** The weekly of a team as one of its people finds it. */
export interface FoundWeekly {
  id: string
  name: string
  private: boolean
  audience: 'workspace' | 'team'
  today: Day
  since: Date
  notes: string
  notesBy: string | null
  notesAt: Date | null
  meetings: number
  version: number
  lastId: string | null
  lastSeq: number
  lastAt: Date
  lastDay: Day
  lastBy: string
  lastNotes: string
}

const statement = `
  SELECT t.id, t.name, t.private, CASE WHEN t.private THEN 'team' ELSE 'workspace' END AS audience,
    ($2::timestamptz AT TIME ZONE s.zone)::date AS today,
    coalesce(l.at, $2::timestamptz - interval '${beforeFirstMeeting} days') AS since,
    coalesce(w.notes, '') AS notes, w.notes_by AS "notesBy", w.notes_at AS "notesAt",
    coalesce(w.meetings, 0) AS meetings, coalesce(w.version, 1) AS version,
    l.id AS "lastId", l.seq AS "lastSeq", l.at AS "lastAt", l.day AS "lastDay", l.closed_by AS "lastBy",
    l.notes AS "lastNotes"
  FROM teams t JOIN workspace_settings s ON s.workspace_id = t.workspace_id
  LEFT JOIN team_weeklies w ON w.workspace_id = t.workspace_id AND w.team_id = t.id
  LEFT JOIN LATERAL (SELECT x.* FROM weekly_meetings x WHERE x.workspace_id = t.workspace_id AND x.team_id = t.id
      AND x.undone_at IS NULL
    ORDER BY x.seq DESC LIMIT 1) l ON true
  WHERE t.workspace_id = $1 AND t.id = $3`

/** The weekly of a team, for its people: 403 for everybody else, 404 where a private team is not theirs to know of. */
export async function findWeekly(tx: Tx, actor: Actor, teamId: string): Promise<FoundWeekly> {
  const found = await first<FoundWeekly>(tx, statement, [actor.workspaceId, actor.now, teamId])
  const mine = actor.teams.includes(teamId)
  if (!found || (found.private && !mine)) throw notFound('team')
  if (!mine) throw forbidden('The weekly is for the people of the team.')
  return found
}

interface DrawnRow {
  wins: WinRow[] | null
  paths: PathRow[] | null
  stalled: { id: string; title: string; who: string; whoName: string; since: Day }[] | null
  rungs: (RungsRow[] | null)[] | null
  persons: PersonsRow
}

/** Everything that a team speaks about in its weekly: three statements, however much there is. */
export async function readWeekly(tx: Tx, actor: Actor, teamId: string): Promise<TeamWeeklyDto> {
  const weekly = await findWeekly(tx, actor, teamId)
  const { workspaceId, memberId, teams, now, leads } = actor
  const values = [workspaceId, memberId, teams, now, teamId]
  const toClear = await rows<ReadBarrier>(tx, toClearOf(actor), values)
  const drawn = (await first<DrawnRow>(tx, weeklyOf(actor), [...values, weekly.since, leads]))!
  return {
    id: teamId,
    day: weekly.today,
    team: { id: teamId, name: weekly.name },
    minutes,
    since: weekly.since.toISOString(),
    meetings: weekly.meetings,
    lastMeeting: toLast(weekly, actor),
    wins: (drawn.wins ?? []).map(toWin),
    toClear: toClear.map((row) => toSummary(row, actor)),
    action: toAction(drawn.rungs ?? [], drawn.persons, leads.includes(teamId)),
    stalled: (drawn.stalled ?? []).map(({ who, whoName, ...goal }) => ({
      ...goal,
      who: { id: who, name: whoName },
    })),
    paths: (drawn.paths ?? []).map((row) => toPath(row, weekly.today)),
    notes: toNotes(weekly),
  }
}

/** The last weekly, or null before the first; how long it can be taken back depends on the time. */
export function toLast(
  { lastId, lastSeq, lastAt, lastDay, lastBy, lastNotes }: FoundWeekly,
  { now }: Actor,
): LastWeeklyDto | null {
  if (!lastId) return null
  const until = new Date(lastAt.getTime() + undoWindow)
  return {
    undoUntil: until > now ? until.toISOString() : null,
    id: lastId,
    seq: lastSeq,
    at: lastAt.toISOString(),
    day: lastDay,
    closedBy: lastBy,
    notes: lastNotes,
  }
}

function toNotes({ id, notes, notesBy, notesAt, version }: FoundWeekly): OneOnOneNotesDto {
  return { id, text: notes, by: notesBy, at: notesAt?.toISOString() ?? null, version, revision: version }
}

/** Writes the notes of the team if they are still what the writer read; 412 with what is there now otherwise. */
export async function writeWeeklyNotes(
  tx: Tx,
  actor: Actor,
  teamId: string,
  expected: number | null,
  text: string,
): Promise<OneOnOneNotesDto> {
  const weekly = await findWeekly(tx, actor, teamId)
  await begin(tx, actor, teamId)
  const written = await first(
    tx,
    `UPDATE team_weeklies SET notes = $3, notes_by = $4, notes_at = $5, version = version + 1
      WHERE workspace_id = $1 AND team_id = $2 AND version = $6 RETURNING version`,
    [actor.workspaceId, teamId, text, actor.memberId, actor.now, expected ?? weekly.version],
  )
  const now = await findWeekly(tx, actor, teamId)
  if (!written) throw staleNotes(actor, toNotes(now))
  await tell(tx, actor, weekly, 'noted')
  return toNotes(now)
}

/** The weekly's own row, there from its first note on. */
export async function begin(tx: Tx, actor: Actor, teamId: string): Promise<void> {
  await rows(
    tx,
    `INSERT INTO team_weeklies (workspace_id, team_id) VALUES ($1, $2)
      ON CONFLICT (workspace_id, team_id) DO NOTHING`,
    [actor.workspaceId, teamId],
  )
}

/** Says that something happened to a weekly. */
export function tell(tx: Tx, actor: Actor, { id, audience }: FoundWeekly, past: string): Promise<string> {
  const subject = { kind: 'team_weekly', id }
  return record(tx, actor, { kind: `team-weekly.${past}`, subject, audience: { audience, teamId: id } })
}
