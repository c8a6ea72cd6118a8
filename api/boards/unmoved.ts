import { addDays, addWorkingDays, type Day, type WorkCalendar } from '../calendar.ts'
import type { KeyResultRow, PathRow } from './row.ts'

/** Working days after which an agreed goal should have seen its first finished step: as long as a step may last. */
export const UNMOVED_DAYS = 5

interface Agreed {
  lifecycle: string
  publishedOn: Day | null
  startDay: Day
}

/** The day from which on an item counts as agreed: its publication, but never before it begins. Null before both. */
export function agreedOn({ lifecycle, publishedOn, startDay }: Agreed): Day | null {
  if (lifecycle !== 'published' || publishedOn === null) return null
  return publishedOn > startDay ? publishedOn : startDay
}

/** The first day that is too young: what was agreed on an earlier one has had its working days by `today`. */
export function tooYoung(today: Day, calendar: WorkCalendar): Day {
  return addWorkingDays(addDays(today, 1), -UNMOVED_DAYS, calendar)
}

/**
 * Whether a key result stands where it stood when it was agreed: nobody has brought another value than the baseline,
 * the target is not reached either, and no step is finished. A number that moved the wrong way has moved.
 */
export function isStill(
  { latestValue, baseline, percent }: Pick<KeyResultRow, 'latestValue' | 'baseline' | 'percent'>,
  { laid }: PathRow,
): boolean {
  const moved = latestValue !== null && latestValue !== baseline
  return !moved && (percent ?? 0) < 100 && laid === 0
}
