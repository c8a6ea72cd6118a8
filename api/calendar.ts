import { Temporal } from 'temporal-polyfill'

/** A calendar day, 'YYYY-MM-DD', without a zone. */
export type Day = string

/** The days a workspace works: weekdays by ISO number (Monday 1 to Sunday 7), less its days off. */
export interface WorkCalendar {
  workingWeekdays: readonly number[]
  daysOff: readonly Day[]
}

/** A member's time away, first and last day included. */
export interface Absence {
  from: Day
  to: Day
}

// A span beyond this is a slip of data; better an error than a search that never ends.
const FURTHEST_SEARCH_DAYS = 3660

const DAY = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const ZONE_NAME = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/

/** Whether a text is a day that exists, written 'YYYY-MM-DD'. */
export function isDay(text: string): boolean {
  try {
    plain(text)
    return true
  } catch {
    return false
  }
}

/** Whether a text names a time zone as IANA does ('Europe/Berlin', 'UTC'); an offset ('+02:00') is no zone. */
export function isZone(zone: string): boolean {
  if (!ZONE_NAME.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The day it is in `zone` at `instant`. Throws RangeError on an unknown zone. */
export function dayOf(instant: Date, zone: string): Day {
  return zoned(instant, zone).toPlainDate().toString()
}

/** The first instant of a day in `zone`: 00:00, or what follows where the clock skips it. */
export function startOfDay(day: Day, zone: string): Date {
  return instantOf(plain(day).toZonedDateTime(zone))
}

/** The day turn: the first instant after `instant` at which another day has begun in `zone`. */
export function nextMidnight(instant: Date, zone: string): Date {
  return instantOf(zoned(instant, zone).toPlainDate().add({ days: 1 }).toZonedDateTime(zone))
}

/**
 * The instant at which the clock in `zone` shows `time` ('HH:MM') on `day`. A time the clock skips in
 * spring moves on by what is skipped (02:30 → 03:30); a time it shows twice in autumn is the first of both.
 */
export function dueInstant(day: Day, time: string, zone: string): Date {
  if (!TIME.test(time)) throw new RangeError(`Not a time of day: ${time}`)
  const local = plain(day).toPlainDateTime(Temporal.PlainTime.from(time))
  return instantOf(local.toZonedDateTime(zone, { disambiguation: 'compatible' }))
}

/** The Monday of the week of `day`. */
export function startOfWeek(day: Day): Day {
  const date = plain(day)
  return date.subtract({ days: date.dayOfWeek - 1 }).toString()
}

/** The day `n` calendar days later (earlier when negative). */
export function addDays(day: Day, n: number): Day {
  return plain(day).add({ days: n }).toString()
}

/** Calendar days from one day to another: 0 on the same day, negative backwards. */
export function daysBetween(from: Day, to: Day): number {
  return plain(from).until(plain(to), { largestUnit: 'days' }).days
}

/** Whether people work on `day`: a working weekday, no day off, within none of the absences. */
export function isWorkingDay(day: Day, calendar: WorkCalendar, absences: readonly Absence[] = []): boolean {
  return works(plain(day), calendar, absences)
}

/**
 * The `n`-th working day after `day` (before it when negative); 0 is `day` itself, working or not.
 * Throws RangeError when nobody works for some ten years.
 */
export function addWorkingDays(
  day: Day,
  n: number,
  calendar: WorkCalendar,
  absences: readonly Absence[] = [],
): Day {
  if (!Number.isInteger(n)) throw new RangeError(`Working days are whole: ${n}`)
  let date = plain(day)
  for (let left = Math.abs(n); left > 0; left--) date = nextWorking(date, Math.sign(n), calendar, absences)
  return date.toString()
}

/**
 * Working days after `from` up to and including `to`: `from` exclusive, `to` inclusive, so that what began
 * today is 0 days old. Backwards it is the same count, negative: between(a, b) = −between(b, a).
 */
export function workingDaysBetween(
  from: Day,
  to: Day,
  calendar: WorkCalendar,
  absences: readonly Absence[] = [],
): number {
  if (from > to) return 0 - workingDaysBetween(to, from, calendar, absences)
  const last = plain(to)
  let count = 0
  for (let date = plain(from); !date.equals(last); ) {
    date = date.add({ days: 1 })
    if (works(date, calendar, absences)) count++
  }
  return count
}

/**
 * The last working day of the working week that holds `day`, never before `day`: on a weekend, or when
 * nothing of the week is left, it is that of the week to come. A working week ends before its longest rest,
 * so Sunday to Thursday ends on Thursday. 'Next week' is this function of the day after 'this week'.
 */
export function endOfWeekWorkingDay(
  day: Day,
  calendar: WorkCalendar,
  absences: readonly Absence[] = [],
): Day {
  const date = plain(day)
  let last = works(date, calendar, absences) ? date : nextWorking(date, 1, calendar, absences)
  const daysLeft = 6 - ((last.dayOfWeek - firstWeekday(calendar) + 7) % 7)
  const weekend = last.add({ days: daysLeft })
  for (let next = last; !next.equals(weekend); ) {
    next = next.add({ days: 1 })
    if (works(next, calendar, absences)) last = next
  }
  return last.toString()
}

/** The weekday after the longest rest of the week; of equal rests the earliest such weekday counts. */
function firstWeekday(calendar: WorkCalendar): number {
  const restBefore = (weekday: number) => {
    let rest = 0
    while (rest < 7 && !calendar.workingWeekdays.includes(((weekday + 5 - rest) % 7) + 1)) rest++
    return rest
  }
  return [...calendar.workingWeekdays].sort((a, b) => restBefore(b) - restBefore(a) || a - b)[0] ?? 1
}

function nextWorking(
  from: Temporal.PlainDate,
  step: number,
  calendar: WorkCalendar,
  absences: readonly Absence[],
): Temporal.PlainDate {
  let date = from
  for (let searched = 0; searched < FURTHEST_SEARCH_DAYS; searched++) {
    date = date.add({ days: step })
    if (works(date, calendar, absences)) return date
  }
  throw new RangeError(`No working day within ${FURTHEST_SEARCH_DAYS} days of ${from}`)
}

function works(date: Temporal.PlainDate, calendar: WorkCalendar, absences: readonly Absence[]): boolean {
  if (!calendar.workingWeekdays.includes(date.dayOfWeek)) return false
  const day = date.toString()
  return !calendar.daysOff.includes(day) && !absences.some(({ from, to }) => from <= day && day <= to)
}

function plain(day: Day): Temporal.PlainDate {
  if (!DAY.test(day)) throw new RangeError(`Not a day: ${day}`)
  return Temporal.PlainDate.from(day)
}

function zoned(instant: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
}

function instantOf(moment: Temporal.ZonedDateTime): Date {
  return new Date(moment.epochMilliseconds)
}
