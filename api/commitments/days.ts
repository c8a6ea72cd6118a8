import {
  type Absence,
  addDays,
  addWorkingDays,
  type Day,
  dayOf,
  daysBetween,
  type WorkCalendar,
  workingDaysBetween,
} from '../calendar.ts'
import { first, type Tx } from '../database/transaction.ts'
import { badField, refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'

/** A step takes at most this many working days of its owner. */
export const longestStep = 5

// As many parts as a path has room for: one live and three pencilled.
const mostParts = 4
const furthestDays = 366

/** What a step says. */
export interface Words {
  cue: string | null
  text: string
}

/** The days a member works, and which day it is for them. */
export interface Planning {
  today: Day
  calendar: WorkCalendar
  absences: Absence[]
}

const statement = `
  SELECT coalesce(m.zone, s.zone) AS zone, s.working_weekdays AS "workingWeekdays",
    array(SELECT d.day::text FROM days_off d WHERE d.workspace_id = $1 AND d.day BETWEEN $3::date - 7 AND $3::date + 400)
      AS "daysOff",
    coalesce((SELECT jsonb_agg(jsonb_build_object('from', a.from_day, 'to', a.to_day)) FROM absences a
      WHERE a.workspace_id = $1 AND a.member_id = $2 AND a.to_day >= $3::date - 7), '[]') AS absences
  FROM workspace_settings s LEFT JOIN members m ON m.workspace_id = s.workspace_id AND m.id = $2
  WHERE s.workspace_id = $1`

/** When this member works from now on: the workspace's days less days off and their absences, in their zone. */
export async function planningOf(tx: Tx, actor: Actor, memberId: string): Promise<Planning> {
  const values = [actor.workspaceId, memberId, dayOf(actor.now, 'UTC')]
  const found = await first<WorkCalendar & { zone: string; absences: Absence[] }>(tx, statement, values)
  const { zone, workingWeekdays, daysOff, absences } = found!
  return { today: dayOf(actor.now, zone), calendar: { workingWeekdays, daysOff }, absences }
}

/**
 * The day a step started today is due: the given one, else the last it may have. 400 for a day that is gone or too far
 * to be a step at all; 422 `split-me` with a suggested split for more than five working days.
 */
export function dueDayOf(
  { today, calendar, absences }: Planning,
  given: Day | undefined,
  pointer: string,
  words: Words,
): Day {
  if (given === undefined) return workday(longestStep, today, calendar, absences)
  if (given < today) throw badField(pointer, 'past', 'This day is gone.')
  if (daysBetween(today, given) > furthestDays) throw badField(pointer, 'far', 'Plan within a year.')
  const days = workingDaysBetween(today, given, calendar, absences)
  if (days > longestStep) throw tooLong(days, { today, calendar, absences }, words)
  return given
}

/** Whether a step from today to that day would be longer than a step may be. */
export function isOverlong({ today, calendar, absences }: Planning, day: Day): boolean {
  const near = day < addDays(today, furthestDays) ? day : addDays(today, furthestDays)
  return near > today && workingDaysBetween(today, near, calendar, absences) > longestStep
}

/** The offer to split: equal parts of at most five working days, as many as a path has room for. */
function tooLong(days: number, { today, calendar, absences }: Planning, { cue, text }: Words) {
  const parts = Math.min(mostParts, Math.ceil(days / longestStep))
  const length = Math.min(longestStep, days / parts)
  const dueDays = Array.from({ length: parts }, (_, i) =>
    workday(Math.round(length * (i + 1)), today, calendar, absences),
  )
  // Words and days to begin with; whoever splits it says what each part is.
  const proposed = dueDays.map((dueDay, i) => ({
    cue: i === 0 ? cue : null,
    text: `${text.slice(0, 290)} (${i + 1}/${parts})`,
    dueDay,
  }))
  const detail = `A step has at most ${longestStep} working days, this one has ${days}. Split it.`
  return refuse(422, 'split-me', detail, {
    split: { workingDays: days, atMost: longestStep, dueDays, parts: proposed },
  })
}

/** Somebody away for years still gets a day, as if they were here. */
function workday(n: number, today: Day, calendar: WorkCalendar, absences: Absence[]): Day {
  const soon = absences.filter(({ to }) => daysBetween(today, to) <= furthestDays)
  return addWorkingDays(today, n, calendar, soon)
}
