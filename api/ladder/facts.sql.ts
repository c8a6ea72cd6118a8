import { waitingStates } from '../barriers/entity.ts'

const states = waitingStates.map((state) => `'${state}'`).join(', ')

/** Who a fact is about today: a placeholder's facts are those of the person it was merged into. */
const person = (id: string) => `JOIN members p ON p.workspace_id = $1 AND p.id = ${id}`
const who = 'coalesce(p.merged_into, p.id) AS member_id'

/**
 * What is known of every one of the people of objectives $2: owner, assigned and team (guests aside), whoever said yes
 * or finished a step. Facts of an objective are its own and those of the key results directly under it; all of them
 * as days of the workspace. One statement, however many there are, because it runs after every fact and every midnight.
 */
export const factsStatement = `
  WITH place AS MATERIALIZED (SELECT zone FROM workspace_settings WHERE workspace_id = $1),
  goals AS MATERIALIZED (
    SELECT o.id, o.team_id, o.owner_id FROM objectives o WHERE o.workspace_id = $1 AND o.id = ANY($2::uuid[])),
  numbers AS MATERIALIZED (
    SELECT g.id AS goal, k.id, k.owner_id FROM goals g
    JOIN alignments a ON a.workspace_id = $1 AND a.parent_objective_id = g.id
    JOIN key_results k ON k.workspace_id = $1 AND k.id = a.child_key_result_id AND k.lifecycle <> 'draft'),
  taken AS MATERIALIZED (
    SELECT g.id AS goal, s.id, s.owner_id, s.finished_at FROM goals g
      JOIN steps s ON s.workspace_id = $1 AND s.objective_id = g.id
    UNION ALL
    SELECT n.goal, s.id, s.owner_id, s.finished_at FROM numbers n
      JOIN steps s ON s.workspace_id = $1 AND s.key_result_id = n.id),
  said AS MATERIALIZED (
    SELECT y.goal, ${who}, max(y.committed_at) FILTER (WHERE y.withdrawn_at IS NULL) AS committed,
      min(y.committed_at) FILTER (WHERE y.withdrawn_at IS NULL) AS first, max(y.withdrawn_at) AS withdrawn
    FROM (
      SELECT g.id AS goal, c.member_id, c.committed_at, c.withdrawn_at FROM goals g
        JOIN commitments c ON c.workspace_id = $1 AND c.objective_id = g.id
      UNION ALL
      SELECT n.goal, c.member_id, c.committed_at, c.withdrawn_at FROM numbers n
        JOIN commitments c ON c.workspace_id = $1 AND c.key_result_id = n.id) y ${person('y.member_id')}
    GROUP BY 1, 2),
  done AS MATERIALIZED (
    SELECT d.goal, ${who}, array_agg(DISTINCT (d.finished_at AT TIME ZONE l.zone)::date::text) AS days
    FROM taken d CROSS JOIN place l ${person('d.owner_id')} WHERE d.finished_at IS NOT NULL GROUP BY 1, 2),
  blocked AS (
    SELECT n.goal, x.barrier_id, n.owner_id AS held FROM numbers n
      JOIN barrier_blocks x ON x.workspace_id = $1 AND x.key_result_id = n.id
    UNION
    SELECT s.goal, x.barrier_id, s.owner_id FROM taken s
      JOIN barrier_blocks x ON x.workspace_id = $1 AND x.step_id = s.id),
  held AS MATERIALIZED (
    SELECT goal, barrier_id, held FROM blocked
    UNION SELECT h.goal, b.id, b.raised_by FROM blocked h JOIN barriers b ON b.workspace_id = $1 AND b.id = h.barrier_id),
  turned AS (
    SELECT t.barrier_id, t.state, t.at, lead(t.at) OVER (PARTITION BY t.barrier_id ORDER BY t.seq) AS until
    FROM barrier_turns t WHERE t.workspace_id = $1 AND t.barrier_id IN (SELECT barrier_id FROM held)),
  paused AS MATERIALIZED (
    SELECT h.goal, ${who}, json_agg(json_build_object('from', (t.at AT TIME ZONE l.zone)::date,
      'to', (t.until AT TIME ZONE l.zone)::date, 'hidden', b.audience = 'leader_only')) AS pauses
    FROM held h JOIN turned t ON t.barrier_id = h.barrier_id AND t.state IN (${states})
    JOIN barriers b ON b.workspace_id = $1 AND b.id = h.barrier_id CROSS JOIN place l ${person('h.held')} GROUP BY 1, 2),
  named AS (
    SELECT id AS goal, owner_id AS member_id FROM goals
    UNION SELECT goal, owner_id FROM numbers
    UNION SELECT g.id, a.member_id FROM goals g JOIN assignments a ON a.workspace_id = $1 AND a.objective_id = g.id
    UNION SELECT n.goal, a.member_id FROM numbers n JOIN assignments a ON a.workspace_id = $1 AND a.key_result_id = n.id
    UNION SELECT g.id, t.member_id FROM goals g JOIN team_members t ON t.workspace_id = $1 AND t.team_id = g.team_id
    UNION SELECT goal, member_id FROM said WHERE committed IS NOT NULL
    UNION SELECT goal, member_id FROM done),
  people AS MATERIALIZED (SELECT DISTINCT n.goal, ${who} FROM named n ${person('n.member_id')})
  SELECT n.goal AS "objectiveId", m.id AS "memberId",
    (SELECT min(s.first_at) FROM seen s JOIN members q ON q.workspace_id = $1 AND q.id = s.member_id
      WHERE s.workspace_id = $1 AND coalesce(q.merged_into, q.id) = m.id AND s.subject_id = n.goal) AS heard,
    (SELECT w.first_at FROM own_words w WHERE w.workspace_id = $1 AND w.objective_id = n.goal AND w.member_id = m.id)
      AS understood,
    (y.committed AT TIME ZONE l.zone)::date::text AS "committedOn",
    (y.first AT TIME ZONE l.zone)::date::text AS "firstOn",
    (y.withdrawn AT TIME ZONE l.zone)::date::text AS "withdrawnOn",
    coalesce(d.days, '{}') AS "finishedDays", coalesce(b.pauses, '[]') AS pauses,
    coalesce((SELECT json_agg(json_build_object('from', a.from_day, 'to', a.to_day)) FROM absences a
      WHERE a.workspace_id = $1 AND a.member_id = m.id), '[]') AS absences,
    array(SELECT DISTINCT e.member_id FROM team_members t JOIN team_members e ON e.workspace_id = $1
      AND e.team_id = t.team_id AND e.role = 'leader' WHERE t.workspace_id = $1 AND t.member_id = m.id) AS leaders,
    r.id AS "rungId", r.rung AS "rungBefore", r.since, r.lag_days AS "lagBefore"
  FROM people n CROSS JOIN place l
  JOIN members m ON m.workspace_id = $1 AND m.id = n.member_id AND NOT m.guest
    AND m.state IN ('placeholder', 'invited', 'active')
  LEFT JOIN said y ON y.goal = n.goal AND y.member_id = m.id
  LEFT JOIN done d ON d.goal = n.goal AND d.member_id = m.id
  LEFT JOIN paused b ON b.goal = n.goal AND b.member_id = m.id
  LEFT JOIN rungs r ON r.workspace_id = $1 AND r.objective_id = n.goal AND r.member_id = m.id
  ORDER BY n.goal, m.id`

