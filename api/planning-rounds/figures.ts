import { rows, type Tx } from '../database/transaction.ts'
import { forbidden } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { homeTeam } from '../objectives/place.ts'
import { fewestVoices } from './policy.ts'
import type { RoundFiguresDto } from './schema.ts'

/**
 * Voice share: the part of those asked who spoke, over all rounds of a team in a cycle, 0 to 1; null while nobody was
 * asked. Summed before dividing, so that a small round weighs as little as it asked.
 */
export function voiceShare(rounds: readonly { asked: number; voices: number }[]): number | null {
  const asked = rounds.reduce((sum, round) => sum + round.asked, 0)
  if (asked === 0) return null
  return rounds.reduce((sum, round) => sum + Math.min(round.voices, round.asked), 0) / asked
}

type Outcome = RoundFiguresDto['byOrigin'][number]

interface Ended {
  origin: Outcome['origin']
  objectives: number
  percent: number | null
  score: number | null
}

/** What came of few is not said as a mean: it would be what came of one of them. */
export function withoutFew<T extends Ended>(ended: T) {
  const few = ended.objectives < fewestVoices
  return { ...ended, ...(few && { percent: null, score: null }), hidden: few ? ('few' as const) : null }
}

/**
 * How a team was asked in a cycle, and what became of its goals by where they came from. For whoever sees the team; no
 * share is shown of fewer than five people, and no mean of fewer than five goals.
 */
export async function roundFigures(
  tx: Tx,
  actor: Actor,
  { teamId, cycleId }: { teamId: string; cycleId: string },
): Promise<RoundFiguresDto> {
  await homeTeam(tx, actor, teamId)
  if (actor.guest) throw forbidden('Guests see the goals of their teams, not how they came about.')
  const values = [actor.workspaceId, teamId, cycleId]
  const rounds = await rows<{ asked: number; voices: number }>(
    tx,
    `SELECT cardinality(asked) AS asked, voices FROM planning_rounds
      WHERE workspace_id = $1 AND team_id = $2 AND cycle_id = $3 AND state <> 'open' AND kind <> 'again'`,
    values,
  )
  const byOrigin = await rows<Ended>(
    tx,
    `SELECT origin, count(*)::int AS objectives,
        round(avg(least(greatest(percent, 0), 100)), 1)::float8 AS percent, round(avg(score), 2)::float8 AS score
      FROM objectives WHERE workspace_id = $1 AND team_id = $2 AND cycle_id = $3 AND lifecycle IN ('published', 'closed')
      GROUP BY origin ORDER BY origin`,
    values,
  )
  const asked = rounds.reduce((sum, round) => sum + round.asked, 0)
  const few = asked > 0 && asked < fewestVoices
  const share = few ? null : voiceShare(rounds)
  return {
    rounds: rounds.length,
    voiceShare: share === null ? null : Math.round(share * 100) / 100,
    hidden: few ? 'few' : null,
    byOrigin: byOrigin.map(withoutFew),
  }
}
