import { snake } from '../database/naming.ts'
import type { Actor } from '../http/actor.ts'
import { BarrierEntity } from './entity.ts'
import { inSight, standsIn } from './policy.ts'

// A list of barriers is one statement: every row carries what its reader needs to see it and to know what it may do.
// Parameters of all of them: $1 workspace, $2 the actor, $3 their teams, $4 now.

/** The barrier's own columns, named as its row. */
export const own = Object.keys(BarrierEntity.options.columns)
  .map((name) => `b.${snake(name)}${name === 'weight' ? '::float8' : ''} AS "${name}"`)
  .join(', ')

/** What it blocks: key results, and steps with their key result or objective as the place they belong to. */
const blocks = `coalesce((
  SELECT jsonb_agg(jsonb_build_object('id', x.id, 'kind', CASE WHEN x.step_id IS NULL THEN 'key_result' ELSE 'step' END,
    'itemId', coalesce(x.step_id, x.key_result_id), 'keyResultId', k.id, 'title', coalesce(s.text, k.title),
    'teamId', i.id, 'teamName', i.name, 'ownerId', coalesce(s.owner_id, k.owner_id),
    'audience', coalesce(k.audience, o.audience)) ORDER BY x.id)
  FROM barrier_blocks x
  LEFT JOIN steps s ON s.workspace_id = x.workspace_id AND s.id = x.step_id
  LEFT JOIN key_results k ON k.workspace_id = x.workspace_id AND k.id = coalesce(x.key_result_id, s.key_result_id)
  LEFT JOIN objectives o ON o.workspace_id = x.workspace_id AND o.id = s.objective_id
  JOIN teams i ON i.workspace_id = x.workspace_id AND i.id = coalesce(k.team_id, o.team_id)
  WHERE x.workspace_id = b.workspace_id AND x.barrier_id = b.id), '[]')`

const stands = (turn: string) => `NOT EXISTS (SELECT FROM barrier_turns u
  WHERE u.workspace_id = b.workspace_id AND u.barrier_id = b.id AND u.undoes = ${turn}.seq)`

/** The last decision that was made about it and not taken back, in the words of whoever made it. */
const decision = `(SELECT d.words FROM barrier_turns d WHERE d.workspace_id = b.workspace_id AND d.barrier_id = b.id
  AND d.kind = 'decided' AND ${stands('d')} ORDER BY d.seq DESC LIMIT 1)`

const offers = `coalesce((SELECT jsonb_agg(DISTINCT f.by_id) FROM barrier_turns f
  WHERE f.workspace_id = b.workspace_id AND f.barrier_id = b.id AND f.kind = 'offered' AND ${stands('f')}), '[]')`

const people = `coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) ORDER BY m.id) FROM members m
  WHERE m.workspace_id = b.workspace_id AND (m.id IN (b.raised_by, b.asked_of, b.asked_instead_of, b.promise_by, b.cleared_by)
    OR m.id IN (SELECT t.by_id FROM barrier_turns t WHERE t.workspace_id = b.workspace_id AND t.barrier_id = b.id))), '[]')`

// When the workspace works and the actor is away, from the day before yesterday on, as zones differ. It names nothing of
// the barrier, so it is looked up once, however many there are.
const working = `(SELECT jsonb_build_object('workingWeekdays', w.working_weekdays,
    'daysOff', array(SELECT d.day::text FROM days_off d WHERE d.workspace_id = $1
      AND d.day >= ($4::timestamptz)::date - 2 ORDER BY d.day),
    'absences', coalesce((SELECT jsonb_agg(jsonb_build_object('from', a.from_day, 'to', a.to_day) ORDER BY a.from_day)
      FROM absences a WHERE a.workspace_id = $1 AND a.member_id = $2 AND a.to_day >= ($4::timestamptz)::date - 2), '[]'))
  FROM workspace_settings w WHERE w.workspace_id = $1)`

