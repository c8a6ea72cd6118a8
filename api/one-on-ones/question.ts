import type { Day } from '../calendar.ts'

/** In the order in which they are asked: what waits for an answer comes before what somebody was to do. */
export const questionKinds = ['barrier', 'stalled', 'win'] as const
export type QuestionKind = (typeof questionKinds)[number]

/** A fact that may be asked about: an unanswered barrier, a commitment that stands still, a win nobody celebrated. */
export interface Askable {
  kind: QuestionKind
  id: string
  title: string | null
  number: number | null
  code: string | null
  /** Who is asked to clear it, who stands still, or who did it. */
  who: string | null
  /** Since which day it is so. */
  since: Day
}

/**
 * The one question that the facts suggest; null when there is none. By kind: an unanswered barrier, for then help is
 * owed; then a commitment that stands still; then a win that nobody celebrated. Of one kind what has waited longest, and
 * of one day the smaller id, so that the same facts always ask the same, in whatever order they come.
 */
export function questionOf(facts: readonly Askable[]): Askable | null {
  return [...facts].sort(byUrgency)[0] ?? null
}

function byUrgency(a: Askable, b: Askable): number {
  const kinds = questionKinds.indexOf(a.kind) - questionKinds.indexOf(b.kind)
  return kinds || compare(a.since, b.since) || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
