import type { PersonMatch } from './people.ts'

/** What became of the records of one kind. */
export interface Outcome {
  created: number
  updated: number
  /** Here already, just as the file says. */
  same: number
  /** Edited here since, so left as it is. */
  edited: number
}

export const counted = ['people', 'teams', 'cycles', 'items', 'checkIns', 'comments', 'steps'] as const
export type Counted = (typeof counted)[number]
export type Counts = Record<Counted, Outcome>

/** Nothing has become of anything yet. */
export function noCounts(): Counts {
  const outcome = () => ({ created: 0, updated: 0, same: 0, edited: 0 })
  return Object.fromEntries(counted.map((kind) => [kind, outcome()])) as Counts
}

/** A person of the file, who they are here, and who they might be. */
export interface PersonToMatch extends Omit<PersonMatch, 'outcome' | 'candidates'> {
  name: string
  email: string | null
  /** known: matched in an earlier import; skip: an admin wants nobody for them. */
  outcome: PersonMatch['outcome'] | 'known' | 'skip'
  candidates: { memberId: string; name: string; because: PersonMatch['candidates'][number]['because'] }[]
}

/** A team whose board shows something of the file. */
export interface TeamReached {
  id: string
  name: string
}
