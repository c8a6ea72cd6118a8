/** Whether an objective says what the author of a proposal said; asked: the words differ and the author has not said. */
export const wordings = ['same', 'asked', 'agreed', 'not_meant'] as const
export type Wording = (typeof wordings)[number]

export interface Judged {
  text: string
  verdict: 'agreed' | 'not_meant' | null
  /** The wording the verdict is about; another one is asked about anew. */
  verdictOn: string | null
}

/** How a proposal and the title of the objective that grew from it stand to each other. Spaces and case are no change. */
export function wordingOf({ text, verdict, verdictOn }: Judged, title: string): Wording {
  if (plain(text) === plain(title)) return 'same'
  return verdict !== null && verdictOn !== null && plain(verdictOn) === plain(title) ? verdict : 'asked'
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').replace(/[.!]$/, '').toLowerCase()
}

export type Origin = 'team_proposed' | 'co_written' | 'assigned'

/**
 * Where an objective came from, by what really happened: nobody of the team said it: assigned; the team said it and the
 * wording is theirs (or they agreed to it): team-proposed; anything between: co-written.
 */
export function originOf(
  sources: readonly (Judged & { kind: 'member' | 'draft' | 'gap' })[],
  title: string,
): Origin {
  const theirs = sources.filter(({ kind }) => kind === 'member')
  if (theirs.length === 0) return 'assigned'
  if (theirs.length < sources.length) return 'co_written'
  const own = theirs.every((source) => ['same', 'agreed'].includes(wordingOf(source, title)))
  return own ? 'team_proposed' : 'co_written'
}
