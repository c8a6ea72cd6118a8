import { inSight } from '../barriers/policy.ts'
import { askedOfMe, columns as barrier, lastTurn } from '../barriers/read.sql.ts'
import { saidYes } from '../commitments/ask.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { mostWaiting, winInSight, winRank } from '../wins/read.ts'
import { item, itemJoins, measure, step } from './parts.sql.ts'

/** How many barriers and wins one screen shows; what is beyond stands in the queue and on the page of wins. */
export const shown = { commits: 3, asked: 10, raised: 20, ledTo: 20, celebrate: mostWaiting }

const running = `i.lifecycle = 'published' AND c.state <> 'closed'`

/** Key results whose number the actor keeps, as owner or assigned, while their cycle takes check-ins. */
function kept(actor: Actor): string {
  return `
  kept_ids AS (
    SELECT id, 'owner' AS role FROM key_results WHERE workspace_id = $1 AND owner_id = $2 AND lifecycle = 'published'
    UNION ALL
    SELECT key_result_id, role FROM assignments
      WHERE workspace_id = $1 AND member_id = $2 AND key_result_id IS NOT NULL AND role IN ('delegate', 'check_in_owner')),
  kept AS (
    SELECT ${item}, ${measure}, n.role, (i.published_at AT TIME ZONE p.zone)::date AS "publishedOn",
      (i.latest_observed_at AT TIME ZONE p.zone)::date AS "observedOn",
      (SELECT json_build_object('id', o.id, 'title', o.title) FROM alignments a
        JOIN objectives o ON o.workspace_id = a.workspace_id AND o.id = a.parent_objective_id
        WHERE a.workspace_id = $1 AND a.child_key_result_id = i.id AND ${visible(actor, 'o', '$3')}
        ORDER BY a.id LIMIT 1) AS goal
    FROM (SELECT id, max(role) AS role FROM kept_ids GROUP BY id) n
    JOIN key_results i ON i.workspace_id = $1 AND i.id = n.id ${itemJoins} CROSS JOIN place p
    WHERE ${running} AND p.today <= c.end_day + c.grace_days AND ${visible(actor, 'i', '$3')})`
}

/** Where the actor has a live or pencilled step, and their own key results that may need one. */
function paths(actor: Actor): string {
  const subject = (table: string, kind: string, column: string) => `
    SELECT '${kind}' AS kind, i.id, i.title, i.team_id AS "teamId", t.name AS "teamName",
      (SELECT json_agg(${step} ORDER BY s.due_day, s.id) FROM my_steps s
        WHERE s.${column} = i.id AND s.state = 'live') AS live,
      (SELECT json_agg(${step} ORDER BY s.position, s.id) FROM my_steps s
        WHERE s.${column} = i.id AND s.state = 'pencilled') AS pencilled
    FROM ${table} i ${itemJoins}
    WHERE i.workspace_id = $1 AND i.id IN (SELECT ${column} FROM my_steps
      UNION ALL SELECT k.id FROM ${table} k WHERE k.workspace_id = $1 AND k.owner_id = $2 AND '${kind}' = 'key_result')
      AND ${running} AND ${visible(actor, 'i', '$3')}`
  return `
  my_steps AS MATERIALIZED (
    SELECT * FROM steps WHERE workspace_id = $1 AND owner_id = $2 AND state IN ('live', 'pencilled')),
  paths AS (${subject('key_results', 'key_result', 'key_result_id')}
    UNION ALL ${subject('objectives', 'objective', 'objective_id')})`
}

/** Goals that the actor was asked to say yes to, and has not answered. */
function commits(actor: Actor): string {
  return `
  commits AS (
    SELECT q.id, i.id AS "objectiveId", i.title, i.why, i.team_id AS "teamId", t.name AS "teamName", q.asked_at AS at, (
      SELECT json_agg(json_build_object('id', k.id, 'title', k.title, 'mine', k.owner_id = $2)
        ORDER BY k.owner_id = $2 DESC, k.id)
      FROM alignments a JOIN key_results k ON k.workspace_id = a.workspace_id AND k.id = a.child_key_result_id
      WHERE a.workspace_id = $1 AND a.parent_objective_id = i.id AND k.lifecycle = 'published'
        AND ${visible(actor, 'k', '$3')}) AS measures
    FROM commitment_asks q JOIN objectives i ON i.workspace_id = $1 AND i.id = q.objective_id ${itemJoins}
    WHERE q.workspace_id = $1 AND q.member_id = $2 AND q.declined_at IS NULL AND ${running}
      AND ${visible(actor, 'i', '$3')} AND NOT ${saidYes('$2', 'i.id')}
    ORDER BY q.asked_at, q.id LIMIT ${shown.commits})`
}

