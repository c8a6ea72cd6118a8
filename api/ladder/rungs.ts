import { type Absence, addDays, type Day, daysBetween } from '../calendar.ts'

/**
 * The ladder from buy-in to action. Each of its people stands, per objective, on one rung, computed from facts and never
 * declared: *unaware* (not shown it yet) → *heard* (was shown it) → *understands* (wrote the why back in their own
 * words) → *committed* (gave a first step) → *acting* (finished a step in the last 14 days) → *stalled* (was committed
 * or acting, nothing for 14 days). *Waiting* stands in for committed and stalled while something is in their way.
 */
export const rungs = ['unaware', 'heard', 'understands', 'committed', 'acting', 'stalled', 'waiting'] as const
export type Rung = (typeof rungs)[number]

/** Days without a finished step after which a yes reads *stalled*. */
export const STALLED_DAYS = 14

/** Days on which something of theirs was in the way; `to` null: it still is. */
export interface Pause {
  from: Day
  to: Day | null
  /** A barrier for its leader's eyes only stops the clock, but shows nobody that it is there. */
  hidden: boolean
}

/** What is known of one member and one objective, as days of the workspace. */
export interface Facts {
  heardOn: Day | null
  understoodOn: Day | null
  /** The latest yes that stands, to the objective or a key result of it. */
  committedOn: Day | null
  /** The latest yes that was taken back. */
  withdrawnOn: Day | null
  /** The latest step they finished. */
  finishedOn: Day | null
  pauses: readonly Pause[]
  absences: readonly Absence[]
}

/** The rung that the facts say on a day. */
export function rungOf(facts: Facts, today: Day): Rung {
  const { heardOn, understoodOn, committedOn, finishedOn } = facts
  if (finishedOn !== null && idleDays(finishedOn, today, facts) < STALLED_DAYS) return 'acting'
  if (committedOn === null && !actedSince(facts)) {
    if (understoodOn !== null) return 'understands'
    return heardOn === null ? 'unaware' : 'heard'
  }
  const inTheWay = facts.pauses.filter((pause) => covers(pause, today))
  if (inTheWay.some(({ to, hidden }) => to === null && !hidden)) return 'waiting'
  if (inTheWay.length > 0) return 'committed'
  const last = [committedOn, finishedOn]
    .filter((day) => day !== null)
    .sort()
    .at(-1)!
  return idleDays(last, today, facts) < STALLED_DAYS ? 'committed' : 'stalled'
}

/** Whoever finished a step is in, with or without a spoken yes, until they take a yes back. */
function actedSince({ finishedOn, withdrawnOn }: Facts): boolean {
  return finishedOn !== null && (withdrawnOn === null || withdrawnOn < finishedOn)
}

function covers({ from, to }: Pause, day: Day): boolean {
  return from <= day && (to === null || day <= to)
}

/**
 * Days after `since` up to `today`, less those of absence and those on which something was in the way: these from the
 * day after it was raised, so that asking gives no day back that was one's own.
 */
export function idleDays(
  since: Day,
  today: Day,
  { absences, pauses }: Pick<Facts, 'absences' | 'pauses'>,
): number {
  if (since >= today) return 0
  const held = pauses.map(({ from, to }) => ({ from: addDays(from, 1), to }))
  const off = [...absences, ...held]
    .map(({ from, to }) => ({
      from: from > since ? from : addDays(since, 1),
      to: to && to < today ? to : today,
    }))
    .filter(({ from, to }) => from <= to)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  let [away, until] = [0, since]
  for (const { from, to } of off) {
    const first = from > until ? from : addDays(until, 1)
    if (first > to) continue
    away += daysBetween(first, to) + 1
    until = to
  }
  return daysBetween(since, today) - away
}

/** Days from the yes to the first step finished after it; null while there is none. */
export function lagOf(committedOn: Day | null, finishedDays: readonly Day[]): number | null {
  if (committedOn === null) return null
  const first = finishedDays.filter((day) => day >= committedOn).sort()[0]
  return first === undefined ? null : daysBetween(committedOn, first)
}

/** How many stand on each rung. */
export type RungCounts = Record<Rung, number>

/** Nobody anywhere. */
export function noCounts(): RungCounts {
  return { unaware: 0, heard: 0, understands: 0, committed: 0, acting: 0, stalled: 0, waiting: 0 }
}

/** A team's action rate: acting ÷ (acting + committed + stalled), in percent; null while nobody is on these rungs. */
export function actionRate({ acting, committed, stalled }: RungCounts): number | null {
  const all = acting + committed + stalled
  return all === 0 ? null : (acting / all) * 100
}

/** The median of the lags: of an even number the mean of the middle two; null of none. */
export function medianLag(lags: readonly number[]): number | null {
  const sorted = [...lags].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return null
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
}

/** From so many people up the counts of others are shown: fewer would tell where one of them stands. */
export const FEWEST = 5

/** People and where they stand; a team's group counts a person once, but on every objective. */
export interface Group {
  people: number
  counts: RungCounts
  lags: readonly number[]
}

/** Nobody. */
export function noGroup(): Group {
  return { people: 0, counts: noCounts(), lags: [] }
}

/**
 * What a reader may see of a group, given the people whose rungs they see anyway (themselves and whom they lead) and the
 * others. Everybody sees counts from five people up, unless the few whom they do not see would be what remains; a leader
 * else sees the counts of their own people; others none.
 */
export function shownGroup(known: Group, others: Group, leads: boolean): Group | null {
  const enough =
    known.people + others.people >= FEWEST && (others.people === 0 || others.people >= FEWEST - 1)
  if (enough || (others.people === 0 && leads)) return together(known, others)
  return leads && known.people > 0 ? known : null
}

/** Two groups as one. */
export function together(a: Group, b: Group): Group {
  const counts = noCounts()
  for (const rung of rungs) counts[rung] = a.counts[rung] + b.counts[rung]
  return { people: a.people + b.people, counts, lags: [...a.lags, ...b.lags] }
}
