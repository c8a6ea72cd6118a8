import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'

// In all of them $1 is the workspace, $2 the teams of the group, $3 the actor's teams.

/** Check-ins of people that counted, with their key result. */
const counted = (actor: Actor) => `
  check_ins c JOIN key_results k ON k.workspace_id = c.workspace_id AND k.id = c.key_result_id
  WHERE c.workspace_id = $1 AND k.team_id = ANY($2::uuid[]) AND c.source = 'person' AND ${visible(actor, 'k', '$3')}
    AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = c.id)`

/**
 * Whether check-in c led to something: a barrier that somebody then took or cleared, a win within two days, an answer
 * of somebody else, or another target within a week.
 */
const ledTo = `(
  EXISTS (SELECT FROM barriers b WHERE b.workspace_id = $1 AND b.check_in_id = c.id AND b.raised_at IS NOT NULL)
  OR EXISTS (SELECT FROM comments o WHERE o.workspace_id = $1 AND o.check_in_id = c.id AND o.author_id <> c.author_id
    AND o.removed_at IS NULL)
  OR EXISTS (SELECT FROM wins w WHERE w.workspace_id = $1 AND w.key_result_id = c.key_result_id
    AND w.taken_back_at IS NULL AND w.created_at BETWEEN c.recorded_at AND c.recorded_at + interval '2 days')
  OR EXISTS (SELECT FROM target_edits e WHERE e.workspace_id = $1 AND e.key_result_id = c.key_result_id
    AND e.at BETWEEN c.recorded_at AND c.recorded_at + interval '7 days'))`

const measured = `count(*)::int AS "checkIns", count(DISTINCT c.author_id)::int AS people,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY c.seconds)::float8 AS seconds,
  avg(c.reminders_before)::float8 AS reminders, avg(${ledTo}::int)::float8 AS "ledTo"`

/** What check-ins since a moment ($4) cost and led to, in all. */
export const ofGroup = (actor: Actor) =>
  `SELECT ${measured} FROM ${counted(actor)} AND c.recorded_at >= $4::timestamptz`

/** The same by key result that is still published. */
export const byKeyResult = (actor: Actor) => `
  SELECT k.id, k.title, k.cadence, k.asks, k.team_id AS "teamId", k.owner_id AS "ownerId",
    EXISTS (SELECT FROM planning_rounds r WHERE r.workspace_id = $1 AND r.key_result_id = k.id AND r.state = 'open')
      AS asking, ${measured}
  FROM ${counted(actor)} AND c.recorded_at >= $4::timestamptz AND k.lifecycle = 'published'
  GROUP BY k.workspace_id, k.id ORDER BY k.title, k.id LIMIT 200`

/**
 * What the group of each team said last, as shares of yes: only what was formed into a group large enough to be shown.
 * Pulses of before a day ($3) say nothing any more.
 */
export const pulses = `
  SELECT DISTINCT ON (p.team_id) p.team_id AS "teamId", g.understand / g.answers::float8 AS understand,
    g.say / g.answers::float8 AS say, g.believe / g.answers::float8 AS believe
  FROM pulses p JOIN pulse_groups g ON g.workspace_id = $1 AND g.id = p.group_id
  WHERE p.workspace_id = $1 AND p.team_id = ANY($2::uuid[]) AND p.opened_day >= $3::date
  ORDER BY p.team_id, p.opened_day DESC, p.id DESC`

/** Answers to *worth my time?* by team since a week ($4). */
export const worth = `
  SELECT team_id AS "teamId", count(*) FILTER (WHERE worth)::int AS yes, count(*) FILTER (WHERE NOT worth)::int AS no
  FROM worth_answers WHERE workspace_id = $1 AND team_id = ANY($2::uuid[]) AND week >= $3::date GROUP BY team_id`

/** The first day on which somebody of the group checked in; null: never. */
export const begun = (actor: Actor) => `SELECT min(c.recorded_at) AS at FROM ${counted(actor)}`

/**
 * Week by week of use ($4: the first Monday, $5: the last one): of the key results that were published all week, those
 * that had a check-in inside their rhythm when it ended; and the promises that fell due in it, kept or not.
 */
export const weeks = (actor: Actor) => `
  WITH w AS (
    SELECT generate_series($4::date, $5::date, interval '7 days')::date AS monday),
  asked AS (
    SELECT w.monday, k.id, CASE k.cadence WHEN 'weekly' THEN 7 WHEN 'biweekly' THEN 14 ELSE 31 END AS days
    FROM w JOIN key_results k ON k.workspace_id = $1 AND k.team_id = ANY($2::uuid[])
      AND k.published_at < w.monday AND (k.closed_at IS NULL OR k.closed_at >= w.monday + 7)
      AND k.lifecycle IN ('published', 'closed') AND k.asks <> 'program' AND ${visible(actor, 'k', '$3')}),
  answered AS (
    SELECT a.monday, count(*)::int AS due, count(*) FILTER (WHERE EXISTS (
        SELECT FROM check_ins c WHERE c.workspace_id = $1 AND c.key_result_id = a.id AND c.source <> 'import'
          AND c.recorded_at >= a.monday + 7 - a.days AND c.recorded_at < a.monday + 7))::int AS answered
    FROM asked a GROUP BY a.monday),
  promised AS (
    SELECT w.monday, count(*)::int AS promises, count(*) FILTER (WHERE b.promise_kept)::int AS kept
    FROM w JOIN barriers b ON b.workspace_id = $1 AND b.team_id = ANY($2::uuid[])
      AND b.promise_day >= w.monday AND b.promise_day < w.monday + 7 AND b.promise_kept IS NOT NULL
      AND b.audience <> 'leader_only' AND ${visible(actor, 'b', '$3')}
    GROUP BY w.monday)
  SELECT w.monday, coalesce(a.due, 0) AS due, coalesce(a.answered, 0) AS answered, coalesce(p.promises, 0) AS promises,
    coalesce(p.kept, 0) AS kept
  FROM w LEFT JOIN answered a ON a.monday = w.monday LEFT JOIN promised p ON p.monday = w.monday ORDER BY w.monday`