/** Barriers that wait for the actor's answer, the costliest first, and those the actor raised and that are not over. */
function barriers(actor: Actor): string {
  return `
  asked_ids AS (
    SELECT q.id, q.cost_of_delay, q.cost_per_day, q.days_waiting FROM (${askedOfMe}) mine
    JOIN barriers q ON q.workspace_id = $1 AND q.asked_of = mine.member_id AND q.cost_of_delay IS NOT NULL
      AND (mine.team_id IS NULL OR q.asked_team_id = mine.team_id)),
  asked AS (
    SELECT ${barrier} FROM (SELECT id FROM asked_ids
      ORDER BY cost_of_delay DESC, cost_per_day DESC, days_waiting DESC, id DESC LIMIT ${shown.asked}) n
    JOIN barriers b ON b.workspace_id = $1 AND b.id = n.id ${lastTurn} WHERE ${inSight(actor)}),
  raised AS (
    SELECT ${barrier} FROM barriers b ${lastTurn}
    WHERE b.workspace_id = $1 AND b.raised_by = $2 AND b.state NOT IN ('confirmed', 'withdrawn') AND NOT b.unconfirmed
    ORDER BY (b.clock = 'raiser') DESC NULLS LAST, b.created_at DESC LIMIT ${shown.raised})`
}

/** What win `w` is about, as JSON. */
export const subjectOfWin = (actor: Actor) => `(
  SELECT json_build_object('kind', x.kind, 'id', x.id, 'title', x.title) FROM (
    SELECT 'key_result' AS kind, k.id, k.title FROM key_results k WHERE k.workspace_id = $1 AND k.id = w.key_result_id
    UNION ALL SELECT 'objective', o.id, o.title FROM objectives o WHERE o.workspace_id = $1 AND o.id = w.objective_id
    UNION ALL SELECT 'step', s.id, s.text FROM steps s WHERE s.workspace_id = $1 AND s.id = w.step_id
    UNION ALL SELECT 'barrier', b.id, b.title FROM barriers b WHERE b.workspace_id = $1 AND b.id = w.barrier_id
      AND ${inSight(actor)}) x)`

/**
 * What the actor's check-ins led to in the last fourteen days: cleared barriers, wins of theirs, comments of others;
 * and what others had cleared that held up something of theirs.
 */
function ledTo(actor: Actor): string {
  const person = (id: string) =>
    `(SELECT json_build_object('id', m.id, 'name', m.name) FROM members m WHERE m.workspace_id = $1 AND m.id = ${id})`
  const keyResult = (id: string) =>
    `(SELECT json_build_object('kind', 'key_result', 'id', k.id, 'title', k.title) FROM key_results k
      WHERE k.workspace_id = $1 AND k.id = ${id} AND ${visible(actor, 'k', '$3')})`
  const since = `$4::timestamptz - interval '14 days'`
  return `
  held_up AS (
    SELECT barrier_id, min(item_id::text)::uuid AS item_id FROM (
      SELECT z.barrier_id, k.id AS item_id FROM key_results k JOIN barrier_blocks z
        ON z.workspace_id = k.workspace_id AND z.key_result_id = k.id WHERE k.workspace_id = $1 AND k.owner_id = $2
      UNION ALL
      SELECT z.barrier_id, s.key_result_id FROM steps s JOIN barrier_blocks z
        ON z.workspace_id = s.workspace_id AND z.step_id = s.id WHERE s.workspace_id = $1 AND s.owner_id = $2) x
    GROUP BY barrier_id),
  led_to AS (
    SELECT 'barrier' AS kind, b.id, b.cleared_at AS at, b.number, b.title, b.kind AS code, ${person('b.cleared_by')} AS by,
      ${keyResult('c.key_result_id')} AS subject
    FROM barriers b JOIN check_ins c ON c.workspace_id = b.workspace_id AND c.id = b.check_in_id
    WHERE b.workspace_id = $1 AND b.raised_by = $2 AND c.author_id = $2 AND b.state IN ('cleared', 'confirmed')
      AND b.cleared_at > ${since}
    UNION ALL
    SELECT 'unblocked', b.id, b.cleared_at, b.number, b.title, b.kind, ${person('b.cleared_by')}, ${keyResult('h.item_id')}
    FROM held_up h JOIN barriers b ON b.workspace_id = $1 AND b.id = h.barrier_id
    WHERE b.raised_by <> $2 AND b.state IN ('cleared', 'confirmed') AND b.cleared_at > ${since} AND ${inSight(actor)}
    UNION ALL
    SELECT 'win', w.id, w.created_at, NULL, w.what, w.found_by, NULL, ${subjectOfWin(actor)}
    FROM win_credits x JOIN wins w ON w.workspace_id = x.workspace_id AND w.id = x.win_id
    WHERE x.workspace_id = $1 AND x.member_id = $2 AND w.created_at > ${since}
      AND ${winInSight(actor)} AND NOT EXISTS (SELECT FROM barriers b
        WHERE b.workspace_id = $1 AND b.id = w.barrier_id AND b.raised_by = $2 AND b.check_in_id IS NOT NULL)
    UNION ALL
    SELECT 'target', e.id, e.at, NULL, NULL, NULL, ${person('e.member_id')}, ${keyResult('e.key_result_id')}
    FROM (SELECT c.key_result_id, min(c.recorded_at) AS first FROM check_ins c WHERE c.workspace_id = $1
        AND c.author_id = $2 AND c.key_result_id IS NOT NULL AND c.recorded_at > $4::timestamptz - interval '21 days'
        GROUP BY c.key_result_id) mine
    JOIN target_edits e ON e.workspace_id = $1 AND e.key_result_id = mine.key_result_id AND e.at >= mine.first
    WHERE e.at > ${since} AND e.target_before <> e.target_after AND e.member_id IS DISTINCT FROM $2
    UNION ALL
    SELECT 'comment', o.id, o.created_at, NULL, NULL, NULL, ${person('o.author_id')}, ${keyResult('c.key_result_id')}
    FROM check_ins c JOIN comments o ON o.workspace_id = c.workspace_id AND o.check_in_id = c.id
    WHERE c.workspace_id = $1 AND c.author_id = $2 AND c.recorded_at > $4::timestamptz - interval '28 days'
      AND o.created_at > ${since} AND o.author_id <> $2 AND o.removed_at IS NULL
      AND (EXISTS (SELECT FROM key_results k WHERE k.workspace_id = $1 AND k.id = c.key_result_id AND ${visible(actor, 'k', '$3')})
        OR EXISTS (SELECT FROM objectives j WHERE j.workspace_id = $1 AND j.id = c.objective_id AND ${visible(actor, 'j', '$3')})))`
}

