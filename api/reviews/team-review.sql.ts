import { inSight } from '../barriers/policy.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { winInSight } from '../wins/read.ts'

// In all of them $1 is the workspace, and $3 the actor's teams where what is in sight is asked for.

/** The team ($2) and the cycle ($3) on a day ($4: the moment); without one it is the one under review, else the one that runs, else the nearest. */
export const place = `
  SELECT t.id, t.name, t.private, s.zone, d.today, c.id AS "cycleId", c.name AS "cycleName", c.start_day AS "startDay",
    c.end_day AS "endDay", (c.end_day + c.grace_days) AS "graceEnd", c.state
  FROM teams t
  JOIN workspace_settings s ON s.workspace_id = t.workspace_id
  CROSS JOIN LATERAL (SELECT ($4::timestamptz AT TIME ZONE s.zone)::date AS today) d
  LEFT JOIN LATERAL (
    SELECT c.* FROM cycles c WHERE c.workspace_id = t.workspace_id AND ($3::uuid IS NULL OR c.id = $3)
    ORDER BY (c.state = 'reviewing') DESC, (d.today BETWEEN c.start_day AND c.end_day) DESC, abs(c.start_day - d.today),
      c.id LIMIT 1) c ON true
  WHERE t.workspace_id = $1 AND t.id = $2`

/** What is shown of either kind of item i; the last scoring says how its score came about. */
const item = (kind: 'objective' | 'key_result') => `
  i.id, i.title, i.why, i.lifecycle, i.percent::float8, i.health, i.score::float8, i.learned, i.team_id AS "teamId",
  i.owner_id AS "ownerId", i.kind, jsonb_build_object('id', m.id, 'name', m.name) AS owner,
  (SELECT jsonb_build_object('suggested', g.suggested, 'score', g.score, 'reason', g.reason, 'at', g.at)
    FROM scorings g WHERE g.workspace_id = $1 AND g.${kind}_id = i.id ORDER BY g.at DESC, g.id DESC LIMIT 1) AS scoring,
  (SELECT jsonb_build_object('id', f.to_${kind}_id, 'cycle', c.name)
    FROM carried_forward f JOIN cycles c ON c.workspace_id = $1 AND c.id = f.cycle_id
    WHERE f.workspace_id = $1 AND f.from_${kind}_id = i.id ORDER BY f.at DESC LIMIT 1) AS "carriedTo",
  (SELECT jsonb_build_object('id', f.from_${kind}_id, 'cycle', c.name)
    FROM carried_forward f JOIN ${kind}s b ON b.workspace_id = $1 AND b.id = f.from_${kind}_id
    JOIN cycles c ON c.workspace_id = $1 AND c.id = b.cycle_id
    WHERE f.workspace_id = $1 AND f.to_${kind}_id = i.id LIMIT 1) AS "carriedFrom"`

/** The goals of the team ($2) in the cycle ($4). */
export const objectives = (actor: Actor) => `
  SELECT ${item('objective')} FROM objectives i JOIN members m ON m.workspace_id = $1 AND m.id = i.owner_id
  WHERE i.workspace_id = $1 AND i.team_id = $2 AND i.cycle_id = $4 AND i.lifecycle <> 'draft' AND ${visible(actor, 'i', '$3')}
  ORDER BY i.created_at, i.id`

/** What counted: every value with its target of then, the oldest first. */
const points = `coalesce((
  SELECT jsonb_agg(jsonb_build_object('day', (x.observed_at AT TIME ZONE s.zone)::date, 'value', x.value,
      'target', x.target, 'late', x.late) ORDER BY x.observed_at, x.seq)
  FROM check_ins x WHERE x.workspace_id = $1 AND x.key_result_id = i.id AND x.value IS NOT NULL
    AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = x.id)
    AND NOT EXISTS (SELECT FROM check_ins b WHERE b.workspace_id = $1 AND b.supersedes_id = x.id AND NOT EXISTS (
      SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = b.id))), '[]')`

const edits = `coalesce((
  SELECT jsonb_agg(jsonb_build_object('day', (e.at AT TIME ZONE s.zone)::date, 'before', e.target_before,
      'after', e.target_after, 'reason', e.reason) ORDER BY e.at, e.id)
  FROM target_edits e WHERE e.workspace_id = $1 AND e.key_result_id = i.id AND e.target_before <> e.target_after), '[]')`

/** What counts in those goals ($5), and the team's own key results of the cycle without one of them. */
export const keyResults = (actor: Actor) => `
  SELECT ${item('key_result')}, i.unit, i.direction, i.baseline::float8, i.target::float8,
    i.people_total AS "peopleTotal", i.latest_value::float8 AS value, ${points} AS points, ${edits} AS "targetEdits",
    (SELECT a.parent_objective_id FROM alignments a WHERE a.workspace_id = $1 AND a.child_key_result_id = i.id
      AND a.parent_objective_id = ANY($5::uuid[]) ORDER BY a.id LIMIT 1) AS "objectiveId"
  FROM key_results i
  JOIN members m ON m.workspace_id = $1 AND m.id = i.owner_id
  JOIN workspace_settings s ON s.workspace_id = $1
  WHERE i.workspace_id = $1 AND i.lifecycle <> 'draft'
    AND ${visible(actor, 'i', '$3')} AND (i.team_id = $2 AND i.cycle_id = $4 OR i.id IN (
      SELECT a.child_key_result_id FROM alignments a WHERE a.workspace_id = $1 AND a.parent_objective_id = ANY($5::uuid[])))
  ORDER BY i.created_at, i.id`

/** Barriers that stood before these key results ($5) and were cleared; $2 is the actor, $4 the moment. */
export const barriers = (actor: Actor) => `
  SELECT DISTINCT ON (b.number) b.id, b.number, b.title, b.kind, b.cleared_how AS how, b.cleared_at AS "clearedAt",
    array(SELECT x.key_result_id FROM barrier_blocks x WHERE x.workspace_id = $1 AND x.barrier_id = b.id
      AND x.key_result_id = ANY($5::uuid[])) AS "keyResultIds"
  FROM barriers b JOIN barrier_blocks y ON y.workspace_id = $1 AND y.barrier_id = b.id
  WHERE b.workspace_id = $1 AND y.key_result_id = ANY($5::uuid[]) AND b.state IN ('cleared', 'confirmed')
    AND ${inSight(actor)}
  ORDER BY b.number`

/** Wins of these objectives ($2) and key results ($4), as they came. */
export const wins = (actor: Actor) => `
  SELECT w.id, w.what, w.found_by AS "foundBy", w.better_off AS "betterOff", w.created_at AS at,
    coalesce(w.objective_id, w.key_result_id, s.key_result_id, s.objective_id) AS "itemId"
  FROM wins w LEFT JOIN steps s ON s.workspace_id = w.workspace_id AND s.id = w.step_id
  WHERE (w.objective_id = ANY($2::uuid[]) OR w.key_result_id = ANY($4::uuid[]) OR s.key_result_id = ANY($4::uuid[])
      OR s.objective_id = ANY($2::uuid[]))
    AND ${winInSight(actor)}
  ORDER BY w.created_at, w.id`
