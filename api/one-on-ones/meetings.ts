import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound, refuse, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { MeetingEntity } from './entity.ts'
import { audienceOf, findPair, type Pair, undoWindow } from './find.ts'
import { promiseOf, readBetween, toLast } from './read.ts'
import type { ClosedMeetingDto } from './schema.ts'

/**
 * Closes the meeting: what was ticked off and the shared notes go into the history with the promises as they stand, the
 * page is blank for the next time, and what is open is carried. Either of the two closes; `after` says how many
 * meetings they saw, so that two who close at once close one (409 `wrong-state` for the second).
 */
export async function closeMeeting(
  tx: Tx,
  actor: Actor,
  id: string,
  after: number,
): Promise<ClosedMeetingDto> {
  const pair = await findPair(tx, actor, id)
  const promises = (await readBetween(tx, actor, pair)).filter(({ promised }) => promised)
  const notes = await turnPage(tx, actor, id, after)
  const meetingId = newId(actor.now)
  await tx.insert(MeetingEntity, {
    workspaceId: actor.workspaceId,
    id: meetingId,
    oneOnOneId: id,
    seq: after + 1,
    at: actor.now,
    day: pair.today,
    closedBy: actor.memberId!,
    notes,
    promises: promises.map((row) => ({ barrierId: row.id, ...promiseOf(row) })),
    undoneAt: null,
  })
  await rows(
    tx,
    `UPDATE agenda_items SET revision = revision + 1, meeting_id = CASE WHEN done_at IS NULL THEN NULL ELSE $3::uuid END,
        carried = CASE WHEN done_at IS NULL THEN carried + 1 ELSE carried END
      WHERE workspace_id = $1 AND one_on_one_id = $2 AND meeting_id IS NULL AND removed_at IS NULL`,
    [actor.workspaceId, id, meetingId],
  )
  return tellOf(tx, actor, await findPair(tx, actor, id), 'met', meetingId)
}

/** Blanks the notes and returns what stood there; the row is locked, so no text slips in between. */
async function turnPage(tx: Tx, actor: Actor, id: string, after: number): Promise<string> {
  const values = [actor.workspaceId, id, after]
  const closed = await first<{ notes: string }>(
    tx,
    `UPDATE one_on_ones p SET notes = '', notes_by = NULL, notes_at = NULL, meetings = p.meetings + 1,
        version = p.version + 1, revision = p.revision + 1
      FROM (SELECT notes FROM one_on_ones WHERE workspace_id = $1 AND id = $2 AND meetings = $3 FOR UPDATE) old
      WHERE p.workspace_id = $1 AND p.id = $2 RETURNING old.notes`,
    values,
  )
  if (closed) return closed.notes
  const pair = await findPair(tx, actor, id)
  throw wrongState('This meeting was closed already.', toLast(pair, actor) ?? undefined)
}

/**
 * Takes the last meeting back within ten minutes: what was ticked off stands on the agenda again, and its notes stand
 * before whatever was written since.
 */
export async function reopenMeeting(
  tx: Tx,
  actor: Actor,
  id: string,
  meetingId: string,
): Promise<{ id: string; meetings: number }> {
  const pair = await findPair(tx, actor, id)
  await checkLast(tx, actor, pair, meetingId)
  const taken = await first<{ notes: string }>(
    tx,
    `UPDATE one_on_one_meetings SET undone_at = $3 WHERE workspace_id = $1 AND id = $2 AND undone_at IS NULL
      RETURNING notes`,
    [actor.workspaceId, meetingId, actor.now],
  )
  if (!taken) throw wrongState('This meeting was taken back already.')
  await rows(
    tx,
    `UPDATE one_on_ones SET meetings = meetings - 1, version = version + 1, revision = revision + 1,
        notes = CASE WHEN notes = '' THEN $3 WHEN $3 = '' THEN notes ELSE $3 || E'\\n' || notes END
      WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, id, taken.notes],
  )
  await rows(
    tx,
    `UPDATE agenda_items SET revision = revision + 1, meeting_id = NULL,
        carried = CASE WHEN meeting_id IS NULL THEN carried - 1 ELSE carried END
      WHERE workspace_id = $1 AND one_on_one_id = $2 AND removed_at IS NULL
        AND (meeting_id = $3 OR (meeting_id IS NULL AND carried > 0 AND created_at <= $4))`,
    [actor.workspaceId, id, meetingId, pair.lastAt],
  )
  await tellOf(tx, actor, pair, 'meeting-reopened', meetingId)
  return { id, meetings: pair.meetings - 1 }
}

async function checkLast(tx: Tx, actor: Actor, pair: Pair, meetingId: string): Promise<void> {
  if (pair.lastId !== meetingId) {
    const where = { workspaceId: actor.workspaceId, oneOnOneId: pair.id, id: meetingId }
    if (!(await tx.findOne(MeetingEntity, { where }))) throw notFound('meeting')
    throw wrongState('Only the last meeting can be taken back.', toLast(pair, actor) ?? undefined)
  }
  if (actor.now.getTime() - pair.lastAt!.getTime() > undoWindow) {
    throw refuse(409, 'too-late', 'A meeting can be taken back for ten minutes.')
  }
}

async function tellOf(
  tx: Tx,
  actor: Actor,
  pair: Pair,
  past: string,
  meetingId: string,
): Promise<ClosedMeetingDto> {
  await record(tx, actor, {
    kind: `one-on-one.${past}`,
    subject: { kind: 'one_on_one', id: pair.id },
    audience: audienceOf(pair),
    data: { meetingId },
  })
  return toLast(pair, actor)!
}