/** Wins of the teams the actor leads ($5) that nobody celebrated yet; what took the most comes first. */
function waiting(actor: Actor): string {
  return `
  waiting AS (
    SELECT w.id, w.found_by AS "foundBy", w.what, w.better_off AS "betterOff", w.team_id AS "teamId", t.name AS "teamName",
      w.waits_until AS "waitsUntil", w.created_at AS at, ${subjectOfWin(actor)} AS subject,
      (SELECT json_agg(json_build_object('id', m.id, 'name', m.name, 'role', x.role) ORDER BY x.role, m.name)
        FROM win_credits x JOIN members m ON m.workspace_id = x.workspace_id AND m.id = x.member_id
        WHERE x.workspace_id = $1 AND x.win_id = w.id) AS credits
    FROM wins w JOIN teams t ON t.workspace_id = w.workspace_id AND t.id = w.team_id CROSS JOIN place p
    WHERE w.team_id = ANY($5::uuid[]) AND w.celebrated_at IS NULL AND w.fact_gone_at IS NULL AND w.waits_until >= p.today
      AND ${winInSight(actor)}
    ORDER BY ${winRank}, w.created_at DESC, w.id DESC LIMIT ${shown.celebrate})`
}

/**
 * All that is the actor's this week in one statement, as lists in JSON: it is the first thing everybody opens, so it is
 * one trip however much there is. What is due, and why, is worked out outside from these facts.
 */
export function myWeek(actor: Actor): string {
  return `
  WITH place AS MATERIALIZED (
    SELECT s.zone, s.working_weekdays, ($4::timestamptz AT TIME ZONE s.zone)::date AS today
    FROM workspace_settings s WHERE s.workspace_id = $1),
  ${[kept(actor), paths(actor), commits(actor), barriers(actor), ledTo(actor), waiting(actor)].join(',')}
  SELECT p.today, p.working_weekdays AS "workingWeekdays",
    (SELECT json_agg(f.day) FROM days_off f
      WHERE f.workspace_id = $1 AND f.day BETWEEN p.today AND p.today + 14) AS "daysOff",
    (SELECT json_agg(k ORDER BY k.id) FROM kept k) AS kept,
    (SELECT json_agg(s ORDER BY s.id) FROM paths s) AS paths,
    (SELECT json_agg(q ORDER BY q.at, q.id) FROM commits q) AS commits,
    (SELECT count(*)::int FROM asked_ids) AS "askedCount",
    (SELECT json_agg(a ORDER BY a."costOfDelay" DESC, a."costPerDay" DESC, a."daysWaiting" DESC, a.id DESC)
      FROM asked a) AS asked,
    (SELECT json_agg(r ORDER BY (r.clock = 'raiser') DESC NULLS LAST, r."createdAt" DESC) FROM raised r) AS raised,
    (SELECT json_agg(l ORDER BY l.at DESC, l.id) FROM (SELECT * FROM led_to ORDER BY at DESC LIMIT ${shown.ledTo}) l) AS "ledTo",
    (SELECT json_agg(w) FROM waiting w) AS waiting
  FROM place p`
}
