import { inSight } from '../barriers/policy.ts'
import { dayOf } from '../calendar.ts'
import type { CycleRow } from '../cycles/entity.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import type { MyReviewsDto } from './my-reviews-schema.ts'
import { phaseOf } from './phase.ts'

type OpenCycle = Pick<CycleRow, 'id' | 'startDay' | 'endDay' | 'state'> & { zone: string }

const cyclesStatement = `
  SELECT c.id, c.start_day AS "startDay", c.end_day AS "endDay", c.state, s.zone FROM cycles c
  JOIN workspace_settings s ON s.workspace_id = c.workspace_id
  WHERE c.workspace_id = $1 AND c.state IN ('active', 'reviewing')`

// $5: cycles in their second half.
const midwayStatement = (actor: Actor) => `
  SELECT k.id, k.title, k.kind, k.unit, k.baseline::float8, k.target::float8, k.latest_value::float8 AS value,
    k.people_total AS "peopleTotal", k.percent::float8, c.name AS cycle, c.end_day AS "endDay",
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', b.id, 'number', b.number, 'title', b.title, 'kind', b.kind)
        ORDER BY b.number)
      FROM barriers b JOIN barrier_blocks x ON x.workspace_id = $1 AND x.barrier_id = b.id AND x.key_result_id = k.id
      WHERE b.workspace_id = $1 AND b.state IN ('cleared', 'confirmed') AND ${inSight(actor)}), '[]') AS cleared
  FROM midway_reviews m
  JOIN key_results k ON k.workspace_id = $1 AND k.id = m.key_result_id AND k.cycle_id = m.cycle_id
  JOIN cycles c ON c.workspace_id = $1 AND c.id = m.cycle_id
  WHERE m.workspace_id = $1 AND m.cycle_id = ANY($5::uuid[]) AND m.choice IS NULL AND k.owner_id = $2
    AND k.lifecycle = 'published' AND ${visible(actor, 'k', '$3')}
  ORDER BY k.title, k.id LIMIT 50`

// $4: teams one leads, $5: cycles in their last weeks. Whoever leads ends what others own, too.
const closingStatement = (actor: Actor) => `
  SELECT t.id AS "teamId", t.name AS "teamName", c.id AS "cycleId", c.name AS cycle, c.end_day AS "endDay",
    count(*)::int AS open
  FROM (SELECT workspace_id, team_id, cycle_id, owner_id, lifecycle, audience FROM objectives
      UNION ALL SELECT workspace_id, team_id, cycle_id, owner_id, lifecycle, audience FROM key_results) i
  JOIN teams t ON t.workspace_id = $1 AND t.id = i.team_id
  JOIN cycles c ON c.workspace_id = $1 AND c.id = i.cycle_id
  WHERE i.workspace_id = $1 AND i.cycle_id = ANY($5::uuid[]) AND i.lifecycle IN ('published', 'postponed')
    AND (i.owner_id = $2 OR i.team_id = ANY($4::uuid[])) AND ${visible(actor, 'i', '$3')}
  GROUP BY t.id, t.name, c.id, c.name, c.end_day, c.start_day ORDER BY c.end_day, t.name, t.id LIMIT 50`

const challengesStatement = (actor: Actor) => `
  SELECT h.id, k.id AS "keyResultId", k.title,
    jsonb_build_object('id', m.id, 'name', m.name) AS by, h.words, h.due_day AS "dueDay",
    h.due_day < ($4::timestamptz AT TIME ZONE s.zone)::date AS overdue
  FROM challenges h
  JOIN key_results k ON k.workspace_id = $1 AND k.id = h.key_result_id
  JOIN members m ON m.workspace_id = $1 AND m.id = h.by_id
  JOIN workspace_settings s ON s.workspace_id = $1
  WHERE h.workspace_id = $1 AND h.asked_of = $2 AND h.answer IS NULL AND ${visible(actor, 'k', '$3')}
  ORDER BY h.due_day, h.id LIMIT 50`

/** What a cycle asks of the actor now: half-time answers of their key results, and teams whose cycle ends. */
export async function readMyReviews(tx: Tx, actor: Actor): Promise<MyReviewsDto> {
  const { workspaceId, memberId, teams, now, leads } = actor
  const cycles = await rows<OpenCycle>(tx, cyclesStatement, [workspaceId])
  const idsIn = (phase: string) =>
    cycles.filter((cycle) => phaseOf(cycle, dayOf(now, cycle.zone)) === phase).map(({ id }) => id)
  const me = [workspaceId, memberId, teams]
  const ask = <Part extends keyof MyReviewsDto>(statement: string, ...more: unknown[]) =>
    rows<MyReviewsDto[Part][number]>(tx, statement, [...me, ...more])
  const [midway, closing, challenges] = await Promise.all([
    ask<'midway'>(midwayStatement(actor), now, idsIn('second_half')),
    ask<'closing'>(closingStatement(actor), leads, idsIn('last_weeks')),
    ask<'challenges'>(challengesStatement(actor), now),
  ])
  return { midway, closing, challenges }
}
