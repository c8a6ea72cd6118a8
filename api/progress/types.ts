import type { Day } from '../calendar.ts'
import type { Reason } from './reasons.ts'

/** How a key result counts; a *project* was imported as such and is measured in percent. */
export type Kind = 'number' | 'percent' | 'currency' | 'done' | 'people' | 'project'

/** Where the number should go: up or down to the target, or stay on one side of it. */
export type Direction = 'increase' | 'decrease' | 'at_least' | 'at_most'

/** How things stand, derived or set by hand. */
export type Health = 'not_started' | 'on_track' | 'at_risk' | 'behind' | 'unknown'

/** How sure the owner is that the target will be reached. */
export type Confidence = 'high' | 'medium' | 'low'

/** How often a check-in is due. */
export type Cadence = 'weekly' | 'biweekly' | 'monthly'

/** The scale a value is read on; `kind`, `unit` and `total` (of the people) only shape the explanation. */
export interface Measure {
  direction: Direction
  baseline: number
  target: number
  kind?: Kind
  unit?: string | null
  total?: number | null
}

/** A measure with its days and the values expected in between. */
export interface Plan extends Measure {
  startDay: Day
  endDay: Day
  phased: readonly { day: Day; value: number }[]
}

/** A health set by a person (member id; null when an import brought it), with their words; the next check-in ends it. */
export interface Override {
  health: Health
  by: string | null
  why: string | null
}

/** A health and the parts that explain it. */
export interface HealthFound {
  health: Health
  reason: Reason[]
}
