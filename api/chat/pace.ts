/** How many messages a channel takes: of one conversation in so many milliseconds, and of the bot as a whole. */
export const conversationLimits = [
  { within: 1000, most: 7 },
  { within: 2000, most: 8 },
  { within: 30_000, most: 60 },
] as const
export const overallLimit = { within: 1000, most: 30 } as const

/** The longest stretch of the past that a decision looks at, in milliseconds. */
export const memory = 30_000

/** How often one message is tried before it is given up. */
export const mostTries = 6

/** A mail server may be down for a night: a mail is tried over some two days. */
export const mostMailTries = 14

/** Whether another message may start now, given when the last ones did, in milliseconds before now. */
export function mayStart(inConversation: readonly number[], overall: readonly number[]): boolean {
  const within = (ages: readonly number[], { within, most }: { within: number; most: number }) =>
    ages.filter((age) => age < within).length < most
  return within(overall, overallLimit) && conversationLimits.every((limit) => within(inConversation, limit))
}

/** What to do after an outcome. */
export type Next = 'delivered' | 'again' | 'uncertain' | 'blocked' | 'gone' | 'failed'

const busy = [412, 429]
const unknown = [408, 500, 502, 503, 504]

/**
 * What an outcome means. A channel that was busy took nothing; behind a broken gateway nobody knows, so only what may
 * arrive twice (an edit, an ask whose card works once) is sent again.
 */
export function nextOf(
  outcome: { status: number | null; sent?: boolean },
  send: { edits: boolean; repeats: boolean; attempts: number; mail?: boolean },
): Next {
  const { status, sent } = outcome
  if (status !== null && status < 300) return 'delivered'
  const again = send.attempts < (send.mail ? mostMailTries : mostTries) ? 'again' : 'failed'
  if (status === null && !sent) return again
  if (status === 403) return 'blocked'
  if (status === 404 || status === 410) return 'gone'
  if (status !== null && busy.includes(status)) return again
  if (status === null || unknown.includes(status)) return send.edits || send.repeats ? again : 'uncertain'
  return status === 401 ? again : 'failed'
}

/** How long to wait before trying again, in milliseconds: longer each time, at least as long as was asked, never in step. */
export function waitFor(attempts: number, retryAfter = 0, random = Math.random()): number {
  const most = Math.min(60_000, 1000 * 2 ** attempts)
  return Math.max(retryAfter * 1000, 1000) + Math.round(most * random)
}

/** How many seconds at least before a mail is tried again: two minutes at first, six hours at last. */
export function mailPause(attempts: number): number {
  return Math.min(6 * 3600, 60 * 2 ** attempts)
}
