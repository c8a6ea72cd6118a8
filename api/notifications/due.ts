import {
  type Absence,
  addDays,
  type Day,
  dayOf,
  dueInstant,
  isWorkingDay,
  type WorkCalendar,
} from '../calendar.ts'

/** When somebody may be disturbed. */
export interface Rest {
  zone: string
  quietFrom: string
  quietTo: string
  calendar: WorkCalendar
  absences: readonly Absence[]
}

/** What the product starts of itself, at most in a week; what people ask of one, at most in a day. */
export const mostStarted = 2
export const mostAsked = 3

const furthest = 400

/** The first instant from now on that is neither within quiet hours, nor on a day off, nor while away. */
export function outOfQuiet(now: Date, rest: Rest): Date {
  let at = now
  for (let looked = 0; looked < furthest; looked++) {
    const day = dayOf(at, rest.zone)
    if (!isWorkingDay(day, rest.calendar, rest.absences)) {
      at = dueInstant(addDays(day, 1), '00:00', rest.zone)
      continue
    }
    if (!isQuiet(timeOf(at, rest.zone), rest)) return at
    const end = dueInstant(day, rest.quietTo, rest.zone)
    at = end > at ? end : dueInstant(addDays(day, 1), '00:00', rest.zone)
  }
  return at
}

/** Quiet hours may pass midnight; where both ends are the same there are none. */
export function isQuiet(time: string, { quietFrom, quietTo }: Pick<Rest, 'quietFrom' | 'quietTo'>): boolean {
  if (quietFrom === quietTo) return false
  return quietFrom < quietTo ? time >= quietFrom && time < quietTo : time >= quietFrom || time < quietTo
}

/** By zone, of which there are some hundreds: making one takes longer than all else here. */
const clocks = new Map<string, Intl.DateTimeFormat>()

/** 'HH:MM' on the clock of a zone. */
export function timeOf(at: Date, zone: string): string {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone },
    })
    clocks.set(zone, clock)
  }
  return clock.format(at)
}

/** The next time it is this weekday and time in a zone, after now. */
export function nextWeekly(now: Date, zone: string, weekday: number, time: string): Date {
  return nextAt(now, zone, time, (day) => weekdayOf(day) === weekday)
}

/** The next morning of a working day, after now. */
export function nextMorning(now: Date, { zone, quietTo, calendar, absences }: Rest): Date {
  const time = quietTo > '08:30' && quietTo < '12:00' ? quietTo : '08:30'
  return nextAt(now, zone, time, (day) => isWorkingDay(day, calendar, absences))
}

function nextAt(now: Date, zone: string, time: string, fits: (day: Day) => boolean): Date {
  let day = dayOf(now, zone)
  for (let looked = 0; looked < furthest; looked++) {
    const at = dueInstant(day, time, zone)
    if (fits(day) && at > now) return at
    day = addDays(day, 1)
  }
  return dueInstant(day, time, zone)
}

/** Monday 1 to Sunday 7. */
export function weekdayOf(day: Day): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

/** The Monday on which the week of a day begins. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day))
}