/**
 * This cycle ($4) and the three that began before it: barriers raised and cleared, and those cleared by somebody who
 * does not lead the team that was asked.
 */
export const cycles = (actor: Actor) => `
  WITH four AS (
    SELECT n.id, n.name, n.start_day, n.end_day, s.zone FROM cycles c
    JOIN cycles n ON n.workspace_id = $1 AND n.start_day <= c.start_day AND n.state <> 'planning'
    JOIN workspace_settings s ON s.workspace_id = $1
    WHERE c.workspace_id = $1 AND c.id = $4 ORDER BY n.start_day DESC, n.id LIMIT 4),
  raised AS (
    SELECT q.id AS cycle_id, b.state, b.raised_by, b.cleared_by IS NOT NULL AND NOT EXISTS (
        SELECT FROM team_members l WHERE l.workspace_id = $1 AND l.team_id = coalesce(b.asked_team_id, b.team_id)
          AND l.member_id = b.cleared_by AND l.role = 'leader') AS by_others
    FROM barriers b JOIN four q ON (b.raised_at AT TIME ZONE q.zone)::date BETWEEN q.start_day AND q.end_day
    WHERE b.workspace_id = $1 AND b.team_id = ANY($2::uuid[]) AND b.state <> 'withdrawn' AND b.raised_at IS NOT NULL
      AND b.audience <> 'leader_only' AND ${visible(actor, 'b', '$3')})
  SELECT q.id, q.name, q.start_day AS "startDay", q.end_day AS "endDay",
    (SELECT count(*)::int FROM raised r WHERE r.cycle_id = q.id) AS raised,
    (SELECT count(*)::int FROM raised r WHERE r.cycle_id = q.id AND r.state IN ('cleared', 'confirmed')) AS cleared,
    (SELECT count(*)::int FROM raised r WHERE r.cycle_id = q.id AND r.state IN ('cleared', 'confirmed') AND r.by_others)
      AS "clearedByOthers"
  FROM four q ORDER BY q.start_day`

/** Days from a yes to the first step after it, by cycle ($4), as the ladder keeps them; and of how many people. */
export const lags = (actor: Actor) => `
  SELECT o.cycle_id AS "cycleId", json_agg(r.lag_days) AS lags, count(DISTINCT r.member_id)::int AS people
  FROM rungs r JOIN objectives o ON o.workspace_id = $1 AND o.id = r.objective_id
  WHERE r.workspace_id = $1 AND r.lag_days IS NOT NULL AND o.team_id = ANY($2::uuid[]) AND ${visible(actor, 'o', '$3')}
    AND o.cycle_id = ANY($4::uuid[]) GROUP BY o.cycle_id`

/** The rounds of cycles ($4): when each was opened, and the days on which steps of what grew from it were finished. */
export const asked = (actor: Actor) => `
  SELECT r.cycle_id AS "cycleId", (r.opened_at AT TIME ZONE w.zone)::date::text AS "openedOn",
    array(SELECT DISTINCT (s.finished_at AT TIME ZONE w.zone)::date::text FROM (
        SELECT t.finished_at FROM proposals p JOIN steps t ON t.workspace_id = $1 AND t.objective_id = p.objective_id
          WHERE p.workspace_id = $1 AND p.round_id = r.id
        UNION ALL
        SELECT t.finished_at FROM proposals p
          JOIN alignments a ON a.workspace_id = $1 AND a.parent_objective_id = p.objective_id
          JOIN steps t ON t.workspace_id = $1 AND t.key_result_id = a.child_key_result_id
          WHERE p.workspace_id = $1 AND p.round_id = r.id) s WHERE s.finished_at IS NOT NULL) AS "finishedDays"
  FROM planning_rounds r JOIN workspace_settings w ON w.workspace_id = $1
  WHERE r.workspace_id = $1 AND r.team_id = ANY($2::uuid[]) AND ${visible(actor, 'r', '$3')} AND r.kind <> 'again'
    AND r.cycle_id = ANY($4::uuid[]) ORDER BY r.id`

/** The cycle that runs on a day ($2), of several the one that began last. */
export const running = `
  SELECT id FROM cycles WHERE workspace_id = $1 AND state <> 'planning' AND start_day <= $2::date
  ORDER BY start_day DESC, id LIMIT 1`

/** Teams as far as the actor ($2: teams, $3: guest) knows of them, with their people. */
export const teams = `
  SELECT t.id, t.name, t.parent_id AS "parentId",
    array(SELECT x.member_id FROM team_members x JOIN members m ON m.workspace_id = $1 AND m.id = x.member_id
      AND m.merged_into IS NULL AND m.state NOT IN ('left', 'erased') AND NOT m.guest
      WHERE x.workspace_id = $1 AND x.team_id = t.id) AS "memberIds"
  FROM teams t WHERE t.workspace_id = $1 AND t.closed_at IS NULL AND (t.id = ANY($2::uuid[]) OR NOT t.private)
  ORDER BY t.id`