/**
 * The running objectives whose rungs are decided by what an event names: $2 items, steps and barriers, and the member or
 * team $3 that it is about.
 */
export const touchedStatement = `
  WITH named AS (SELECT id FROM unnest($2::uuid[]) AS id),
  items AS (
    SELECT id FROM named
    UNION SELECT coalesce(s.key_result_id, s.objective_id) FROM named n
      JOIN steps s ON s.workspace_id = $1 AND s.id = n.id
    UNION SELECT coalesce(x.key_result_id, s.key_result_id, s.objective_id) FROM named n
      JOIN barrier_blocks x ON x.workspace_id = $1 AND x.barrier_id = n.id
      LEFT JOIN steps s ON s.workspace_id = $1 AND s.id = x.step_id
    UNION SELECT r.objective_id FROM rungs r WHERE r.workspace_id = $1 AND r.member_id = $3),
  goals AS (
    SELECT id FROM items
    UNION SELECT a.parent_objective_id FROM items i
      JOIN alignments a ON a.workspace_id = $1 AND a.child_key_result_id = i.id
    UNION SELECT o.id FROM objectives o WHERE o.workspace_id = $1 AND o.team_id = $3)
  SELECT o.id FROM objectives o JOIN goals g ON g.id = o.id
  JOIN cycles c ON c.workspace_id = $1 AND c.id = o.cycle_id
  WHERE o.workspace_id = $1 AND o.lifecycle = 'published' AND c.state <> 'closed' ORDER BY o.id`

/** Every running objective after $2, in bounded batches. */
export const runningStatement = `
  SELECT o.id FROM objectives o JOIN cycles c ON c.workspace_id = $1 AND c.id = o.cycle_id
  WHERE o.workspace_id = $1 AND o.lifecycle = 'published' AND c.state <> 'closed' AND ($2::uuid IS NULL OR o.id > $2)
  ORDER BY o.id LIMIT 50`
