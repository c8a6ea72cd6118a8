import { inSight } from '../barriers/policy.ts'
import { columns as barrier, lastTurn } from '../barriers/read.sql.ts'
import { subjectOfWin } from '../boards/my-week.sql.ts'
import { item, itemJoins, measure, step, waiting } from '../boards/parts.sql.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { winInSight, winRank } from '../wins/read.ts'
import { itemOf } from './agenda.sql.ts'

// What a one-on-one is drawn from. $1 workspace, $2 the actor, $3 their teams, $4 now, $5 the other one, $6 last time.

/** How many of each a panel shows; beyond that there are the pages of their own. */
export const shown = { barriers: 40, wins: 10, keyResults: 20, paths: 20, stalled: 5 }

/**
 * Between the two: one of them raised it, or it holds up a key result or step of theirs, and the other one is asked,
 * promised, or cleared it.
 */
const between = `
  between_ids AS (
    SELECT b.id FROM barriers b WHERE b.workspace_id = $1 AND b.raised_by = $2 AND ${isAsked('$5')}
    UNION SELECT b.id FROM barriers b WHERE b.workspace_id = $1 AND b.raised_by = $5 AND ${isAsked('$2')}
    UNION SELECT b.id FROM blocked x JOIN barriers b ON b.workspace_id = $1 AND b.id = x.barrier_id
      WHERE (x.owner_id = $2 AND ${isAsked('$5')}) OR (x.owner_id = $5 AND ${isAsked('$2')}))`

function isAsked(who: string): string {
  return `${who}::uuid IN (b.asked_of, b.promise_by, b.cleared_by)`
}

const blocked = `
  blocked AS (
    SELECT z.barrier_id, k.owner_id FROM key_results k JOIN barrier_blocks z
      ON z.workspace_id = k.workspace_id AND z.key_result_id = k.id
      WHERE k.workspace_id = $1 AND k.owner_id IN ($2, $5)
    UNION SELECT z.barrier_id, s.owner_id FROM steps s JOIN barrier_blocks z
      ON z.workspace_id = s.workspace_id AND z.step_id = s.id WHERE s.workspace_id = $1 AND s.owner_id IN ($2, $5))`

const isOpen = `(${waiting} OR b.state = 'refused')`
const since = `b.cleared_at > $6::timestamptz`

/** A promise of one of the two that is still open, was cleared since last time, or was missed since. */
const promised = `(b.promise_day IS NOT NULL AND b.promise_by IN ($2, $5)
  AND (${isOpen} OR (b.state IN ('cleared', 'confirmed') AND ${since})))`

/** Every barrier between the two that is in the ledger, or is not over. */
export function barriersBetween(actor: Actor): string {
  return `
  WITH ${blocked}, ${between}
  SELECT ${barrier}, ${promised} AS promised
  FROM between_ids n JOIN barriers b ON b.workspace_id = $1 AND b.id = n.id ${lastTurn}
  WHERE b.raised_at IS NOT NULL AND ${inSight(actor)}
    AND (${promised} OR ${isOpen} OR (b.state = 'cleared' AND NOT b.unconfirmed))
  ORDER BY b.promise_day NULLS LAST, b.raised_at, b.id LIMIT ${shown.barriers}`
}

/** What is agreed and takes check-ins. */
export const running = `i.lifecycle = 'published' AND c.state <> 'closed'`

/** The value that counted at the instant $6. */
const before = `(
  SELECT h.value::float8 FROM check_ins h WHERE h.workspace_id = $1 AND h.key_result_id = i.id
    AND h.recorded_at <= $6::timestamptz
    AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = h.id)
    AND NOT EXISTS (SELECT FROM check_ins y WHERE y.workspace_id = $1 AND y.supersedes_id = h.id
      AND y.recorded_at <= $6::timestamptz AND NOT EXISTS (
        SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = y.id))
  ORDER BY h.observed_at DESC, h.seq DESC LIMIT 1)`

function keyResults(actor: Actor): string {
  return `
  numbers AS (
    SELECT ${item}, ${measure}, (i.published_at AT TIME ZONE p.zone)::date AS "publishedOn", ${before} AS before
    FROM key_results i ${itemJoins} CROSS JOIN place p
    WHERE i.workspace_id = $1 AND i.owner_id IN ($2, $5) AND ${running} AND ${visible(actor, 'i', '$3')}
    ORDER BY (i.owner_id = $5) DESC, i.id LIMIT ${shown.keyResults})`
}

/** The next steps in `their_steps` on key results or objectives; `pairs`: of whom on what. */
export function pathOf(actor: Actor, kind: 'key_result' | 'objective', pairs: string): string {
  const [table, column] = [`${kind}s`, `${kind}_id`]
  return `
    SELECT '${kind}' AS kind, i.id, i.title, i.team_id AS "teamId", t.name AS "teamName", x.owner_id AS "ownerId",
      (SELECT w.name FROM members w WHERE w.workspace_id = $1 AND w.id = x.owner_id) AS "ownerName",
      (SELECT json_agg(${step} ORDER BY s.due_day, s.id) FROM their_steps s
        WHERE s.${column} = i.id AND s.owner_id = x.owner_id AND s.state = 'live') AS live,
      (SELECT json_agg(${step} ORDER BY s.position, s.id) FROM their_steps s
        WHERE s.${column} = i.id AND s.owner_id = x.owner_id AND s.state = 'pencilled') AS pencilled
    FROM (SELECT DISTINCT * FROM (${pairs}) n) x
    JOIN ${table} i ON i.workspace_id = $1 AND i.id = x.id ${itemJoins}
    WHERE ${running} AND ${visible(actor, 'i', '$3')}`
}

