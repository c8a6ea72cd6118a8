import { columnsOf } from '../database/select.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import type { Job } from '../jobs/due.ts'
import { RoundEntity, type RoundRow } from './entity.ts'
import { end } from './planning-rounds.ts'

/** Closes a round whose last day is over. */
export const closeDueRound: Job = async (tx, actor, roundId) => {
  const round = await openRoundOf(tx, actor, roundId)
  if (round) await end(tx, actor, round)
  return null
}

/**
 * In the morning of the last day: a word to those who have not spoken. In an anonymous round nobody knows who has, so
 * it goes to everybody asked.
 */
export const remindOfRound: Job = async (tx, actor, roundId) => {
  const round = await openRoundOf(tx, actor, roundId)
  if (!round) return null
  const members = round.anonymous ? round.asked : await silentIn(tx, actor, round)
  if (members.length === 0) return null
  await record(tx, actor, {
    kind: 'planning-round.closing-soon',
    subject: { kind: 'planning_round', id: round.id },
    audience: { members },
    data: { teamId: round.teamId, closesDay: round.closesDay },
  })
  return null
}

function openRoundOf(tx: Tx, actor: Actor, id: string): Promise<RoundRow | undefined> {
  return first<RoundRow>(
    tx,
    `SELECT ${columnsOf(RoundEntity, 'r')} FROM planning_rounds r
      WHERE r.workspace_id = $1 AND r.id = $2 AND r.state = 'open' FOR UPDATE`,
    [actor.workspaceId, id],
  )
}

/** Who has spoken by name is sealed from the worker too, so each of those asked is looked up as themselves. */
async function silentIn(tx: Tx, actor: Actor, { id, asked }: RoundRow): Promise<string[]> {
  const silent: string[] = []
  for (const memberId of asked) {
    await rows(tx, `SELECT set_config('app.member', $1, true)`, [memberId])
    const spoke = await first(
      tx,
      `SELECT id FROM proposals WHERE workspace_id = $1 AND round_id = $2 AND author_id = $3 AND kind = 'member'
        AND state <> 'withdrawn' LIMIT 1`,
      [actor.workspaceId, id, memberId],
    )
    if (!spoke) silent.push(memberId)
  }
  await rows(tx, `SELECT set_config('app.member', '', true)`)
  return silent
}
