import { waitingStates } from '../barriers/entity.ts'

// Pieces of the two statements of this folder. In both $1 is the workspace, $2 the actor, $3 the actor's teams and $4
// the moment; `i` is the objective or key result at hand.

/** What objectives and key results are shown with, joined by `itemJoins`. */
export const item = `i.id, i.title, i.why, i.lifecycle, i.kind, i.percent, i.health, i.health_reason AS "healthReason",
  i.override_health AS "overrideHealth", i.override_why AS "overrideWhy", i.override_by AS "overrideBy",
  i.override_at AS "overrideAt", i.version, i.team_id AS "teamId", t.name AS "teamName", i.owner_id AS "ownerId",
  m.name AS "ownerName", coalesce(i.start_day, c.start_day) AS "startDay", coalesce(i.end_day, c.end_day) AS "endDay"`

export const itemJoins = `
  JOIN teams t ON t.workspace_id = i.workspace_id AND t.id = i.team_id
  JOIN members m ON m.workspace_id = i.workspace_id AND m.id = i.owner_id
  JOIN cycles c ON c.workspace_id = i.workspace_id AND c.id = i.cycle_id`

/** Whether the actor checks in on key result `i` without owning it. */
export const assigned = `EXISTS (
  SELECT FROM assignments a WHERE a.workspace_id = i.workspace_id AND a.key_result_id = i.id
    AND a.member_id = $2 AND a.role IN ('delegate', 'check_in_owner'))`

/** What key result `i` measures and where it stands. */
export const measure = `i.direction, i.unit, i.baseline, i.target, i.people_total AS "peopleTotal", i.cadence, i.asks,
  i.latest_check_in_id AS "latestCheckInId", i.latest_value AS "latestValue", i.latest_confidence AS "latestConfidence",
  i.latest_observed_at AS "latestObservedAt", i.latest_by AS "latestBy", ${assigned} AS assigned, i.spark,
  i.percent_reason AS "percentReason",
  (i.expected ->> 'percent')::float8 AS expected`

/** A step `s` as JSON; `name`: an expression of its owner's name. */
export function stepOf(name: string): string {
  return `json_build_object('id', s.id, 'cue', s.cue, 'text', s.text, 'dueDay', s.due_day, 'splitMe', s.split_me,
    'version', s.version, 'owner', json_build_object('id', s.owner_id, 'name', ${name}))`
}

/** A step `s` as JSON, its owner looked up. */
export const step = stepOf(
  '(SELECT w.name FROM members w WHERE w.workspace_id = s.workspace_id AND w.id = s.owner_id)',
)

/** What waits to be cleared. */
export const waiting = `b.state IN (${waitingStates.map((state) => `'${state}'`).join(', ')})`
