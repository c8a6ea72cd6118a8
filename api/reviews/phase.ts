import { addDays, type Day } from '../calendar.ts'
import type { CycleRow } from '../cycles/entity.ts'
import { halfTimeOf } from '../cycles/half-time.ts'

/** How many days before its end a cycle begins to ask for scores. */
export const lastDays = 14

/** Where a cycle is on a day: scores and carry-forward appear in its last two weeks and stay until it is closed. */
export type Phase = 'planning' | 'first_half' | 'second_half' | 'last_weeks' | 'closed'

type Days = Pick<CycleRow, 'startDay' | 'endDay'>

/** The first day on which scores are asked for. */
export function lastWeeksOf({ startDay, endDay }: Days): Day {
  const begin = addDays(endDay, 1 - lastDays)
  return begin < startDay ? startDay : begin
}

/** Where the cycle is on a day. What an admin moved on already counts, whatever the day. */
export function phaseOf(cycle: Days & Pick<CycleRow, 'state'>, today: Day): Phase {
  if (cycle.state === 'closed') return 'closed'
  if (cycle.state === 'reviewing' || today >= lastWeeksOf(cycle)) return 'last_weeks'
  if (cycle.state === 'planning' || today < cycle.startDay) return 'planning'
  return today < halfTimeOf(cycle) ? 'first_half' : 'second_half'
}
