import { compare, exact, type Fraction, minus, over, rounded, times } from './exact.ts'
import type { Reason } from './reasons.ts'
import type { Direction, Kind, Measure } from './types.ts'

/** How far a value has come; percents with 4 decimals, `distance` in the measure's unit, exact. */
export interface Percent {
  /** Unclamped: below 0 when worse than the baseline, above 100 beyond the target; null without a value. */
  percent: number | null
  /** The same within 0–100, for roll-up. */
  clamped: number | null
  met: boolean
  /** Not met, and on the wrong side of where it began. */
  worse: boolean
  /** What is left to the target, 0 once met; null without a value. */
  distance: number | null
  reason: Reason[]
}

const ZERO = exact(0)
const ONE = exact(1)
const HUNDRED = exact(100)

/** How far `value` is on the way from baseline to target (decisions 4 in README.md). */
export function percentOf(measure: Measure & { value: number | null }): Percent {
  const { value } = measure
  if (value === null) return NO_VALUE
  const way = wayOf(measure, exact(value))
  const percent = asPercent(way)
  const met = compare(way, ONE) >= 0
  const worse = !met && isWorse(measure, way, value)
  const left = Math.abs(rounded(minus(exact(measure.target), exact(value)), 15))
  const found = { percent, clamped: clamp(percent), met, worse, distance: met ? 0 : left }
  return { ...found, reason: reasonOf(measure, value, found) }
}

const NO_VALUE: Percent = {
  percent: null,
  clamped: null,
  met: false,
  worse: false,
  distance: null,
  reason: [{ code: 'percent.no_value', params: {} }],
}

/** The part of the way that `value` has come, exact: 0 at the baseline, 1 at the target; 1 or 0 where there is none. */
export function wayOf({ direction, baseline, target }: Measure, value: Fraction): Fraction {
  const goal = exact(target)
  if (stays(direction) || baseline === target) return reaches(direction, value, goal) ? ONE : ZERO
  const start = exact(baseline)
  return over(minus(value, start), minus(goal, start))
}

/** A part of a way as percent with 4 decimals. */
export function asPercent(way: Fraction): number {
  return rounded(times(way, HUNDRED))
}

/** The percent within 0–100. */
export function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent))
}

/** Whether the direction asks to stay on one side of the target rather than to move there. */
export function stays(direction: Direction): boolean {
  return direction === 'at_least' || direction === 'at_most'
}

/** The measure that a kind brings along: done is 0 → 1, a project 0 → 100 %; null where its owner chooses. */
export function measureOf(kind: Kind): Measure | null {
  if (kind === 'done') return { kind, direction: 'increase', baseline: 0, target: 1 }
  if (kind === 'project') return { kind, direction: 'increase', baseline: 0, target: 100, unit: '%' }
  return null
}

/** The score 0–1 proposed at close: the clamped percent ÷ 100 with one decimal, halves up; null when unknown. */
export function suggestScore(percent: number | null): { score: number | null; reason: Reason[] } {
  if (percent === null) return { score: null, reason: [{ code: 'score.no_percent', params: {} }] }
  const score = rounded(over(exact(clamp(percent)), HUNDRED), 1)
  return { score, reason: [{ code: 'score.of_percent', params: { score, percent } }] }
}

function upwards(direction: Direction): boolean {
  return direction === 'increase' || direction === 'at_least'
}

function reaches(direction: Direction, value: Fraction, target: Fraction): boolean {
  return upwards(direction) ? compare(value, target) >= 0 : compare(value, target) <= 0
}

function isWorse({ direction, baseline, target }: Measure, way: Fraction, value: number): boolean {
  if (!stays(direction) && baseline !== target) return way.top < 0n
  return upwards(direction) ? value < baseline : value > baseline
}

function reasonOf(measure: Measure, value: number, found: Omit<Percent, 'reason'>): Reason[] {
  const unit = unitOf(measure)
  const worse: Reason = { code: 'percent.worse', params: { value, baseline: measure.baseline, unit } }
  const first = firstReason(measure, value, found)
  return found.worse ? [first, worse] : [first]
}

function firstReason(measure: Measure, value: number, found: Omit<Percent, 'reason'>): Reason {
  const { direction, baseline, target, kind, total = null } = measure
  const { met, distance } = found
  const percent = found.percent ?? 0
  const scale = { percent, value, baseline, target, unit: unitOf(measure), total }
  if (kind === 'done' && met) return { code: 'percent.done', params: { percent } }
  if (kind === 'done' && value === baseline) return { code: 'percent.not_done', params: { percent } }
  if (stays(direction)) {
    if (met) return { code: 'percent.holds', params: { ...scale, direction } }
    return { code: 'percent.does_not_hold', params: { ...scale, direction, distance: distance ?? 0 } }
  }
  if (baseline === target) return { code: 'percent.target_is_baseline', params: scale }
  if (baseline === 0) return { code: 'percent.of_target', params: scale }
  return { code: 'percent.of_way', params: { ...scale, ...movement(baseline, target, value) } }
}

/** Units moved towards the target (negative: away) of the units that there were to go. */
function movement(baseline: number, target: number, value: number): { moved: number; way: number } {
  const ahead = target > baseline ? 1 : -1
  const from = exact(baseline)
  const moved = rounded(times(minus(exact(value), from), exact(ahead)), 15)
  return { moved, way: rounded(times(minus(exact(target), from), exact(ahead)), 15) }
}

function unitOf({ kind, unit }: Measure): string | null {
  if (unit) return unit
  if (kind === 'people') return 'people'
  return kind === 'percent' || kind === 'project' ? '%' : null
}
