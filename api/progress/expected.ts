import { type Day, daysBetween } from '../calendar.ts'
import { exact, type Fraction, minus, over, plus, rounded, times } from './exact.ts'
import { asPercent, stays, wayOf } from './progress.ts'
import type { Reason } from './reasons.ts'
import type { Plan } from './types.ts'

/** What a plan expects of a day; value and percent with 4 decimals. */
export interface Expected {
  value: number
  percent: number
  reason: Reason[]
}

interface Point {
  day: Day
  value: number
}

/**
 * What `plan` expects at the end of `day`: straight lines by calendar days from the baseline on the first day
 * through the phased targets to the target on the last day. Of *stay* measures the target is expected throughout.
 */
export function expectedOn(day: Day, plan: Plan): Expected {
  const { target, direction } = plan
  if (stays(direction)) {
    return {
      value: target,
      percent: 100,
      reason: [{ code: 'expected.stay', params: { percent: 100, value: target } }],
    }
  }
  const points = pointsOf(plan)
  const from = points.findLast((point) => point.day <= day)
  const to = points.find((point) => point.day > day)
  const exactly = valueOn(day, from, to)
  const figures = { value: rounded(exactly), percent: asPercent(wayOf(plan, exactly)) }
  return { ...figures, reason: [reasonOf(day, plan, from, to, figures)] }
}

/** The corners of the line. Phased targets off the plan's inner days are passed over; of two on a day the last counts. */
function pointsOf({ startDay, endDay, baseline, target, phased }: Plan): Point[] {
  const inner = phased.filter(({ day }) => startDay < day && day < endDay)
  const byDay = new Map(inner.map(({ day, value }) => [day, value]))
  const corners = [...byDay].map(([day, value]) => ({ day, value })).sort((a, b) => (a.day < b.day ? -1 : 1))
  return [{ day: startDay, value: baseline }, ...corners, { day: endDay, value: target }]
}

function valueOn(day: Day, from: Point | undefined, to: Point | undefined): Fraction {
  if (!from) return exact(to?.value ?? 0)
  if (!to) return exact(from.value)
  const passed = over(exact(daysBetween(from.day, day)), exact(daysBetween(from.day, to.day)))
  return plus(exact(from.value), times(minus(exact(to.value), exact(from.value)), passed))
}

function reasonOf(
  day: Day,
  { startDay, endDay }: Plan,
  from: Point | undefined,
  to: Point | undefined,
  figures: { value: number; percent: number },
): Reason {
  if (!from) return { code: 'expected.not_begun', params: { ...figures, startDay } }
  if (!to) return { code: 'expected.over', params: { ...figures, endDay } }
  const line = { fromDay: from.day, fromValue: from.value, toDay: to.day, toValue: to.value }
  return { code: 'expected.on_line', params: { ...figures, day, ...line } }
}
