import { addDays, type Day, daysBetween } from '../calendar.ts'
import type { Finding } from './entity.ts'

/** Where a key result stood on a day, in percent of the way; unclamped. */
export interface Point {
  day: Day
  percent: number
}

export interface Movement {
  keyResultId: string
  /** What stood before, the oldest first; without any it stood at its baseline, 0. */
  before: readonly Point[]
  now: Point
  /** Measures that should stay on one side of a number know no way, so no milestones and no best week. */
  stays: boolean
  /** The key result was behind, or a barrier was in its way. */
  hard: boolean
}

/** A win that could be told, and the fact it would tell: no fact is told twice. */
export interface Found {
  foundBy: Exclude<Finding, 'hand' | 'barrier_cleared'>
  factKey: string
}

export const milestones = [100, 75, 50, 25] as const

/** So many weeks with a check-in before one can be called the best. */
const weeksBefore = 3

/** Without a finished step for so many days, a person stands still. */
export const stallDays = 14

/**
 * What a check-in could be a win for, the one that counts most first: movement while it was hard, first movement, a
 * milestone crossed, the best week. Nothing where nothing moved towards the target.
 */
export function winsOfMovement({ keyResultId: id, before, now, stays, hard }: Movement): Found[] {
  const last = before.at(-1)?.percent ?? (stays ? now.percent : 0)
  if (now.percent <= last) return []
  const week = mondayOf(now.day)
  const found: Found[] = hard
    ? [{ foundBy: 'against_the_odds', factKey: `against_the_odds ${id} ${week}` }]
    : []
  if (stays) return found
  const best = Math.max(0, ...before.map(({ percent }) => percent))
  if (best === 0) found.push({ foundBy: 'first_movement', factKey: `first_movement ${id}` })
  const crossed = milestones.find((each) => best < each && each <= now.percent)
  if (crossed) found.push({ foundBy: 'milestone', factKey: `milestone ${id} ${crossed}` })
  if (isBestWeek(before, now)) found.push({ foundBy: 'best_week', factKey: `best_week ${id} ${week}` })
  return found
}

/** Whether more was moved in the week of `now` than in any week before, of which there must be some. */
function isBestWeek(before: readonly Point[], now: Point): boolean {
  const moved = weeklyMovement([...before, now])
  const current = moved.pop()!
  return moved.length >= weeksBefore && moved.every((each) => each < current)
}

/** How far each week with a check-in moved, from where the week before it ended; the oldest first. */
function weeklyMovement(points: readonly Point[]): number[] {
  const ends = new Map(points.map(({ day, percent }) => [mondayOf(day), percent]))
  return [...ends.values()].map((end, i, all) => end - (i === 0 ? 0 : all[i - 1]!))
}

/** A Monday of long ago, from which weeks are counted. */
const monday = '2001-01-01'

function mondayOf(day: Day): Day {
  const since = daysBetween(monday, day) % 7
  return addDays(day, -((since + 7) % 7))
}

/** A span of days, first and last included. */
export interface Span {
  from: Day
  to: Day
}

/**
 * Whether whoever finished a step on `finished` had stood still before: nothing since `last` for 14 days, not counting
 * those on which they were away or waited for a barrier to be cleared.
 */
export function stoodStill(last: Day, finished: Day, excused: readonly Span[]): boolean {
  let still = 0
  for (let day = addDays(last, 1); day <= finished; day = addDays(day, 1)) {
    if (!excused.some(({ from, to }) => from <= day && day <= to)) still++
    if (still >= stallDays) return true
  }
  return false
}
