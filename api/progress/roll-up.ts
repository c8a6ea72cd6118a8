import { compare, exact, type Fraction, minus, over, plus, rounded, times } from './exact.ts'
import { clamp } from './progress.ts'
import type { Reason } from './reasons.ts'

/** An item under an objective; weight in percent of the objective or null, percent unclamped or null when unknown. */
export interface RollUpItem {
  id: string
  weight: number | null
  percent: number | null
}

/** What an item counts for in its objective; shares 0–1 with 12 decimals. */
export interface Share {
  id: string
  /** Of the whole, unknown items included: sums to 1. */
  share: number
  /** Of what is known, 0 for an unknown item: sums to 1, or to 0 when nothing is known. */
  shareOfKnown: number
  /** The percent points it gives to the mean; null when unknown. */
  adds: number | null
  reason: Reason
}

/** The weighted mean of an objective's items, 0–100 with 4 decimals; null when none is known. */
export interface RollUp {
  percent: number | null
  counted: number
  unknown: number
  notCounting: number
  shares: Share[]
  reason: Reason[]
}

interface Weighed extends RollUpItem {
  weight: number | null
  pull: Fraction
  known: Fraction | null
}

const ZERO = exact(0)
const HUNDRED = exact(100)
const SHARE_DECIMALS = 12

/**
 * The percent of an objective by its items (decisions 4 in README.md): each clamped to 0–100, by weight, unknown
 * ones left out. Postponed and closed items count like any other: the caller passes only those that should.
 * Throws RangeError on a negative weight.
 */
export function rollUp(items: readonly RollUpItem[]): RollUp {
  const weighed = weigh(items)
  const counting = weighed.filter(({ pull }) => pull.top > 0n)
  const known = counting.filter((item) => item.known)
  const total = sum(counting.map(({ pull }) => pull))
  const knownTotal = sum(known.map(({ pull }) => pull))
  const percent = meanOf(known)
  const counts = { counted: known.length, unknown: counting.length - known.length }
  return {
    percent,
    ...counts,
    notCounting: items.length - counting.length,
    shares: weighed.map((item) => shareOf(item, items, total, knownTotal)),
    reason: reasonOf(percent, counts, known),
  }
}

/** The percent of `rollUp` alone, where nobody asks for shares and reasons. */
export function meanPercent(items: readonly RollUpItem[]): number | null {
  return meanOf(weigh(items).filter(({ pull, known }) => pull.top > 0n && known))
}

function meanOf(known: readonly Weighed[]): number | null {
  if (known.length === 0) return null
  const points = sum(known.map(({ pull, known }) => times(pull, known ?? ZERO)))
  return rounded(over(points, sum(known.map(({ pull }) => pull))))
}

/** Each item with what it pulls: its weight, or its part of what the weighted ones leave of 100. */
function weigh(items: readonly RollUpItem[]): Weighed[] {
  if (items.some(({ weight }) => weight !== null && weight < 0)) throw new RangeError('A weight is 0 or more')
  const equal = areEqual(items)
  const each = equal ? exact(1) : eachUnweighted(items)
  return items.map(({ id, weight, percent }) => ({
    id,
    weight,
    percent,
    pull: equal || weight === null ? each : exact(weight),
    known: percent === null ? null : exact(clamp(percent)),
  }))
}

/** No item has a weight of its own: all null, or all zero. */
function areEqual(items: readonly RollUpItem[]): boolean {
  return items.every(({ weight }) => weight === null) || items.every(({ weight }) => weight === 0)
}

function eachUnweighted(items: readonly RollUpItem[]): Fraction {
  const left = minus(HUNDRED, given(items))
  const unweighted = items.filter(({ weight }) => weight === null).length
  return unweighted > 0 && left.top > 0n ? over(left, exact(unweighted)) : ZERO
}

function given(items: readonly RollUpItem[]): Fraction {
  return sum(items.map(({ weight }) => exact(weight ?? 0)))
}

function shareOf(item: Weighed, items: readonly RollUpItem[], total: Fraction, knownTotal: Fraction): Share {
  const { id, pull, known } = item
  const share = rounded(over(pull, total), SHARE_DECIMALS)
  const ofKnown = known && knownTotal.top > 0n ? over(pull, knownTotal) : ZERO
  return {
    id,
    share,
    shareOfKnown: rounded(ofKnown, SHARE_DECIMALS),
    adds: known && rounded(times(ofKnown, known)),
    reason: shareReason(item, items, share, rounded(total)),
  }
}

function shareReason(
  { weight, pull }: Weighed,
  items: readonly RollUpItem[],
  share: number,
  of: number,
): Reason {
  if (areEqual(items)) return { code: weight === null ? 'share.equal' : 'share.all_zero', params: { share } }
  if (weight === 0) return { code: 'share.zero', params: {} }
  if (weight !== null) return { code: 'share.weight', params: { share, weight, of } }
  if (pull.top === 0n) return { code: 'share.none_left', params: { given: rounded(given(items)) } }
  return { code: 'share.left', params: { share, left: rounded(minus(HUNDRED, given(items))) } }
}

function reasonOf(
  percent: number | null,
  { counted, unknown }: { counted: number; unknown: number },
  known: readonly Weighed[],
): Reason[] {
  const left: Reason[] = unknown > 0 ? [{ code: 'roll_up.unknown', params: { unknown } }] : []
  if (percent === null) return [{ code: 'roll_up.nothing', params: {} }, ...left]
  const clamped = known.filter((item) => compare(exact(item.percent ?? 0), item.known ?? ZERO) !== 0).length
  const cut: Reason[] = clamped > 0 ? [{ code: 'roll_up.clamped', params: { clamped } }] : []
  return [{ code: 'roll_up.mean', params: { percent, counted } }, ...left, ...cut]
}

function sum(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce(plus, ZERO)
}
