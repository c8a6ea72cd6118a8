import { waitingStates } from '../barriers/entity.ts'
import { inSight } from '../barriers/policy.ts'
import type { Actor } from '../http/actor.ts'

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

/** A step `s` as JSON. */
export const step = `json_build_object('id', s.id, 'cue', s.cue, 'text', s.text, 'dueDay', s.due_day,
  'splitMe', s.split_me, 'version', s.version, 'owner', json_build_object('id', s.owner_id, 'name',
  (SELECT w.name FROM members w WHERE w.workspace_id = s.workspace_id AND w.id = s.owner_id)))`

/** The path of `i` as far as boards show it; `subject` is the column that points at it. */
export function path(subject: 'key_result_id' | 'objective_id'): string {
  return `(
    SELECT json_build_object('live', coalesce(json_agg(${step} ORDER BY s.due_day, s.id)
        FILTER (WHERE s.state = 'live'), '[]'),
      'laid', count(*) FILTER (WHERE s.state = 'laid'), 'pencilled', count(*) FILTER (WHERE s.state = 'pencilled'))
    FROM steps s WHERE s.workspace_id = i.workspace_id AND s.${subject} = i.id AND s.state <> 'dropped')`
}

/** What waits to be cleared. */
export const waiting = `b.state IN (${waitingStates.map((state) => `'${state}'`).join(', ')})`

/** How many barriers that satisfy the condition wait to be cleared, and the one whose delay costs most. */
export function openBarriers(actor: Actor, condition: string): string {
  return `(
    SELECT json_build_object('open', count(*), 'worst', (array_agg(json_build_object('id', b.id, 'number', b.number,
        'title', b.title, 'kind', b.kind, 'state', b.state, 'promiseDay', b.promise_day, 'askedOf',
        json_build_object('id', b.asked_of, 'name', (SELECT w.name FROM members w
          WHERE w.workspace_id = b.workspace_id AND w.id = b.asked_of)))
      ORDER BY b.cost_of_delay DESC NULLS LAST, b.cost_per_day DESC, b.number))[1])
    FROM barriers b WHERE b.workspace_id = $1 AND ${waiting} AND ${condition} AND ${inSight(actor)})`
}

/** Barrier `b` blocks key result `i`, or a step of it that is still to be done. */
export const blocksKeyResult = `b.id IN (
  SELECT x.barrier_id FROM barrier_blocks x WHERE x.workspace_id = $1 AND x.key_result_id = i.id
  UNION ALL
  SELECT x.barrier_id FROM steps s JOIN barrier_blocks x ON x.workspace_id = $1 AND x.step_id = s.id
    WHERE s.workspace_id = $1 AND s.key_result_id = i.id AND s.state IN ('live', 'pencilled'))`
