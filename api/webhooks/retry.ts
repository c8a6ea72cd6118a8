import type { Answer } from '../outgoing/outgoing.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** How long it is waited after each failure: the schedule of Standard Webhooks. After the last one it is given up. */
export const waits = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const

/** Nothing is sent any more to who has taken nothing for so long. */
export const givesUpAfter = 3 * day

export type Verdict = 'delivered' | 'gone' | 'again'

/** What an answer means: only 2xx is a yes, 410 a no for good; where one is sent on to is not followed. */
export function verdictOf({ status }: Answer): Verdict {
  if (status === 410) return 'gone'
  return status !== null && status >= 200 && status < 300 ? 'delivered' : 'again'
}

/**
 * How long to wait after the n-th try, up to a tenth longer (`chance` of 0 to 1) so that what failed together does not come
 * back together; as long as the receiver asks, if that is longer, a day at the most. Undefined: never again.
 */
export function waitAfter(tries: number, answer: Answer, chance: number): number | undefined {
  const wait = waits[tries - 1]
  if (wait === undefined) return undefined
  return Math.round(Math.max(wait * (1 + chance / 10), askedFor(answer)))
}

function askedFor(answer: Answer): number {
  if (answer.status !== 429 && answer.status !== 503) return 0
  const seconds = Number(answer.headers['retry-after'])
  return seconds > 0 ? Math.min(seconds * second, day) : 0
}
