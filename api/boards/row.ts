import type { BarrierKind, BarrierState } from '../barriers/entity.ts'
import type { SparkPoint } from '../key-results/entity.ts'
import type { Lifecycle } from '../objectives/item.ts'
import type { Reason } from '../progress/reasons.ts'
import type { Cadence, Confidence, Direction, Health, Kind } from '../progress/types.ts'

// What the statements of this folder bring. It comes as JSON, so days and instants are text.

export interface Named {
  id: string
  name: string
}

export interface StepRow {
  id: string
  cue: string | null
  text: string
  dueDay: string | null
  splitMe: boolean
  version: number
  owner: Named
}

export interface PathRow {
  live: StepRow[] | null
  laid: number
  pencilled: number
}

export interface BarrierRow {
  id: string
  number: number
  title: string | null
  kind: BarrierKind
  state: BarrierState
  promiseDay: string | null
  askedOf: Named
}

export interface OpenRow {
  open: number
  worst: BarrierRow | null
}

/** What objectives and key results have in common here. */
export interface ItemRow {
  id: string
  title: string
  why: string | null
  lifecycle: Lifecycle
  percent: number | null
  health: Health
  healthReason: Reason[]
  overrideHealth: Health | null
  overrideWhy: string | null
  overrideBy: string | null
  overrideAt: string | null
  version: number
  teamId: string
  teamName: string
  ownerId: string
  ownerName: string
  startDay: string
  endDay: string
}

export interface KeyResultRow extends ItemRow {
  kind: Kind
  direction: Direction
  unit: string | null
  baseline: number
  target: number
  peopleTotal: number | null
  cadence: Cadence
  latestCheckInId: string | null
  latestValue: number | null
  latestConfidence: Confidence | null
  latestObservedAt: string | null
  latestBy: string | null
  assigned: boolean
  spark: SparkPoint[]
  /** Null of what was never worked out since this is kept. */
  percentReason: Reason[] | null
  /** Percent that the plan expects of the day, as it was stored at the last change or day turn. */
  expected: number | null
  publishedOn: string | null
}
