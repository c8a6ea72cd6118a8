import type { Day } from '../calendar.ts'
import { first, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../http/actor.ts'

/** How long back "since last time" reaches before two people have met, in days. */
export const beforeFirstMeeting = 28
/** How long a closed meeting can be taken back, in milliseconds. */
export const undoWindow = 10 * 60_000

/** A one-on-one as one of the two finds it. */
export interface Pair {
  id: string
  memberId: string
  otherId: string
  otherName: string
  notes: string
  notesBy: string | null
  notesAt: Date | null
  meetings: number
  version: number
  revision: number
  today: Day
  since: Date
  lastId: string | null
  lastSeq: number | null
  lastAt: Date | null
  lastDay: Day | null
  lastBy: string | null
}

/** $1 the workspace, $2 the actor: the other one of the pair `p`. */
export const other = 'CASE WHEN p.first_id = $2 THEN p.second_id ELSE p.first_id END'
/** The pairs that are there for the actor ($2): their own. */
export const mine = 'p.workspace_id = $1 AND $2::uuid IN (p.first_id, p.second_id)'
/** The last meeting of `p` that was not taken back. */
export const lastMeeting = `LEFT JOIN LATERAL (
  SELECT x.id, x.seq, x.at, x.day, x.closed_by FROM one_on_one_meetings x
  WHERE x.workspace_id = p.workspace_id AND x.one_on_one_id = p.id AND x.undone_at IS NULL
  ORDER BY x.seq DESC LIMIT 1) l ON true`

const statement = `
  SELECT p.id, $2::uuid AS "memberId", ${other} AS "otherId", m.name AS "otherName", p.notes, p.notes_by AS "notesBy",
    p.notes_at AS "notesAt", p.meetings, p.version, p.revision, ($3::timestamptz AT TIME ZONE s.zone)::date AS today,
    coalesce(l.at, $3::timestamptz - interval '${beforeFirstMeeting} days') AS since,
    l.id AS "lastId", l.seq AS "lastSeq", l.at AS "lastAt", l.day AS "lastDay", l.closed_by AS "lastBy"
  FROM one_on_ones p
  JOIN members m ON m.workspace_id = p.workspace_id AND m.id = ${other}
  JOIN workspace_settings s ON s.workspace_id = p.workspace_id ${lastMeeting}
  WHERE ${mine} AND p.id = $4`

/** The one-on-one of the actor; 404 for everybody who is not one of the two, admins included. */
export async function findPair(tx: Tx, actor: Actor, id: string): Promise<Pair> {
  const found = await first<Pair>(tx, statement, [actor.workspaceId, actor.memberId, actor.now, id])
  if (!found) throw notFound('one-on-one')
  return found
}

/** The two, as the audience of everything that happens between them. */
export function audienceOf({ memberId, otherId }: Pick<Pair, 'memberId' | 'otherId'>) {
  return { members: [memberId, otherId].sort() }
}
