import { rows, type Tx } from '../database/transaction.ts'
import type { EventRow } from './entity.ts'

/** A place in the order of events; `tx` and `seq` are 64 bit and therefore texts. */
export interface Position {
  epoch: number
  tx: string
  seq: string
}

/** Before the first event. */
export const beginning: Position = { epoch: 0, tx: '0', seq: '0' }

// A transaction that began earlier may commit later. So nothing is read as long as a transaction that is not newer
// is still under way: what becomes visible afterwards is always greater than what was read. The workspace is the
// one of the transaction, by row-level security.
const statement = `
  SELECT workspace_id AS "workspaceId", id, epoch, tx::text, seq::text, kind, subject_kind AS "subjectKind",
    subject_id AS "subjectId", actor_id AS "actorId", surface, source, at, audience,
    audience_team_id AS "audienceTeamId", audience_members AS "audienceMembers", data
  FROM events
  WHERE (epoch, tx, seq) > ($1, $2::xid8, $3::bigint) AND tx < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY epoch, tx, seq LIMIT $4`

/** The workspace's events after a position, oldest first; a late commit is never skipped, only waited for. */
export function eventsSince(tx: Tx, after: Position, limit: number): Promise<EventRow[]> {
  return rows<EventRow>(tx, statement, [after.epoch, after.tx, after.seq, limit])
}
