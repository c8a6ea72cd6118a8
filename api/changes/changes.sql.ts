/**
 * The events after a position ($2–$4), oldest first, and how far the order is settled: events of transactions that are
 * older than every open one. One row at least, without an event where there is none. What has become a private team's
 * since is marked (`closedOff`). It walks the index `events_feed`.
 */
export const changesStatement = `
  SELECT h.settled::text, h.epoch AS "epochNow", e.*
  FROM (
    SELECT pg_snapshot_xmin(pg_current_snapshot()) AS settled, coalesce((
      SELECT epoch FROM events WHERE workspace_id = $1 ORDER BY epoch DESC, tx DESC, seq DESC LIMIT 1), 1) AS epoch
  ) h
  LEFT JOIN LATERAL (
    SELECT e.epoch, e.tx::text, e.seq::text, e.id, e.kind, e.subject_kind AS "subjectKind", e.subject_id AS "subjectId",
      e.actor_id AS "actorId", e.source, e.at, e.audience, e.audience_team_id AS "audienceTeamId",
      e.audience_members AS "audienceMembers", e.data, coalesce(t.private, false) AS "closedOff"
    FROM events e
    LEFT JOIN teams t ON t.workspace_id = e.workspace_id AND t.id = e.audience_team_id
    WHERE e.workspace_id = $1 AND (e.epoch, e.tx, e.seq) > ($2, $3::xid8, $4::bigint) AND e.tx < h.settled
    ORDER BY e.epoch, e.tx, e.seq LIMIT $5
  ) e ON true
  ORDER BY e.epoch, e.tx::xid8, e.seq::bigint`
