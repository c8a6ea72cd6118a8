/** Facts of a group's check-ins; null where nothing is known. */
export interface CheckInFacts {
  /** How many check-ins the facts are about. */
  checkIns: number
  /** The middle of the seconds that a check-in took. */
  seconds: number | null
  /** Reminders per check-in. */
  reminders: number | null
  /** Share of answers that said it was worth the time; 0–1. */
  worth: number | null
  /** Share of check-ins that a leader answered or that led to something; 0–1. */
  ledTo: number | null
}

export type Part = 'seconds' | 'reminders' | 'worth' | 'ledTo'

/** How much of a burden, 0–100, and which part weighs most. */
export interface Busywork {
  index: number
  parts: { part: Part; burden: number; weight: number }[]
  heaviest: Part
}

/** Fewer check-ins say nothing. */
export const fewestCheckIns = 5
/** From here on something is proposed. */
export const high = 50
/** In a team with a low pulse something is proposed from here on. */
export const highWithLowPulse = 25

/** What a team's group said: shares of yes, 0–1. */
export interface PulseShares {
  understand: number
  say: number
  believe: number
}

/** A pulse is low when fewer than half say yes to one of its three taps. */
export function isLow({ understand, say, believe }: PulseShares): boolean {
  return Math.min(understand, say, believe) < 0.5
}

const weights: Record<Part, number> = { seconds: 20, reminders: 15, worth: 35, ledTo: 30 }

/** Half a minute is what a check-in should take; three minutes and more are all burden. */
const burdens: Record<Part, (value: number) => number> = {
  seconds: (seconds) => within((seconds - 30) / 150),
  reminders: (reminders) => within(reminders / 2),
  worth: (share) => within(1 - share),
  ledTo: (share) => within(1 - share),
}

/**
 * The busywork index: the mean by weight of what is known of four burdens, each 0–1, in whole points of a hundred. Null
 * below five check-ins, or when fewer than two parts are known: one number alone is no verdict.
 */
export function busyworkOf(facts: CheckInFacts): Busywork | null {
  const known = (Object.keys(weights) as Part[]).flatMap((part) => {
    const value = facts[part]
    return value === null ? [] : [{ part, burden: burdens[part](value), weight: weights[part] }]
  })
  if (facts.checkIns < fewestCheckIns || known.length < 2) return null
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  const sum = known.reduce((whole, { burden, weight }) => whole + burden * weight, 0)
  const heaviest = known.reduce((most, one) =>
    one.burden * one.weight > most.burden * most.weight ? one : most,
  )
  return { index: Math.round((sum / total) * 100), parts: known, heaviest: heaviest.part }
}

function within(part: number): number {
  return Math.min(1, Math.max(0, part))
}

export const reliefs = ['ask_again', 'longer_rhythm', 'fewer_fields', 'feed_by_program'] as const
export type Relief = (typeof reliefs)[number]

interface Relievable {
  cadence: string
  asks: string
  mayAsk?: boolean
}

/**
 * What a key result may be relieved by, in the order in which to try: first people are asked, then the form changes.
 * `mayAsk`: the reader leads its team, and nobody is asked about it right now.
 */
export function reliefsFor({ cadence, asks, mayAsk = true }: Relievable): Relief[] {
  if (asks === 'program') return []
  const sensible: Record<Relief, boolean> = {
    ask_again: mayAsk,
    longer_rhythm: cadence !== 'monthly',
    fewer_fields: asks === 'all',
    feed_by_program: true,
  }
  return reliefs.filter((relief) => sensible[relief])
}
