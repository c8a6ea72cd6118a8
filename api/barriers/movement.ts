/** Where a key result stood at an instant, in percent of its way. */
export interface Stood {
  at: Date
  percent: number
}

export interface Around {
  /** In order of time. */
  points: readonly Stood[]
  raisedAt: Date
  /** Null while it stands in the way. */
  clearedAt: Date | null
  now: Date
}

/** Percent points a week; null where there is nothing to say it from. */
export interface MovementAround {
  before: number | null
  during: number | null
  after: number | null
}

const week = 7 * 86_400_000

/** How far before and after is looked, so that one barrier is not blamed for a whole quarter. */
export const weeksAround = 4

/**
 * What a barrier cost: how fast a key result moved in the four weeks before it was raised, while it stood in the way,
 * and in up to four weeks since it was cleared. Between two check-ins a key result stands where the first left it, so a
 * span says nothing before the first check-in, nor while it is shorter than a day.
 */
export function movementAround({ points, raisedAt, clearedAt, now }: Around): MovementAround {
  const [first] = points
  if (!first) return { before: null, during: null, after: null }
  const begin = new Date(Math.max(raisedAt.getTime() - weeksAround * week, first.at.getTime()))
  const end = clearedAt && new Date(Math.min(clearedAt.getTime() + weeksAround * week, now.getTime()))
  return {
    before: pace(points, begin, raisedAt),
    during: pace(points, raisedAt, clearedAt ?? now),
    after: clearedAt && end ? pace(points, clearedAt, end) : null,
  }
}

/** Percent points a week between two instants; null where they are too near, or nothing was known at the first. */
function pace(points: readonly Stood[], from: Date, to: Date): number | null {
  const weeks = (to.getTime() - from.getTime()) / week
  const [start, end] = [standAt(points, from), standAt(points, to)]
  if (weeks < 1 / 7 || start === null || end === null) return null
  return Math.round(((end - start) / weeks) * 100) / 100
}

function standAt(points: readonly Stood[], at: Date): number | null {
  return points.findLast((point) => point.at <= at)?.percent ?? null
}
