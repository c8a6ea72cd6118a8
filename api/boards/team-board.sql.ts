import { inSight } from '../barriers/policy.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { personsOn, rungsOf } from '../ladder/on-board.ts'
import { item, itemJoins, measure, stepOf, waiting } from './parts.sql.ts'

/**
 * The team ($5), the workspace's day and the cycle ($6). Without a cycle it is the one that runs; of several the one
 * that began last, of none the nearest.
 */
const place = (now: string, team: string, cycle: string) => `
  SELECT t.id, t.name, t.private, t.version, t.revision, s.zone, s.working_weekdays, s.revision AS settings_revision,
    d.today, c.id AS cycle_id, c.name AS cycle_name, c.start_day, c.end_day, c.state, c.revision AS cycle_revision
  FROM teams t
  JOIN workspace_settings s ON s.workspace_id = t.workspace_id
  CROSS JOIN LATERAL (SELECT (${now}::timestamptz AT TIME ZONE s.zone)::date AS today) d
  LEFT JOIN LATERAL (
    SELECT c.* FROM cycles c WHERE c.workspace_id = t.workspace_id AND (${cycle}::uuid IS NULL OR c.id = ${cycle})
    ORDER BY (d.today BETWEEN c.start_day AND c.end_day) DESC, abs(c.start_day - d.today), c.id LIMIT 1) c ON true
  WHERE t.workspace_id = $1 AND t.id = ${team}`

/** Only what the ETag of a board is made of: $1 workspace, $2 team, $3 cycle, $4 the moment. */
export const boardTag = `
  SELECT id, private, version, revision, today, cycle_id AS "cycleId", cycle_revision AS "cycleRevision",
    settings_revision AS "settingsRevision" FROM (${place('$4', '$2', '$3')}) place`

const publishedOn = '(i.published_at AT TIME ZONE p.zone)::date AS "publishedOn"'

/** Goals of the team and shared with it, with what counts towards each: key results and objectives, by edge. */
function goals(actor: Actor): string {
  const seen = visible(actor, 'i', '$3')
  return `
  goal_ids AS (
    SELECT o.id, false AS shared FROM objectives o JOIN place p ON o.cycle_id = p.cycle_id
      WHERE o.workspace_id = $1 AND o.team_id = $5
    UNION ALL
    SELECT o.id, true FROM shared_teams x
      JOIN objectives o ON o.workspace_id = x.workspace_id AND o.id = x.objective_id
      JOIN place p ON o.cycle_id = p.cycle_id
      WHERE x.workspace_id = $1 AND x.team_id = $5 AND o.team_id <> $5),
  goals AS MATERIALIZED (
    SELECT ${item}, i.origin, i.progress_mode AS "progressMode", i.percent_reason AS "percentReason", g.shared,
      ${publishedOn}, ${rungsOf('$7')} AS rungs
    FROM goal_ids g JOIN objectives i ON i.workspace_id = $1 AND i.id = g.id ${itemJoins} CROSS JOIN place p
    WHERE ${seen}),
  lines AS (
    SELECT id AS goal, id FROM goals
    UNION
    SELECT l.goal, a.parent_objective_id FROM lines l
      JOIN alignments a ON a.workspace_id = $1 AND a.child_objective_id = l.id),
  edges AS MATERIALIZED (
    SELECT a.parent_objective_id AS "parentId", a.child_objective_id AS "objectiveId",
      a.child_key_result_id AS "keyResultId", a.weight, a.sentence, a.confirmed_at IS NOT NULL AS confirmed
    FROM goals g JOIN alignments a ON a.workspace_id = $1 AND a.parent_objective_id = g.id),
  number_ids AS (
    SELECT "keyResultId" AS id FROM edges WHERE "keyResultId" IS NOT NULL
    UNION
    SELECT k.id FROM key_results k JOIN place p ON k.cycle_id = p.cycle_id WHERE k.workspace_id = $1 AND k.team_id = $5),
  numbers AS MATERIALIZED (
    SELECT ${item}, ${measure}, ${seen} AS seen, ${publishedOn}
    FROM number_ids n JOIN key_results i ON i.workspace_id = $1 AND i.id = n.id ${itemJoins} CROSS JOIN place p),
  children AS (
    SELECT ${item}, ${seen} AS seen FROM (SELECT DISTINCT "objectiveId" AS id FROM edges) e
      JOIN objectives i ON i.workspace_id = $1 AND i.id = e.id ${itemJoins}),
  above AS (
    SELECT g.id AS child, a.parent_objective_id AS id, a.sentence, a.confirmed_at IS NOT NULL AS confirmed
      FROM goals g JOIN alignments a ON a.workspace_id = $1 AND a.child_objective_id = g.id
    UNION ALL
    SELECT n.id, a.parent_objective_id, a.sentence, a.confirmed_at IS NOT NULL
      FROM numbers n JOIN alignments a ON a.workspace_id = $1 AND a.child_key_result_id = n.id),
  outside AS (SELECT * FROM above WHERE id NOT IN (SELECT id FROM goals))`
}

