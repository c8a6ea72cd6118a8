import { addDays, type Day, daysBetween } from '../calendar.ts'
import { exact, minus, rounded } from './exact.ts'
import { expectedOn } from './expected.ts'
import { stays } from './progress.ts'
import type { Reason } from './reasons.ts'
import type { Cadence, Confidence, Health, HealthFound, Override, Plan } from './types.ts'

/** Days between two check-ins; a month is as long as the longest. */
export const CADENCE_DAYS: Record<Cadence, number> = { weekly: 7, biweekly: 14, monthly: 31 }

/** Days a check-in may come late before silence counts: Friday's check-in still counts on Monday. */
export const GRACE_DAYS = 3

/** Percent points short of what is expected, up to and including which a key result is on track. */
export const ON_TRACK_GAP = 10

/** Percent points short of what is expected, up to and including which it is at risk; beyond, it is behind. */
export const AT_RISK_GAP = 25

/** What is known of a key result (or of an objective that is checked in by hand) at a day turn or check-in. */
export interface HealthInput {
  today: Day
  plan: Plan
  cadence: Cadence
  /** The day it was published, when that is later than its start: silence before is not silence. */
  activeSince?: Day
  /** The check-in that counts (decisions 6), its percent unclamped and of today's target. */
  latest: { observedOn: Day; percent: number | null; confidence: Confidence | null } | null
  override: Override | null
}

type Answered = NonNullable<HealthInput['latest']>

/**
 * The day by which the next check-in is due: a cadence after the latest was observed, the first a cadence after it
 * began; on the last day at the latest. Null once that last day has been answered.
 */
export function dueOn(
  { plan, cadence, activeSince }: Pick<HealthInput, 'plan' | 'cadence' | 'activeSince'>,
  observedOn: Day | null,
): Day | null {
  if (observedOn !== null && observedOn >= plan.endDay) return null
  const since = observedOn ?? beganOn(plan, activeSince)
  return earlier(addDays(since, CADENCE_DAYS[cadence]), plan.endDay)
}

/** How a key result stands and why: silence is unknown, else the gap between actual and expected percent. */
export function healthOf(input: HealthInput): HealthFound {
  const derived = input.latest ? healthOfLatest(input, input.latest) : healthWithoutCheckIn(input)
  return overridden(derived, input.override)
}

/** The health that counts: what a person set, until the next check-in; only silence cannot be set to green. */
export function overridden(derived: HealthFound, override: Override | null): HealthFound {
  if (!override) return derived
  const { health, by } = override
  if (health === 'on_track' && derived.health === 'unknown') {
    return {
      ...derived,
      reason: [...derived.reason, { code: 'health.set_but_silent', params: { health, by } }],
    }
  }
  const set: Reason = { code: 'health.set_by_hand', params: { health, by, derived: derived.health } }
  return { health, reason: [set, ...derived.reason] }
}

function healthWithoutCheckIn(input: HealthInput): HealthFound {
  const { today, plan, activeSince } = input
  const since = beganOn(plan, activeSince)
  const firstDue = dueOn(input, null)!
  if (today <= addDays(firstDue, GRACE_DAYS)) {
    return { health: 'not_started', reason: [{ code: 'health.not_due', params: { firstDue } }] }
  }
  const days = daysBetween(since, today)
  return { health: 'unknown', reason: [{ code: 'health.never', params: { since, days } }] }
}

function beganOn({ startDay }: Plan, activeSince: Day | undefined): Day {
  return activeSince && activeSince > startDay ? activeSince : startDay
}

function healthOfLatest(input: HealthInput, latest: Answered): HealthFound {
  const { observedOn, percent } = latest
  const days = silentDays(input, observedOn)
  const allowed = CADENCE_DAYS[input.cadence] + GRACE_DAYS
  if (days > allowed) return unknown({ code: 'health.silent', params: { days, allowed } })
  if (percent === null) return unknown({ code: 'health.no_value', params: { day: observedOn } })
  return healthOfPace(input, latest, percent)
}

/** Days without a check-in. After the last day and its grace nothing is due any more: the count stands still. */
function silentDays({ today, plan }: HealthInput, observedOn: Day): number {
  return daysBetween(observedOn, earlier(today, addDays(plan.endDay, GRACE_DAYS)))
}

/** Measured on the day it was observed; once the plan is over, against its target. */
function healthOfPace({ today, plan }: HealthInput, latest: Answered, percent: number): HealthFound {
  const day = today > plan.endDay ? plan.endDay : latest.observedOn
  const expected = expectedOn(day, plan).percent
  const gap = rounded(minus(exact(expected), exact(percent)))
  const doubts = doubtsOf(plan, percent, latest.confidence)
  const health = doubts.reduce(doubted, healthOfGap(gap))
  return {
    health,
    reason: [{ code: 'health.pace', params: { health, percent, expected, gap, day } }, ...doubts],
  }
}

function healthOfGap(gap: number): Health {
  if (gap <= ON_TRACK_GAP) return 'on_track'
  return gap <= AT_RISK_GAP ? 'at_risk' : 'behind'
}

/** A target reached is reached: low confidence doubts only what can still be missed or lost. */
function doubtsOf({ direction }: Plan, percent: number, confidence: Confidence | null): Reason[] {
  const doubts: Reason[] = []
  if (percent < 0) doubts.push({ code: 'health.worse', params: { percent } })
  if (confidence === 'low' && (percent < 100 || stays(direction))) {
    doubts.push({ code: 'health.low_confidence', params: {} })
  }
  return doubts
}

/** Worse than the baseline is never on track; low confidence pulls one notch down. */
function doubted(health: Health, doubt: Reason): Health {
  if (health === 'on_track') return 'at_risk'
  return doubt.code === 'health.low_confidence' ? 'behind' : health
}

function unknown(reason: Reason): HealthFound {
  return { health: 'unknown', reason: [reason] }
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b
}
