import type { Day } from '../calendar.ts'
import type { Direction, Health } from './types.ts'

interface Scale {
  percent: number
  value: number
  baseline: number
  target: number
  unit: string | null
  total: number | null
}

interface Pace {
  health: Health
  percent: number
  expected: number
  gap: number
  day: Day
}

interface Healths {
  on_track: number
  at_risk: number
  behind: number
  not_started: number
  unknown: number
}

type Nothing = Record<string, never>

/**
 * Every code a reason can have, with its params: flat, without names or texts of people, so that a reason can be
 * stored and sent. Codes are stable; a screen translates them. Percents are 0–100, shares 0–1.
 */
export interface Reasons {
  'percent.no_value': Nothing
  'percent.done': { percent: number }
  'percent.not_done': { percent: number }
  'percent.of_target': Scale
  'percent.of_way': Scale & { moved: number; way: number }
  'percent.target_is_baseline': Scale
  'percent.holds': Scale & { direction: Direction }
  'percent.does_not_hold': Scale & { direction: Direction; distance: number }
  'percent.worse': { value: number; baseline: number; unit: string | null }

  'expected.stay': { percent: number; value: number }
  'expected.not_begun': { percent: number; value: number; startDay: Day }
  'expected.over': { percent: number; value: number; endDay: Day }
  'expected.on_line': {
    percent: number
    value: number
    day: Day
    fromDay: Day
    fromValue: number
    toDay: Day
    toValue: number
  }

  'health.not_due': { firstDue: Day }
  'health.never': { since: Day; days: number }
  'health.silent': { days: number; allowed: number }
  'health.no_value': { day: Day }
  'health.pace': Pace
  'health.worse': { percent: number }
  'health.low_confidence': Nothing
  'health.set_by_hand': { health: Health; by: string | null; derived: Health }
  'health.set_but_silent': { health: Health; by: string | null }
  'health.no_items': Nothing
  'health.items': Healths & { health: Health }
  'health.items_not_started': Healths
  'health.items_silent': Healths & { silent: number }

  'share.equal': { share: number }
  'share.all_zero': { share: number }
  'share.left': { share: number; left: number }
  'share.none_left': { given: number }
  'share.zero': Nothing
  'share.weight': { share: number; weight: number; of: number }

  'roll_up.nothing': Nothing
  'roll_up.mean': { percent: number; counted: number }
  'roll_up.unknown': { unknown: number }
  'roll_up.clamped': { clamped: number }

  'score.of_percent': { score: number; percent: number }
  'score.of_items': { score: number; counted: number }
  'score.no_percent': Nothing
}

/** A stable code of the table. */
export type ReasonCode = keyof Reasons

/** One part of an explanation; a figure carries a list of them, the most important first. */
export type Reason = { [Code in ReasonCode]: { code: Code; params: Reasons[Code] } }[ReasonCode]
