import { addDays, dayOf } from '../calendar.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { homeTeam } from '../objectives/place.ts'
import { percentOf } from '../progress/progress.ts'
import type { Measure } from '../progress/types.ts'
import { loadWorkdays } from './clock.ts'
import { type CountedTurn, leaderFigures, promisesOf } from './figures.ts'
import type { BarrierMovementDto, MyFiguresDto, PromisesDto } from './figures-schema.ts'
import { findBarrier } from './move.ts'
import { movementAround, type Stood } from './movement.ts'

/** How far back figures look, in days. */
export const figureDays = 90

// The stories of barriers raised since a day; what was taken back, and the taking back, is no part of them.
const storiesStatement = (which: string) => `
  SELECT jsonb_agg(jsonb_build_object('kind', t.kind, 'by', t.by_id, 'day', (t.at AT TIME ZONE $3)::date,
    'askedOf', t.stands ->> 'askedOf', 'kept', (t.data ->> 'kept')::boolean) ORDER BY t.seq) AS turns
  FROM barriers b JOIN barrier_turns t ON t.workspace_id = b.workspace_id AND t.barrier_id = b.id
  WHERE b.workspace_id = $1 AND b.raised_day >= $2 AND t.kind <> 'undone' AND NOT EXISTS (SELECT FROM barrier_turns u
    WHERE u.workspace_id = t.workspace_id AND u.barrier_id = t.barrier_id AND u.undoes = t.seq) AND ${which}
  GROUP BY b.id`

async function stories(tx: Tx, actor: Actor, zone: string, which: string, who: string) {
  const since = addDays(dayOf(actor.now, zone), -figureDays)
  const values = [actor.workspaceId, since, zone, who]
  const found = await rows<{ turns: CountedTurn[] }>(tx, storiesStatement(which), values)
  return found.map(({ turns }) => turns)
}

/**
 * How many promises to a team were kept: for everybody who sees the team, 400 for others. What was for the leader only
 * is not among them.
 */
export async function readPromises(tx: Tx, actor: Actor, teamId: string): Promise<PromisesDto> {
  await homeTeam(tx, actor, teamId)
  const { zone } = await loadWorkdays(tx, actor)
  const which = `b.team_id = $4 AND b.audience <> 'leader_only'`
  return { teamId, days: figureDays, ...promisesOf(await stories(tx, actor, zone, which, teamId)) }
}

/** How the actor answers what they are asked. There is no way to ask for anybody else's: it is for them alone. */
export async function readMyFigures(tx: Tx, actor: Actor): Promise<MyFiguresDto> {
  const workdays = await loadWorkdays(tx, actor)
  const mine = await stories(tx, actor, workdays.zone, '$4 = ANY(b.told)', actor.memberId!)
  return { days: figureDays, ...leaderFigures(actor.memberId!, mine, workdays) }
}

interface Moved extends Measure {
  id: string
  title: string
  stood: { at: string; value: number }[]
}

// Imported history counts; what was taken back or corrected does not.
const movedStatement = (inSight: string) => `
  SELECT k.id, k.title, k.direction, k.baseline::float8, k.target::float8, k.kind, k.people_total AS total, coalesce((
    SELECT jsonb_agg(jsonb_build_object('at', c.observed_at, 'value', c.value) ORDER BY c.observed_at, c.seq)
    FROM check_ins c WHERE c.workspace_id = $1 AND c.key_result_id = k.id AND c.value IS NOT NULL AND NOT EXISTS (
      SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = c.id)
    AND NOT EXISTS (SELECT FROM check_ins n WHERE n.workspace_id = $1 AND n.supersedes_id = c.id AND NOT EXISTS (
      SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = n.id))), '[]') AS stood
  FROM key_results k WHERE k.workspace_id = $1 AND ${inSight} AND k.id IN (
    SELECT coalesce(x.key_result_id, s.key_result_id) FROM barrier_blocks x
    LEFT JOIN steps s ON s.workspace_id = x.workspace_id AND s.id = x.step_id
    WHERE x.workspace_id = $1 AND x.barrier_id = $3)
  ORDER BY k.id`

/** How the blocked key results in the actor's sight moved before, during and after a barrier; 404 out of its sight. */
export async function readMovement(tx: Tx, actor: Actor, id: string): Promise<BarrierMovementDto> {
  const { raisedAt, clearedAt } = await findBarrier(tx, actor, id)
  const inSight = visible(actor, 'k', '$2')
  const found = await rows<Moved>(tx, movedStatement(inSight), [actor.workspaceId, actor.teams, id])
  const shown = raisedAt === null ? [] : found
  return {
    data: shown.map(({ stood, ...keyResult }) => {
      const points = stood.map(({ at, value }): Stood => {
        return { at: new Date(at), percent: percentOf({ ...keyResult, value: Number(value) }).percent! }
      })
      const moved = movementAround({ points, raisedAt: raisedAt!, clearedAt, now: actor.now })
      return { keyResultId: keyResult.id, title: keyResult.title, ...moved }
    }),
  }
}
