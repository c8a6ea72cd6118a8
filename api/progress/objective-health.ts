import { compare, exact, type Fraction, over, plus, rounded, times } from './exact.ts'
import { overridden } from './health.ts'
import type { Health, HealthFound, Override } from './types.ts'

/** From this share of weight on, silent items make the whole unknown. */
export const SILENT_SHARE = 0.5

const NOTCHES: Partial<Record<Health, Fraction>> = { on_track: exact(0), at_risk: exact(1), behind: exact(2) }

/** An item of an objective: its share as `rollUp` found it, and how it stands. */
export interface ItemHealth {
  share: number
  health: Health
}

/**
 * How an objective stands by its items: the weighted mean of the known ones (on track 0, at risk 1, behind 2,
 * to the nearest notch, halves to the worse). Not started ones wait; half of the weight silent is unknown.
 * An objective checked in by hand is `healthOf` of its own check-ins instead.
 */
export function objectiveHealthOf(input: {
  items: readonly ItemHealth[]
  override: Override | null
}): HealthFound {
  const counting = input.items.filter(({ share }) => share > 0)
  return overridden(healthOfItems(counting), input.override)
}

function healthOfItems(items: readonly ItemHealth[]): HealthFound {
  if (items.length === 0) return { health: 'unknown', reason: [{ code: 'health.no_items', params: {} }] }
  const counts = countsOf(items)
  const started = weightOf(items.filter(({ health }) => health !== 'not_started'))
  if (started.top === 0n) {
    return { health: 'not_started', reason: [{ code: 'health.items_not_started', params: counts }] }
  }
  const silent = rounded(over(weightOf(items.filter(({ health }) => health === 'unknown')), started), 6)
  if (silent >= SILENT_SHARE) {
    return { health: 'unknown', reason: [{ code: 'health.items_silent', params: { ...counts, silent } }] }
  }
  const health = nearestNotch(items)
  return { health, reason: [{ code: 'health.items', params: { ...counts, health } }] }
}

function nearestNotch(items: readonly ItemHealth[]): Health {
  const known = items.filter(({ health }) => NOTCHES[health])
  const sum = known
    .map(({ share, health }) => times(exact(share), NOTCHES[health] ?? exact(0)))
    .reduce(plus, exact(0))
  // Shares are rounded, so a half is compared rounded too.
  const mean = exact(rounded(over(sum, weightOf(known)), 6))
  if (compare(mean, exact(0.5)) < 0) return 'on_track'
  return compare(mean, exact(1.5)) < 0 ? 'at_risk' : 'behind'
}

function weightOf(items: readonly ItemHealth[]): Fraction {
  return items.map(({ share }) => exact(share)).reduce(plus, exact(0))
}

function countsOf(items: readonly ItemHealth[]): Record<Health, number> {
  const counts = { on_track: 0, at_risk: 0, behind: 0, not_started: 0, unknown: 0 }
  for (const { health } of items) counts[health]++
  return counts
}
