/** One thing that a barrier blocks, as the formula needs it. */
export interface Blocked {
  /** Null for a step on an objective: its owner waits, but no key result is held up. */
  keyResultId: string | null
  /** Who owns the key result or step. */
  ownerId: string
  /** The key result's share, 0–1, in each objective it counts for; empty when it stands free. */
  shares: readonly number[]
}

export interface Waiting {
  raisedBy: string
  blocked: readonly Blocked[]
  /** Working days since it was raised: 0 on the day itself. */
  days: number
}

/** What a barrier costs as long as it stands, and the parts that say why. */
export interface CostOfDelay {
  /** Distinct owners of what is blocked, and the raiser. */
  people: number
  /** Shares of the blocked key results, each key result once. */
  weight: number
  days: number
  /** people × weight: what one more working day adds. */
  perDay: number
  /** perDay × days. */
  cost: number
}

/**
 * The cost of delay (README.md beside this file): people waiting × weight of what is blocked × working days since it was
 * raised. People are the distinct owners of blocked key results and steps and the raiser. Weight is the sum of each
 * blocked key result's normalised share in its objectives, once per key result however often it is named; one without
 * an objective is a whole of its own and weighs 1. Rounded to six decimals. Throws RangeError on negative numbers.
 */
export function costOfDelay({ raisedBy, blocked, days }: Waiting): CostOfDelay {
  if (days < 0 || blocked.some(({ shares }) => shares.some((share) => share < 0))) {
    throw new RangeError('Neither days nor shares are negative')
  }
  const people = new Set([raisedBy, ...blocked.map(({ ownerId }) => ownerId)]).size
  const sharesOf = new Map(blocked.map(({ keyResultId, shares }) => [keyResultId, shares]))
  sharesOf.delete(null)
  const weight = round([...sharesOf.values()].map(weightOf).reduce((sum, each) => sum + each, 0))
  const perDay = round(people * weight)
  return { people, weight, days, perDay, cost: round(perDay * days) }
}

/** The figure in whole hundredths, as the queue sorts by it; what is beyond an integer stands at its end. */
export function hundredths(figure: number): number {
  return Math.min(Math.round(figure * 100), 2 ** 31 - 1)
}

function weightOf(shares: readonly number[]): number {
  return shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0)
}

function round(figure: number): number {
  return Math.round(figure * 1e6) / 1e6
}
