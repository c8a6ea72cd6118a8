/** What webhooks may be told of: the first word of an event's kind. What is one person's own affair is not among them. */
export const nouns = [
  'objective',
  'key-result',
  'alignment',
  'check-in',
  'step',
  'commitment',
  'barrier',
  'win',
  'comment',
  'planning-round',
  'cycle',
  'team',
  'member',
  'workspace',
  'import',
] as const

/** `barrier.cleared`, or `barrier.*` for all of a noun. New kinds may come, so that only the noun is looked at. */
export const eventPattern = `^(${nouns.join('|')})\\.(\\*|[a-z]+(-[a-z]+)*)$`

/** What a test is sent as. */
export const testKind = 'webhook.test'

/**
 * Whether a webhook that asked for `events` is told of a kind. Whoever hears anything of a noun also hears that they see
 * something of it no longer.
 */
export function asksFor(events: readonly string[], kind: string, lost: boolean): boolean {
  const noun = kind.slice(0, kind.indexOf('.'))
  const beginning = `${noun}.`
  if (lost && events.some((event) => event.startsWith(beginning))) return true
  return events.includes(kind) || events.includes(`${noun}.*`)
}
