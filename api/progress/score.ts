import { suggestScore } from './progress.ts'
import type { Reason } from './reasons.ts'
import { type RollUpItem, rollUp } from './roll-up.ts'

/** An item of an objective at the close: what it was scored, where it was. */
export interface Scored extends RollUpItem {
  score: number | null
}

export interface Suggested {
  score: number | null
  reason: Reason[]
}

/**
 * The score 0–1 proposed for an objective: the mean by weight of what its items were scored, or of their percent ÷ 100
 * where they have none, with one decimal, halves up. Without items that are known, its own percent.
 */
export function suggestObjectiveScore(items: readonly Scored[], percent: number | null): Suggested {
  const found = rollUp(
    items.map((item) => ({ ...item, percent: item.score === null ? item.percent : item.score * 100 })),
  )
  const { score } = suggestScore(found.percent)
  if (score === null) return suggestScore(percent)
  return { score, reason: [{ code: 'score.of_items', params: { score, counted: found.counted } }] }
}