/** The steps on the way to each goal and key result, as JSON of `PathRow`; nothing where there is no step. */
const paths = `
  trodden AS (
    SELECT s.objective_id AS item, s.* FROM goals g JOIN steps s ON s.workspace_id = $1 AND s.objective_id = g.id
    UNION ALL
    SELECT s.key_result_id, s.* FROM numbers n JOIN steps s ON s.workspace_id = $1 AND s.key_result_id = n.id),
  paths AS (
    SELECT s.item, json_agg(${stepOf('w.name')} ORDER BY s.due_day, s.id) FILTER (WHERE s.state = 'live') AS live,
      count(*) FILTER (WHERE s.state = 'laid') AS laid, count(*) FILTER (WHERE s.state = 'pencilled') AS pencilled
    FROM trodden s LEFT JOIN members w ON s.state = 'live' AND w.workspace_id = $1 AND w.id = s.owner_id
    WHERE s.state <> 'dropped' GROUP BY s.item)`

/**
 * What waits to be cleared: of the team (without an item), and what blocks each key result or a step of it that is
 * still to be done. Only the worst of each is made JSON.
 */
function inTheWay(actor: Actor): string {
  return `
  blocking AS (
    SELECT NULL::uuid AS item, b.id FROM barriers b WHERE b.workspace_id = $1 AND b.team_id = $5 AND ${waiting}
    UNION ALL
    SELECT * FROM (
      SELECT n.id AS item, x.barrier_id FROM numbers n JOIN barrier_blocks x
        ON x.workspace_id = $1 AND x.key_result_id = n.id
      UNION
      SELECT s.key_result_id, x.barrier_id FROM numbers n
        JOIN steps s ON s.workspace_id = $1 AND s.key_result_id = n.id AND s.state IN ('live', 'pencilled')
        JOIN barrier_blocks x ON x.workspace_id = $1 AND x.step_id = s.id) x),
  in_the_way AS (
    SELECT k.item, count(*) AS open, (array_agg(b.id 
      ORDER BY b.cost_of_delay DESC NULLS LAST, b.cost_per_day DESC, b.number))[1] AS worst
    FROM blocking k JOIN barriers b ON b.workspace_id = $1 AND b.id = k.id
    WHERE ${waiting} AND ${inSight(actor)} GROUP BY k.item)`
}

/**
 * A whole board in one statement, as the team's row with lists in JSON. One trip for what leaders open most; figures
 * stand in the rows as they were stored, so it costs the same however long the history is. Only the day's expectation
 * and the sentences are added outside.
 */
export function teamBoard(actor: Actor): string {
  return `
  WITH RECURSIVE place AS MATERIALIZED (${place('$4', '$5', '$6')}), ${goals(actor)}, ${paths}, ${inTheWay(actor)}
  SELECT p.id, p.name, p.private, p.version, p.revision, p.today, p.settings_revision AS "settingsRevision",
    p.working_weekdays AS "workingWeekdays", p.cycle_id AS "cycleId", p.cycle_revision AS "cycleRevision",
    p.cycle_name AS "cycleName", p.start_day AS "startDay", p.end_day AS "endDay", p.state,
    (SELECT json_agg(f.day) FROM days_off f
      WHERE f.workspace_id = $1 AND f.day BETWEEN p.today - 60 AND p.today) AS "daysOff",
    (SELECT json_agg(json_build_object('id', m.id, 'name', m.name) ORDER BY m.name, m.id) FROM team_members l
      JOIN members m ON m.workspace_id = l.workspace_id AND m.id = l.member_id
      WHERE l.workspace_id = $1 AND l.team_id = $5 AND l.role = 'leader') AS leaders,
    (SELECT r.vision FROM planning_rounds r WHERE r.workspace_id = $1 AND r.team_id = $5 AND r.cycle_id = p.cycle_id
      AND r.vision IS NOT NULL ORDER BY r.opened_at DESC, r.id DESC LIMIT 1) AS vision,
    (SELECT json_agg(g ORDER BY g.shared, g.id) FROM goals g) AS goals,
    ${personsOn('$7', 'r.objective_id IN (SELECT id FROM goals WHERE NOT shared)')} AS persons,
    (SELECT json_agg(DISTINCT jsonb_build_object('goal', l.goal, 'id', x.id, 'sentence', x.sentence, 'position', x.position))
      FROM lines l JOIN objectives o ON o.workspace_id = $1 AND o.id = l.id
      JOIN priorities x ON x.workspace_id = $1 AND x.id = o.priority_id AND x.retired_at IS NULL) AS lines,
    (SELECT json_agg(e) FROM edges e) AS edges,
    (SELECT json_agg(n ORDER BY n.id) FROM numbers n) AS numbers,
    (SELECT json_agg(w) FROM paths w) AS paths,
    (SELECT json_agg(json_build_object('item', k.item, 'open', k.open, 'worst', json_build_object('id', b.id,
        'number', b.number, 'title', b.title, 'kind', b.kind, 'state', b.state, 'promiseDay', b.promise_day,
        'askedOf', json_build_object('id', w.id, 'name', w.name)))) FROM in_the_way k
      JOIN barriers b ON b.workspace_id = $1 AND b.id = k.worst
      JOIN members w ON w.workspace_id = $1 AND w.id = b.asked_of) AS "inTheWay",
    (SELECT json_agg(c ORDER BY c.id) FROM children c) AS children,
    (SELECT json_agg(json_build_object('child', a.child, 'id', i.id, 'title', i.title, 'teamId', i.team_id,
        'teamName', t.name, 'sentence', a.sentence, 'confirmed', a.confirmed) ORDER BY i.id)
      FROM outside a JOIN objectives i ON i.workspace_id = $1 AND i.id = a.id
      JOIN teams t ON t.workspace_id = i.workspace_id AND t.id = i.team_id
      WHERE ${visible(actor, 'i', '$3')}) AS parents
  FROM place p`
}