/** The barrier `b` with its last turn `l`, as every read shows it. */
export const columns = `${own}, ${standsIn} AS "standsIn", ${blocks} AS blocks, ${offers} AS offers, ${decision} AS decision,
  ${people} AS people, ${working} AS working,
  l.by_id AS "lastBy", l.at AS "lastAt", l.kind AS "lastKind"`

export const lastTurn = `JOIN barrier_turns l ON l.workspace_id = b.workspace_id AND l.barrier_id = b.id AND l.seq = b.last_turn`

/** The first four parameters. */
export function reader(actor: Actor): unknown[] {
  return [actor.workspaceId, actor.memberId, actor.teams, actor.now]
}

/** The barrier $5, if it is there for the actor. */
export function one(actor: Actor): string {
  return `SELECT ${columns} FROM barriers b ${lastTurn}
    WHERE b.workspace_id = $1 AND b.id = $5 AND ${inSight(actor)}`
}

/** The systemic barrier that $5 is part of, and the parts of $5, as far as the actor sees them. */
export function kinOf(actor: Actor): string {
  const from = `FROM systemic_suggestions s
    JOIN systemic_parts p ON p.workspace_id = s.workspace_id AND p.suggestion_id = s.id`
  return `
    SELECT 'systemic' AS role, b.id, b.number, b.title ${from} JOIN barriers b ON b.workspace_id = $1 AND b.id = s.systemic_id
      WHERE s.workspace_id = $1 AND p.barrier_id = $5 AND ${inSight(actor)}
    UNION ALL
    SELECT 'part', b.id, b.number, b.title ${from} JOIN barriers b ON b.workspace_id = $1 AND b.id = p.barrier_id
      WHERE s.workspace_id = $1 AND s.systemic_id = $5 AND ${inSight(actor)}
    ORDER BY number`
}

/** The actor, and the leaders for whom they stand in today, each on the team where they named the actor. */
export const askedOfMe = `SELECT $2::uuid AS member_id, NULL::uuid AS team_id
  UNION ALL
  SELECT l.member_id, l.team_id FROM team_members l
    JOIN absences a ON a.workspace_id = l.workspace_id AND a.member_id = l.member_id
    JOIN workspace_settings s ON s.workspace_id = l.workspace_id
    WHERE l.workspace_id = $1 AND l.stand_in_id = $2 AND l.role = 'leader'
      AND ($4::timestamptz AT TIME ZONE s.zone)::date BETWEEN a.from_day AND a.to_day`

/**
 * One page of a leader's queue: for each one whose barriers are theirs to answer, walk down the index of the costs
 * until the page is full; only what is on the page is read whole. So 10,000 others cost nothing.
 */
export function queue(actor: Actor): string {
  return `
  WITH mine AS (${askedOfMe}),
  page AS (
    SELECT p.* FROM mine CROSS JOIN LATERAL (
      SELECT q.id, q.cost_of_delay, q.cost_per_day, q.days_waiting FROM barriers q
      WHERE q.workspace_id = $1 AND q.asked_of = mine.member_id AND q.cost_of_delay IS NOT NULL
        AND (mine.team_id IS NULL OR q.asked_team_id = mine.team_id)
        AND ($6::int IS NULL OR (q.cost_of_delay, q.cost_per_day, q.days_waiting, q.id) < ($6, $7::int, $8::int, $9::uuid))
      ORDER BY q.cost_of_delay DESC, q.cost_per_day DESC, q.days_waiting DESC, q.id DESC LIMIT $5) p
    ORDER BY p.cost_of_delay DESC, p.cost_per_day DESC, p.days_waiting DESC, p.id DESC LIMIT $5)
  SELECT ${columns} FROM page JOIN barriers b ON b.workspace_id = $1 AND b.id = page.id ${lastTurn}
  WHERE ${inSight(actor)}
  ORDER BY b.cost_of_delay DESC, b.cost_per_day DESC, b.days_waiting DESC, b.id DESC`
}
