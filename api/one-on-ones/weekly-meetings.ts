import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound, refuse, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { newId } from '../ids.ts'
import { undoWindow } from './find.ts'
import { begin, findWeekly, tell, toLast } from './weekly.ts'
import { WeeklyMeetingEntity } from './weekly-entity.ts'
import type { LastWeeklyDto, PastWeeklyDto, ReopenedWeeklyDto } from './weekly-schema.ts'

/**
 * Closes the weekly: its notes are kept, the page is blank for the next. `after` says how many were seen closed, so
 * that two who close at once close one (409 for the second).
 */
export async function closeWeekly(
  tx: Tx,
  actor: Actor,
  teamId: string,
  after: number,
): Promise<LastWeeklyDto> {
  const weekly = await findWeekly(tx, actor, teamId)
  await begin(tx, actor, teamId)
  const closed = await first<{ notes: string }>(
    tx,
    `UPDATE team_weeklies w SET notes = '', notes_by = NULL, notes_at = NULL, meetings = w.meetings + 1,
        version = w.version + 1
      FROM (SELECT notes FROM team_weeklies WHERE workspace_id = $1 AND team_id = $2 AND meetings = $3 FOR UPDATE) old
      WHERE w.workspace_id = $1 AND w.team_id = $2 RETURNING old.notes`,
    [actor.workspaceId, teamId, after],
  )
  if (!closed) {
    const now = await findWeekly(tx, actor, teamId)
    throw wrongState('This weekly was closed already.', toLast(now, actor) ?? undefined)
  }
  await tx.insert(WeeklyMeetingEntity, {
    ...{ workspaceId: actor.workspaceId, id: newId(actor.now), teamId, seq: after + 1 },
    ...{ at: actor.now, day: weekly.today, closedBy: actor.memberId!, notes: closed.notes, undoneAt: null },
  })
  await tell(tx, actor, weekly, 'met')
  return toLast(await findWeekly(tx, actor, teamId), actor)!
}

/** Takes the last weekly back within ten minutes; its notes stand before whatever was written since. */
export async function reopenWeekly(
  tx: Tx,
  actor: Actor,
  teamId: string,
  meetingId: string,
): Promise<ReopenedWeeklyDto> {
  await findWeekly(tx, actor, teamId)
  const { workspaceId, now } = actor
  // Nobody closes meanwhile what is about to be taken back.
  await rows(tx, 'SELECT FROM team_weeklies WHERE workspace_id = $1 AND team_id = $2 FOR UPDATE', [
    workspaceId,
    teamId,
  ])
  const weekly = await findWeekly(tx, actor, teamId)
  if (weekly.lastId !== meetingId) {
    const where = { workspaceId, teamId, id: meetingId }
    if (!(await tx.findOne(WeeklyMeetingEntity, { where }))) throw notFound('meeting')
    throw wrongState('Only the last weekly can be taken back.', toLast(weekly, actor) ?? undefined)
  }
  if (now.getTime() - weekly.lastAt.getTime() > undoWindow) {
    throw refuse(409, 'too-late', 'A meeting can be taken back for ten minutes.')
  }
  const taken = await first<{ notes: string }>(
    tx,
    `UPDATE weekly_meetings SET undone_at = $3 WHERE workspace_id = $1 AND id = $2 AND undone_at IS NULL
      RETURNING notes`,
    [workspaceId, meetingId, now],
  )
  if (!taken) throw wrongState('This weekly was taken back already.')
  await rows(
    tx,
    `UPDATE team_weeklies SET meetings = meetings - 1, version = version + 1,
        notes = CASE WHEN notes = '' THEN $3 WHEN $3 = '' THEN notes ELSE $3 || E'\\n' || notes END
      WHERE workspace_id = $1 AND team_id = $2`,
    [workspaceId, teamId, taken.notes],
  )
  await tell(tx, actor, weekly, 'reopened')
  return { id: teamId, meetings: weekly.meetings - 1 }
}

/** The weeklies of the past with their notes, the last one first. */
export async function listWeeklies(
  tx: Tx,
  actor: Actor,
  teamId: string,
  query: { limit: number; cursor?: string },
) {
  await findWeekly(tx, actor, teamId)
  const after = readCursor(actor, 'weeklies', { teamId }, query.cursor)
  const found = await rows<Omit<PastWeeklyDto, 'at'> & { at: Date }>(
    tx,
    `SELECT id, seq, at, day, closed_by AS "closedBy", notes FROM weekly_meetings
      WHERE workspace_id = $1 AND team_id = $2 AND undone_at IS NULL AND ($3::int IS NULL OR seq < $3)
      ORDER BY seq DESC LIMIT $4`,
    [actor.workspaceId, teamId, after ? Number(after[0]) : null, query.limit + 1],
  )
  const list = { ...query, teamId }
  const { data, nextCursor } = page(actor, 'weeklies', list, found, ({ seq }) => [String(seq)])
  return { data: data.map((row) => ({ ...row, at: row.at.toISOString() })), nextCursor }
}
