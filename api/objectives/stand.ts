import { type Day, dayOf } from '../calendar.ts'
import { type Expected, expectedOn } from '../progress/expected.ts'
import { healthOf } from '../progress/health.ts'
import { percentOf } from '../progress/progress.ts'
import type { Reason } from '../progress/reasons.ts'
import type { Health, Measure, Override, Plan } from '../progress/types.ts'
import type { ItemRow } from './item.ts'

/** The days an item runs and the zone they are counted in; joined to it by `runningDays`. */
export interface RunningDays {
  cycleState: 'planning' | 'active' | 'reviewing' | 'closed'
  firstDay: Day
  lastDay: Day
  graceEnd: Day
  workspaceZone: string
}

/** The columns of RunningDays, where c is the item's cycle and s the workspace's settings. */
export function runningDays(item: string): string {
  return `c.state AS "cycleState", coalesce(${item}.start_day, c.start_day) AS "firstDay",
    coalesce(${item}.end_day, c.end_day) AS "lastDay", (c.end_day + c.grace_days) AS "graceEnd",
    s.zone AS "workspaceZone"`
}

/** An item that is checked in itself, with all that decides how it stands. */
export type Standable = Pick<
  ItemRow,
  | 'lifecycle'
  | 'cadence'
  | 'publishedAt'
  | 'latestValue'
  | 'latestConfidence'
  | 'latestObservedAt'
  | 'overrideHealth'
  | 'overrideBy'
  | 'overrideWhy'
> &
  RunningDays &
  Measure & { phased: Plan['phased'] }

/** The same of an item that is measured in percent by hand. */
export type StandableByHand = Omit<Standable, keyof Measure | 'phased'>

/** What is stored of how an item stands. */
export interface Stand {
  percent: number | null
  percentReason: Reason[]
  health: Health
  healthReason: Reason[]
  /** What the plan expects of the day; null for a draft. */
  expected: Expected | null
}

/** How an item stands at an instant by its latest check-in, its plan and what a person set. */
export function standOf(item: Standable, now: Date): Stand {
  const { firstDay, lastDay, workspaceZone: zone } = item
  const today = dayOf(now, zone)
  const plan = { ...item, startDay: firstDay, endDay: lastDay }
  const { percent, reason } = percentOf({ ...item, value: item.latestValue })
  // Nothing is due of a draft, so it is never silent.
  const draft = item.lifecycle === 'draft'
  const activeSince = draft ? today : item.publishedAt && dayOf(item.publishedAt, zone)
  const latest = item.latestObservedAt && {
    observedOn: dayOf(item.latestObservedAt, zone),
    percent,
    confidence: item.latestConfidence,
  }
  const found = healthOf({
    today,
    plan,
    cadence: item.cadence,
    ...(activeSince && { activeSince }),
    latest,
    override: overrideOf(item),
  })
  return {
    percent,
    percentReason: reason,
    health: found.health,
    healthReason: found.reason,
    expected: draft ? null : expectedOn(today, plan),
  }
}

/** What a person set, if anything. */
export function overrideOf(
  item: Pick<ItemRow, 'overrideHealth' | 'overrideBy' | 'overrideWhy'>,
): Override | null {
  const { overrideHealth: health, overrideBy: by, overrideWhy: why } = item
  return health && { health, by, why }
}
