import type { ReadBarrier } from '../barriers/to-barrier.ts'
import { toSummary } from '../barriers/to-barrier.ts'
import { addDays, type Day, endOfWeekWorkingDay, type WorkCalendar } from '../calendar.ts'
import { first, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { dueOn } from '../progress/health.ts'
import { myWeek } from './my-week.sql.ts'
import type { MyWeekDto } from './my-week-schema.ts'
import { instant, teamOf, toMeasured, toStep } from './present.ts'
import type { KeyResultRow, StepRow } from './row.ts'

interface KeptRow extends KeyResultRow {
  role: 'owner' | 'delegate' | 'check_in_owner'
  observedOn: Day | null
  asks: MyWeekDto['checkIns'][number]['asks']
  goal: { id: string; title: string } | null
}

interface PathRow {
  kind: 'key_result' | 'objective'
  id: string
  title: string
  teamId: string
  teamName: string
  live: StepRow[] | null
  pencilled: StepRow[] | null
}

interface CommitRow {
  id: string
  objectiveId: string
  title: string
  why: string | null
  teamId: string
  teamName: string
  measures: MyWeekDto['commits'][number]['measures'] | null
}

type LedToRow = MyWeekDto['ledTo'][number]
type WinRow = Omit<MyWeekDto['celebrate'][number], 'team'> & { teamId: string; teamName: string }

interface WeekRow {
  today: Day
  workingWeekdays: number[]
  daysOff: Day[] | null
  kept: KeptRow[] | null
  paths: PathRow[] | null
  commits: CommitRow[] | null
  askedCount: number
  asked: ReadBarrier[] | null
  raised: ReadBarrier[] | null
  ledTo: LedToRow[] | null
  waiting: WinRow[] | null
}

/** What is the actor's this week: due check-ins, steps, barriers, what came of it, and wins to celebrate. */
export async function readMyWeek(tx: Tx, actor: Actor): Promise<MyWeekDto> {
  const { workspaceId, memberId, teams, now, leads } = actor
  const row = (await first<WeekRow>(tx, myWeek(actor), [workspaceId, memberId, teams, now, leads]))!
  const lastDay = lastDayOf(row)
  const [checkIns, later] = dueBy(lastDay, row, actor)
  const week = {
    day: row.today,
    lastDay,
    commits: (row.commits ?? []).map(toCommit),
    checkIns,
    nextDue: later[0]?.dueDay ?? null,
    paths: (row.paths ?? []).map((path) => toMyPath(path, row.today)),
    asked: (row.asked ?? []).map((barrier) => toSummary(revived(barrier), actor)),
    raised: (row.raised ?? []).map((barrier) => toSummary(revived(barrier), actor)),
    ledTo: (row.ledTo ?? []).map((led) => ({ ...led, at: instant(led.at) })),
    celebrate: (row.waiting ?? []).map((win) => toWaiting(win)),
  }
  return { ...week, line: lineOf(week, row.askedCount) }
}

function lastDayOf({ today, workingWeekdays, daysOff }: WeekRow): Day {
  const calendar: WorkCalendar = { workingWeekdays, daysOff: daysOff ?? [] }
  return endOfWeekWorkingDay(today, calendar)
}

type Due = MyWeekDto['checkIns'][number]

/** The check-ins that are due until a day, and those after it; each list the longest due first. */
function dueBy(lastDay: Day, { kept, today }: WeekRow, actor: Actor): [Due[], Due[]] {
  const due = (kept ?? []).flatMap((row) => toDue(row, actor, today)).sort(byDueDay)
  return [due.filter(({ dueDay }) => dueDay <= lastDay), due.filter(({ dueDay }) => dueDay > lastDay)]
}

function toDue(row: KeptRow, actor: Actor, today: Day): Due[] {
  const { role, goal, cadence, publishedOn, direction, baseline, target, startDay, endDay, asks } = row
  // Phased targets shape what is expected, not when it is due.
  const plan = { direction, baseline, target, startDay, endDay, phased: [] }
  const dueDay = dueOn({ plan, cadence, ...(publishedOn && { activeSince: publishedOn }) }, row.observedOn)
  const measured = toMeasured(row, actor)
  if (dueDay === null || !measured.can.checkIn || asks === 'program') return []
  return [Object.assign(measured, { asks, role, goal, dueDay, overdue: dueDay < today })]
}

function byDueDay(a: Due, b: Due): number {
  return a.dueDay === b.dueDay ? (a.id < b.id ? -1 : 1) : a.dueDay < b.dueDay ? -1 : 1
}

function toMyPath(
  { kind, id, title, live, pencilled, ...row }: PathRow,
  today: Day,
): MyWeekDto['paths'][number] {
  const [step] = live ?? []
  return {
    subject: { kind, id, title },
    team: teamOf(row),
    live: step ? toStep(step, today) : null,
    pencilled: (pencilled ?? []).map((next) => toStep(next, today)),
  }
}

function toCommit({
  id,
  objectiveId,
  title,
  why,
  measures,
  ...row
}: CommitRow): MyWeekDto['commits'][number] {
  return { id, objective: { id: objectiveId, title, why }, team: teamOf(row), measures: measures ?? [] }
}

const instants = ['raisedAt', 'createdAt', 'clearedAt', 'confirmedAt', 'lastAt'] as const

/** A barrier that came as JSON, with its instants as they come in a row. */
function revived(barrier: ReadBarrier): ReadBarrier {
  const dates = instants.map((name) => [name, barrier[name] && new Date(barrier[name])])
  return Object.assign(barrier, Object.fromEntries(dates))
}

function toWaiting({ teamId, teamName, ...win }: WinRow): MyWeekDto['celebrate'][number] {
  return { ...win, team: teamOf({ teamId, teamName }), credits: win.credits ?? [], at: instant(win.at) }
}

function lineOf(week: Omit<MyWeekDto, 'line'>, asked: number): MyWeekDto['line'] {
  const soon = addDays(week.lastDay, 1)
  return {
    checkIns: week.checkIns.length,
    overdue: week.checkIns.filter(({ overdue }) => overdue).length,
    steps: week.paths.filter(({ live }) => live).length,
    nextSteps: week.paths.filter(({ live, subject }) => !live && subject.kind === 'key_result').length,
    asked,
    promises: week.asked.filter(({ state, promise }) => state === 'taken' && promise && promise.day < soon)
      .length,
    mine: week.raised.filter(({ clock }) => clock === 'raiser').length,
    celebrate: week.celebrate.length,
  }
}
