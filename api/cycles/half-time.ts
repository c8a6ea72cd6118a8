import { addDays, type Day, daysBetween } from '../calendar.ts'

/** The day in the middle of a cycle or of an item's own days: the first one of its second half. */
export function halfTimeOf({ startDay, endDay }: { startDay: Day; endDay: Day }): Day {
  return addDays(startDay, Math.ceil((daysBetween(startDay, endDay) + 1) / 2))
}
