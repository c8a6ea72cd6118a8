import { inSight } from '../barriers/policy.ts'
import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { itemOf } from './agenda.sql.ts'
import { type ItemJson, toItem } from './agenda.ts'
import { findPair } from './find.ts'
import type { MeetingDto } from './schema.ts'

interface MeetingJson {
  id: string
  seq: number
  at: Date
  day: string
  closedBy: string
  notes: string
  agenda: ItemJson[] | null
  promises: MeetingDto['promises'] | null
}

// What is named by id only is shown as far as the reader sees it today.
const statement = (actor: Actor) => `
  SELECT h.id, h.seq, h.at, h.day, h.closed_by AS "closedBy", h.notes,
    (SELECT json_agg(${itemOf(actor)} ORDER BY a.created_at, a.id) FROM agenda_items a
      WHERE a.workspace_id = $1 AND a.one_on_one_id = h.one_on_one_id AND a.meeting_id = h.id) AS agenda,
    (SELECT json_agg(json_build_object('by', x.by, 'day', x.day, 'done', x.done, 'missed', x.missed, 'barrier',
        json_build_object('id', b.id, 'number', b.number, 'title', b.title, 'code', b.kind)) ORDER BY x.day, b.number)
      FROM jsonb_to_recordset(h.promises) AS x("barrierId" uuid, "by" uuid, "day" date, "done" boolean, "missed" boolean)
      JOIN barriers b ON b.workspace_id = $1 AND b.id = x."barrierId" WHERE ${inSight(actor)}) AS promises
  FROM one_on_one_meetings h
  WHERE h.workspace_id = $1 AND h.one_on_one_id = $5 AND h.undone_at IS NULL AND ($6::int IS NULL OR h.seq < $6)
  ORDER BY h.seq DESC LIMIT $7`

/** The meetings of the past, the last one first: notes, what was ticked off, promises as they stood. */
export async function listMeetings(
  tx: Tx,
  actor: Actor,
  id: string,
  query: { limit: number; cursor?: string },
) {
  await findPair(tx, actor, id)
  const list = { ...query, id }
  const after = readCursor(actor, 'one-on-one-meetings', { id }, query.cursor)
  const { workspaceId, memberId, teams, now } = actor
  const values = [workspaceId, memberId, teams, now, id, after ? Number(after[0]) : null, query.limit + 1]
  const found = await rows<MeetingJson>(tx, statement(actor), values)
  const { data, nextCursor } = page(actor, 'one-on-one-meetings', list, found, ({ seq }) => [String(seq)])
  return { data: data.map((row) => toMeeting(row, actor)), nextCursor }
}

function toMeeting(row: MeetingJson, actor: Actor): MeetingDto {
  return {
    ...row,
    at: row.at.toISOString(),
    agenda: (row.agenda ?? []).map((item) => toItem(item, actor)),
    promises: row.promises ?? [],
  }
}
