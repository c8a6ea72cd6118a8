/**
 * Everything that policy and formulas need to take a check-in, in one trip: the key result (locked), its phased
 * targets, its cycle, the workspace's zone and whether the actor is a delegate or check-in owner.
 */
export const forCheckIn = `
  SELECT k.id, k.title, k.why, k.description, k.team_id AS "teamId", k.owner_id AS "ownerId", k.cycle_id AS "cycleId",
    k.start_day AS "startDay", k.end_day AS "endDay", k.lifecycle, k.percent::float8, k.health,
    k.health_reason AS "healthReason", k.override_health AS "overrideHealth", k.override_why AS "overrideWhy",
    k.override_by AS "overrideBy", k.override_at AS "overrideAt", k.score::float8, k.audience, k.source,
    k.created_by AS "createdBy", k.created_at AS "createdAt", k.published_at AS "publishedAt",
    k.closed_at AS "closedAt", k.version, k.revision, k.kind, k.direction, k.unit, k.baseline::float8,
    k.target::float8, k.people_total AS "peopleTotal", k.cadence, k.last_seq AS "lastSeq",
    k.latest_check_in_id AS "latestCheckInId", k.latest_value::float8 AS "latestValue",
    k.latest_confidence AS "latestConfidence", k.latest_observed_at AS "latestObservedAt", k.latest_by AS "latestBy",
    k.workspace_id AS "workspaceId",
    EXISTS (SELECT FROM assignments a WHERE a.workspace_id = k.workspace_id AND a.key_result_id = k.id
      AND a.member_id = $3 AND a.role IN ('delegate', 'check_in_owner')) AS assigned,
    c.state AS "cycleState", coalesce(k.start_day, c.start_day) AS "firstDay", coalesce(k.end_day, c.end_day) AS "lastDay",
    (c.end_day + c.grace_days) AS "graceEnd", s.zone AS "workspaceZone",
    coalesce((SELECT jsonb_agg(jsonb_build_object('day', p.day, 'value', p.value) ORDER BY p.day)
      FROM phased_targets p WHERE p.workspace_id = k.workspace_id AND p.key_result_id = k.id), '[]') AS phased
  FROM key_results k
  JOIN cycles c ON c.workspace_id = k.workspace_id AND c.id = k.cycle_id
  JOIN workspace_settings s ON s.workspace_id = k.workspace_id
  WHERE k.workspace_id = $1 AND k.id = $2
  FOR UPDATE OF k`
