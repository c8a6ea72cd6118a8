import {
  type Absence,
  addDays,
  addWorkingDays,
  type Day,
  dayOf,
  endOfWeekWorkingDay,
  type WorkCalendar,
} from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import type { Severity } from './entity.ts'

/** Working days until the first answer is due. */
export const answerDays: Record<Severity, number> = { high: 1, normal: 2, low: 3 }

/** Working days after which what was cleared reads *cleared, not confirmed*. */
export const confirmDays = 5

/** How far ahead a promise may lie, in days. */
const furthestPromise = 366

export interface Workdays extends WorkCalendar {
  /** The workspace's zone, in which days since raised are counted. */
  zone: string
}

/** When the workspace works. */
export async function loadWorkdays(tx: Tx, actor: Actor): Promise<Workdays> {
  const found = await first<Workdays>(
    tx,
    `SELECT s.zone, s.working_weekdays AS "workingWeekdays",
      array(SELECT d.day::text FROM days_off d WHERE d.workspace_id = s.workspace_id ORDER BY d.day) AS "daysOff"
      FROM workspace_settings s WHERE s.workspace_id = $1`,
    [actor.workspaceId],
  )
  return found!
}

/** When a member is away. */
export function loadAbsences(tx: Tx, actor: Actor, memberId: string): Promise<Absence[]> {
  return rows<Absence>(
    tx,
    `SELECT from_day AS "from", to_day AS "to" FROM absences WHERE workspace_id = $1 AND member_id = $2
      ORDER BY from_day`,
    [actor.workspaceId, memberId],
  )
}

/** The day by which the asked one is to answer, in their zone. */
export function answerDue(now: Date, zone: string, severity: Severity, workdays: WorkCalendar) {
  return { dueDay: addWorkingDays(dayOf(now, zone), answerDays[severity], workdays), dueZone: zone }
}

/** The words of *by when?*, or a day. */
export const promiseWords = ['today', 'this_week', 'next_week'] as const

/**
 * The day a leader promises, in their zone: today stays today however late it is; this week and next week are their
 * last working days. 400 for a day that is over or more than a year ahead.
 */
export function promisedDay(
  by: string,
  now: Date,
  zone: string,
  workdays: WorkCalendar,
  absences: readonly Absence[],
): Day {
  const today = dayOf(now, zone)
  if (by === 'today') return today
  const thisWeek = endOfWeekWorkingDay(today, workdays, absences)
  if (by === 'this_week') return thisWeek
  if (by === 'next_week') return endOfWeekWorkingDay(addDays(thisWeek, 1), workdays, absences)
  if (by < today) throw badField('/by', 'past', 'This day is over. Promise one that is still to come.')
  if (by > addDays(today, furthestPromise)) throw badField('/by', 'far', 'Promise a day within a year.')
  return by
}

/** What each word would promise: the screen names the very day on its buttons. */
export function promisedDays(
  now: Date,
  zone: string,
  workdays: WorkCalendar,
  absences: readonly Absence[],
): { today: Day; thisWeek: Day; nextWeek: Day } {
  const by = (word: (typeof promiseWords)[number]) => promisedDay(word, now, zone, workdays, absences)
  return { today: by('today'), thisWeek: by('this_week'), nextWeek: by('next_week') }
}

/** The n-th working day from now in the workspace's zone. */
export function addWorkingDaysFrom(now: Date, n: number, workdays: Workdays): Day {
  return addWorkingDays(dayOf(now, workdays.zone), n, workdays)
}
