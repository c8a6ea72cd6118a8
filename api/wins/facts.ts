import { type Day, dayOf } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { percentOf } from '../progress/progress.ts'
import type { Measure } from '../progress/types.ts'
import type { Movement, Point, Span } from './find.ts'

interface Place {
  teamId: string
  audience: 'workspace' | 'team'
}

type Stood = { value: number; day: Day }

interface CheckInFact extends Place, Measure {
  keyResultId: string
  authorId: string | null
  ownerId: string
  value: number
  observedAt: Date
  seq: number
  zone: string
  behind: boolean
  blocked: boolean
}

/** Whether the key result `k` was behind when the check-in `c` was made. */
export const wasBehind = `EXISTS (SELECT FROM events e WHERE e.workspace_id = $1 AND e.subject_id = k.id
  AND e.data ->> 'checkInId' = c.id::text AND e.data ->> 'healthBefore' = 'behind')`

/** Whether a barrier stood in the way of `k` when `c` was made. */
export const blocked = `EXISTS (SELECT FROM barrier_blocks x LEFT JOIN steps p ON p.workspace_id = $1 AND p.id = x.step_id
  JOIN barriers b ON b.workspace_id = $1 AND b.id = x.barrier_id
  WHERE x.workspace_id = $1 AND coalesce(x.key_result_id, p.key_result_id) = k.id AND b.audience <> 'leader_only'
    AND b.state <> 'withdrawn' AND b.raised_at <= c.recorded_at
    AND (b.cleared_at IS NULL OR b.cleared_at > c.recorded_at))`

// What was taken back, corrected since or imported tells nothing; nor does what is not worked on any more.
const checkInStatement = `
  SELECT k.id AS "keyResultId", c.author_id AS "authorId", k.owner_id AS "ownerId", k.team_id AS "teamId", k.audience,
    k.direction, k.baseline::float8, k.target::float8, k.kind, k.people_total AS total, c.value::float8, c.seq,
    c.observed_at AS "observedAt", s.zone,
    ${wasBehind} AS behind, ${blocked} AS blocked
  FROM check_ins c JOIN key_results k ON k.workspace_id = $1 AND k.id = c.key_result_id
  JOIN workspace_settings s ON s.workspace_id = $1
  WHERE c.workspace_id = $1 AND c.id = $2 AND c.source <> 'import' AND c.value IS NOT NULL
    AND k.lifecycle = 'published' AND ${stands('c')}`

const beforeStatement = `
  SELECT c.value::float8, (c.observed_at AT TIME ZONE $4)::date AS day FROM check_ins c
  WHERE c.workspace_id = $1 AND c.key_result_id = $2 AND c.value IS NOT NULL
    AND (c.observed_at, c.seq) < ($3::timestamptz, $5::int) AND ${stands('c')}
  ORDER BY c.observed_at, c.seq`

/** The condition under which a check-in counts: neither taken back nor replaced by one that counts. */
function stands(alias: string): string {
  const undone = (id: string) =>
    `EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = ${id})`
  return `NOT ${undone(`${alias}.id`)} AND NOT EXISTS (SELECT FROM check_ins n WHERE n.workspace_id = $1
    AND n.supersedes_id = ${alias}.id AND NOT ${undone('n.id')})`
}

/** How a check-in moved its key result, as far as it counts; undefined when it does not, or is none. */
export async function movementOf(tx: Tx, actor: Actor, checkInId: string) {
  const fact = await first<CheckInFact>(tx, checkInStatement, [actor.workspaceId, checkInId])
  if (!fact) return undefined
  const { keyResultId, teamId, audience, authorId, ownerId, zone } = fact
  const values = [actor.workspaceId, keyResultId, fact.observedAt, zone, fact.seq]
  const before = await rows<Stood>(tx, beforeStatement, values)
  const at = ({ day, value }: Stood): Point => ({ day, percent: percentOf({ ...fact, value }).percent! })
  const movement: Movement = {
    keyResultId,
    before: before.map(at),
    now: at({ value: fact.value, day: dayOf(fact.observedAt, zone) }),
    stays: fact.direction === 'at_least' || fact.direction === 'at_most',
    hard: fact.behind || fact.blocked,
  }
  return { movement, place: { teamId, audience }, people: [authorId ?? ownerId, ownerId] }
}

interface StepFact extends Place {
  ownerId: string
  last: Day | null
  finished: Day
  excused: Span[]
}

// The last thing they did here before: another step, or their yes. Waiting for a barrier is not standing still.
const stepStatement = `
  SELECT s.owner_id AS "ownerId", i.team_id AS "teamId", i.audience,
    (s.finished_at AT TIME ZONE w.zone)::date AS finished,
    (greatest(
      (SELECT max(p.finished_at) FROM steps p WHERE p.workspace_id = $1 AND p.owner_id = s.owner_id AND p.id <> s.id
        AND coalesce(p.key_result_id, p.objective_id) = i.id AND p.finished_at < s.finished_at),
      (SELECT max(c.committed_at) FROM commitments c WHERE c.workspace_id = $1 AND c.member_id = s.owner_id
        AND coalesce(c.key_result_id, c.objective_id) = i.id AND c.committed_at < s.finished_at)
    ) AT TIME ZONE w.zone)::date AS last,
    coalesce((SELECT jsonb_agg(jsonb_build_object('from', x.a, 'to', x.z)) FROM (
      SELECT from_day AS a, to_day AS z FROM absences WHERE workspace_id = $1 AND member_id = s.owner_id
      UNION ALL
      SELECT b.raised_day, coalesce((b.cleared_at AT TIME ZONE w.zone)::date, (s.finished_at AT TIME ZONE w.zone)::date)
        FROM barriers b JOIN barrier_blocks k ON k.workspace_id = $1 AND k.barrier_id = b.id
        LEFT JOIN steps q ON q.workspace_id = $1 AND q.id = k.step_id
        WHERE b.workspace_id = $1 AND b.raised_by = s.owner_id AND b.raised_day IS NOT NULL AND b.state <> 'withdrawn'
          AND coalesce(k.key_result_id, q.key_result_id, q.objective_id) = i.id) x), '[]') AS excused
  FROM steps s JOIN workspace_settings w ON w.workspace_id = $1
  JOIN (SELECT id, team_id, audience FROM key_results WHERE workspace_id = $1
    UNION ALL SELECT id, team_id, audience FROM objectives WHERE workspace_id = $1) i
    ON i.id = coalesce(s.key_result_id, s.objective_id)
  WHERE s.workspace_id = $1 AND s.id = $2 AND s.state = 'laid' AND s.source <> 'import'`

/** A finished step with what its owner did before it; undefined when it is not finished any more. */
export function stepOf(tx: Tx, actor: Actor, stepId: string): Promise<StepFact | undefined> {
  return first<StepFact>(tx, stepStatement, [actor.workspaceId, stepId])
}
