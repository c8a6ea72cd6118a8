import { dayOf } from '../calendar.ts'
import type { CycleRow } from '../cycles/entity.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { happened, keyResultNoun } from '../objectives/lifecycle.ts'
import { phaseOf } from './phase.ts'

type Running = Pick<CycleRow, 'id' | 'startDay' | 'endDay' | 'state'>
interface Asked {
  id: string
  teamId: string
  audience: 'workspace' | 'team'
  ownerId: string
}

const runningStatement = `
  SELECT id, start_day AS "startDay", end_day AS "endDay", state FROM cycles
  WHERE workspace_id = $1 AND state = 'active'`

const askStatement = `
  WITH asked AS (
    INSERT INTO midway_reviews (workspace_id, key_result_id, cycle_id, asked_at)
    SELECT $1, k.id, $2, $3 FROM key_results k
    WHERE k.workspace_id = $1 AND k.cycle_id = $2 AND k.lifecycle = 'published'
      AND (k.published_at AT TIME ZONE $5)::date < $4
    ON CONFLICT DO NOTHING RETURNING key_result_id)
  SELECT k.id, k.team_id AS "teamId", k.audience, k.owner_id AS "ownerId"
  FROM asked a JOIN key_results k ON k.workspace_id = $1 AND k.id = a.key_result_id ORDER BY k.id`

/**
 * At the day turn: half way through a cycle, asks of every key result that began before whether it is kept, changed or
 * stopped, and says once that the cycle is half over. In its last two weeks the close asks instead.
 */
export async function askAtHalfTime(tx: Tx, actor: Actor): Promise<void> {
  const today = dayOf(actor.now, actor.zone)
  for (const cycle of await rows<Running>(tx, runningStatement, [actor.workspaceId])) {
    if (phaseOf(cycle, today) === 'second_half') await ask(tx, actor, cycle, today)
  }
}

async function ask(tx: Tx, actor: Actor, { id: cycleId }: Running, today: string): Promise<void> {
  const asked = await rows<Asked>(tx, askStatement, [
    actor.workspaceId,
    cycleId,
    actor.now,
    today,
    actor.zone,
  ])
  for (const one of asked) {
    await happened(tx, actor, keyResultNoun, one, 'midway-asked', { cycleId, ownerId: one.ownerId })
  }
  if (asked.length > 0) await tellOnce(tx, actor, cycleId)
}

/** Says it once; the pulse asks again by itself on the same day (`api/pulses/jobs.ts`). */
async function tellOnce(tx: Tx, actor: Actor, cycleId: string): Promise<void> {
  const kind = 'cycle.half-time'
  const told = await first(
    tx,
    'SELECT FROM events WHERE workspace_id = $1 AND subject_id = $2 AND kind = $3 LIMIT 1',
    [actor.workspaceId, cycleId, kind],
  )
  if (told) return
  const audience = { audience: 'workspace' as const, teamId: null }
  await record(tx, actor, { kind, subject: { kind: 'cycle', id: cycleId }, audience, data: {} })
}
