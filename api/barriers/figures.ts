import { type Day, type WorkCalendar, workingDaysBetween } from '../calendar.ts'
import type { TurnKind } from './turn.ts'

// Figures about those who clear, never about those who raise. Pure; README.md beside this file says what each counts.

/** A turn as the figures need it; one that was taken back is not among them. */
export interface CountedTurn {
  kind: TurnKind
  by: string | null
  /** The workspace's day on which it was made. */
  day: Day
  /** Who was asked after it. */
  askedOf: string | null
  /** Of a clearing: whether the promised day was kept; null where none was promised. */
  kept: boolean | null
}

export interface Promises {
  kept: number
  missed: number
  /** Given, and the day is still ahead. */
  open: number
}

const clearings: readonly TurnKind[] = ['cleared', 'decided']
const ends: readonly TurnKind[] = ['handed_on', 'asked', 'climbed', 'refused', 'reopened', 'withdrawn']

/**
 * What became of the promises in the story of one barrier. A date that was moved before it passed is the same promise;
 * one that was missed stays missed, whatever follows. Handed on, or given back, before its day it is neither.
 */
export function promisesIn(turns: readonly Pick<CountedTurn, 'kind' | 'kept'>[]): Promises {
  const found: Promises = { kept: 0, missed: 0, open: 0 }
  let open = false
  for (const { kind, kept } of turns) {
    if (kind === 'taken') open = true
    if (kind === 'missed' && open) found.missed++
    if (clearings.includes(kind) && open) found[kept ? 'kept' : 'missed']++
    if (kind === 'missed' || clearings.includes(kind) || ends.includes(kind)) open = false
  }
  return { ...found, open: open ? 1 : 0 }
}

/** The same of several barriers. */
export function promisesOf(stories: readonly (readonly Pick<CountedTurn, 'kind' | 'kept'>[])[]): Promises {
  return stories.map(promisesIn).reduce(
    (sum, each) => ({
      kept: sum.kept + each.kept,
      missed: sum.missed + each.missed,
      open: sum.open + each.open,
    }),
    { kept: 0, missed: 0, open: 0 },
  )
}

export interface LeaderFigures {
  /** How many barriers they were asked to clear; the medians say little of few. */
  asked: number
  /** Median working days from being asked to a first answer; null without one. */
  daysToAnswer: number | null
  /** Median working days from being asked to cleared, of what they cleared. */
  daysToUnblocked: number | null
  /** Of what they cleared and the raiser answered: the share, 0–1, that was confirmed at the first try. */
  confirmedFirst: number | null
}

const asking: readonly TurnKind[] = ['raised', 'handed_on', 'asked', 'climbed', 'reopened']
const answers: readonly TurnKind[] = ['taken', 'handed_on', 'asked_back', 'refused', 'cleared', 'decided']

interface Spans {
  asked: boolean
  answer: number | null
  unblocked: number | null
  /** true: confirmed; false: still stuck; null: not answered yet, or not theirs. */
  first: boolean | null
}

/** How a leader answers what they are asked, over several barriers. */
export function leaderFigures(
  leader: string,
  stories: readonly (readonly CountedTurn[])[],
  workdays: WorkCalendar,
): LeaderFigures {
  const spans = stories.map((turns) => spansOf(leader, turns, workdays))
  const known = spans.map(({ first }) => first).filter((first) => first !== null)
  return {
    asked: spans.filter(({ asked }) => asked).length,
    daysToAnswer: median(spans.map(({ answer }) => answer)),
    daysToUnblocked: median(spans.map(({ unblocked }) => unblocked)),
    confirmedFirst: known.length === 0 ? null : known.filter(Boolean).length / known.length,
  }
}

function spansOf(leader: string, turns: readonly CountedTurn[], workdays: WorkCalendar): Spans {
  const start = turns.findIndex(({ kind, askedOf }) => asking.includes(kind) && askedOf === leader)
  if (start < 0) return { asked: false, answer: null, unblocked: null, first: null }
  const since = turns[start]!.day
  const after = turns.slice(start + 1)
  const daysTo = (turn: CountedTurn | undefined) =>
    turn ? Math.max(0, workingDaysBetween(since, turn.day, workdays)) : null
  const cleared = after.findIndex(({ kind, by }) => clearings.includes(kind) && by === leader)
  const verdict = after.slice(cleared + 1).find(({ kind }) => kind === 'confirmed' || kind === 'reopened')
  return {
    asked: true,
    answer: daysTo(after.find(({ kind, by }) => answers.includes(kind) && by === leader)),
    unblocked: daysTo(after[cleared]),
    first: cleared < 0 || !verdict ? null : verdict.kind === 'confirmed',
  }
}

/** The middle of what is known; of an even number the mean of the middle two. Null of nothing. */
export function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b)
  if (known.length === 0) return null
  const middle = known.length / 2
  return Number.isInteger(middle) ? (known[middle - 1]! + known[middle]!) / 2 : known[Math.floor(middle)]!
}