function paths(actor: Actor): string {
  const steps = (column: string) => `SELECT ${column} AS id, owner_id FROM their_steps`
  const numbers =
    'SELECT k.id, k.owner_id FROM key_results k WHERE k.workspace_id = $1 AND k.owner_id IN ($2, $5)'
  return `
  their_steps AS MATERIALIZED (
    SELECT * FROM steps WHERE workspace_id = $1 AND owner_id IN ($2, $5) AND state IN ('live', 'pencilled')),
  paths AS (SELECT * FROM (${pathOf(actor, 'key_result', `${steps('key_result_id')} UNION ALL ${numbers}`)}
    UNION ALL ${pathOf(actor, 'objective', steps('objective_id'))}) y
    ORDER BY ("ownerId" = $5) DESC, id LIMIT ${shown.paths})`
}

/** Wins `w` of which a condition holds, since last time, and those that still wait to be celebrated. */
export function winsOf(actor: Actor, condition: string): string {
  return `
  wins_of AS (
    SELECT w.id, w.found_by AS "foundBy", w.what, w.better_off AS "betterOff", w.team_id AS "teamId", t.name AS "teamName",
      w.waits_until AS "waitsUntil", w.created_at AS at, ${subjectOfWin(actor)} AS subject,
      CASE WHEN w.celebrated_at IS NULL THEN 'waiting' ELSE 'celebrated' END AS state,
      (SELECT json_agg(json_build_object('id', m.id, 'name', m.name, 'role', x.role) ORDER BY x.role, m.name)
        FROM win_credits x JOIN members m ON m.workspace_id = x.workspace_id AND m.id = x.member_id
        WHERE x.workspace_id = $1 AND x.win_id = w.id) AS credits
    FROM wins w JOIN teams t ON t.workspace_id = w.workspace_id AND t.id = w.team_id CROSS JOIN place p
    WHERE ${winInSight(actor)} AND ${condition}
      AND (w.created_at > $6::timestamptz OR (w.celebrated_at IS NULL AND w.waits_until >= p.today))
    ORDER BY (w.celebrated_at IS NULL) DESC, ${winRank}, w.created_at DESC, w.id DESC LIMIT ${shown.wins})`
}

/** Where somebody stands still, for whom it is to see: oneself, and who leads a team of theirs ($7). */
export function stalledOf(actor: Actor, condition: string): string {
  return `
  stalled AS (
    SELECT o.id, o.title, r.member_id AS who, m.name AS "whoName", r.since FROM rungs r
    JOIN members m ON m.workspace_id = $1 AND m.id = r.member_id
    JOIN objectives o ON o.workspace_id = $1 AND o.id = r.objective_id
    JOIN cycles c ON c.workspace_id = $1 AND c.id = o.cycle_id
    WHERE r.workspace_id = $1 AND r.rung = 'stalled' AND ${condition}
      AND (r.member_id = $2 OR EXISTS (SELECT FROM team_members l WHERE l.workspace_id = $1
        AND l.member_id = r.member_id AND l.team_id = ANY($7::uuid[])))
      AND o.lifecycle = 'published' AND c.state <> 'closed' AND ${visible(actor, 'o', '$3')}
    ORDER BY r.since, o.id LIMIT ${shown.stalled})`
}

/** One of the two has a share in win `w`. */
const creditsOne = `EXISTS (SELECT FROM win_credits x
  WHERE x.workspace_id = $1 AND x.win_id = w.id AND x.member_id IN ($2, $5))`

/**
 * All but the barriers in one statement, as lists in JSON: the panel opens in a meeting, on any connection. $8 is the
 * one-on-one; $9 whether private notes may be shown where it opens.
 */
export function drawnFrom(actor: Actor): string {
  const list = (from: string) => `(SELECT json_agg(x) FROM ${from} x)`
  return `
  WITH place AS MATERIALIZED (
    SELECT s.zone, ($4::timestamptz AT TIME ZONE s.zone)::date AS today FROM workspace_settings s WHERE s.workspace_id = $1),
  ${[keyResults(actor), paths(actor), winsOf(actor, creditsOne), stalledOf(actor, 'r.member_id IN ($2, $5)')].join(',')}
  SELECT ${list('numbers')} AS numbers, ${list('paths')} AS paths, ${list('wins_of')} AS wins,
    ${list('stalled')} AS stalled,
    (SELECT json_agg(${itemOf(actor)} ORDER BY (a.done_at IS NOT NULL), a.created_at, a.id) FROM agenda_items a
      WHERE a.workspace_id = $1 AND a.one_on_one_id = $8 AND a.meeting_id IS NULL AND a.removed_at IS NULL) AS agenda,
    (SELECT json_build_object('text', n.text, 'version', n.version, 'revision', n.version) FROM private_notes n
      WHERE $9::boolean AND n.workspace_id = $1 AND n.one_on_one_id = $8 AND n.member_id = $2) AS "privateNotes"`
}
