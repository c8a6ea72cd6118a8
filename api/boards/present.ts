import type { Day } from '../calendar.ts'
import type { Actor } from '../http/actor.ts'
import { mayCheckIn } from '../key-results/policy.ts'
import { mayEdit } from '../objectives/policy.ts'
import { percentOf } from '../progress/progress.ts'
import { toFigure, toStanding } from '../progress/schema.ts'
import type { BarrierRow, ItemRow, KeyResultRow, Named, OpenRow, PathRow, StepRow } from './row.ts'

/** RFC 3339 in UTC of an instant that came as JSON. */
export function instant(text: string): string {
  return new Date(text).toISOString()
}

/**
 * What every item says of itself, whatever its kind. More is assigned to it: a spread of so many members, for each row of
 * a board, took longer than all else.
 */
export function toItem(row: ItemRow) {
  const { id, title, why, lifecycle, startDay, endDay, version } = row
  return {
    id,
    title,
    why,
    lifecycle,
    startDay,
    endDay,
    version,
    team: teamOf(row),
    owner: { id: row.ownerId, name: row.ownerName },
    standing: toStanding(row),
  }
}

/** The team of an item. */
export function teamOf({ teamId, teamName }: { teamId: string; teamName: string }): Named {
  return { id: teamId, name: teamName }
}

/** A key result's measure, figures and last values, and what the actor may do with it. */
export function toMeasured(row: KeyResultRow, actor: Actor) {
  const { kind, direction, unit, baseline, target, peopleTotal, cadence } = row
  const reason = row.percentReason ?? percentOf({ ...row, total: peopleTotal, value: row.latestValue }).reason
  return Object.assign(toItem(row), {
    kind,
    direction,
    unit,
    baseline,
    target,
    peopleTotal,
    cadence,
    progress: toFigure(row.percent, reason),
    expected: row.expected,
    latest: toLatest(row),
    spark: row.spark,
    can: {
      checkIn: row.lifecycle === 'published' && !actor.guest && mayCheckIn(actor, row),
      edit: mayEdit(actor, row),
    },
  })
}

function toLatest(row: KeyResultRow) {
  if (!row.latestCheckInId || !row.latestObservedAt) return null
  return {
    id: row.latestCheckInId,
    value: row.latestValue,
    confidence: row.latestConfidence,
    observedAt: instant(row.latestObservedAt),
    by: row.latestBy,
  }
}

/** A step with its lateness on the board's day. */
export function toStep(step: StepRow, day: Day) {
  const { id, cue, text, dueDay, splitMe, version, owner } = step
  return { id, cue, text, dueDay, splitMe, version, owner, overdue: dueDay !== null && dueDay < day }
}

/** A path with the lateness of its live steps. */
export function toPath(path: PathRow, day: Day) {
  const { live, laid, pencilled } = path
  return { live: (live ?? []).map((step) => toStep(step, day)), laid, pencilled }
}

/** A barrier with what became of its promise by the board's day. */
export function toBarrier<Row extends Pick<BarrierRow, 'state' | 'promiseDay'>>(row: Row, day: Day) {
  const promiseMissed = row.state === 'taken' && row.promiseDay !== null && row.promiseDay < day
  return { ...row, promiseMissed }
}

/** How many are open, and the worst. */
export function toOpen({ open, worst }: OpenRow, day: Day) {
  return { open, worst: worst && toBarrier(worst, day) }
}
