/** What is kept for a time that an admin sets, and for how many days at least, at most, and where nobody has set anything. */
export const kinds = {
  audit: { least: 90, most: 3650, usual: 730 },
  // Whoever asks whether something has happened already in a cycle, which may last a year, still has to find it.
  events: { least: 400, most: 3650, usual: 730 },
  words: { least: 180, most: 3650, usual: null },
  oneOnOnes: { least: 180, most: 3650, usual: null },
  logs: { least: 30, most: 365, usual: 90 },
} as const satisfies Record<string, { least: number; most: number; usual: number | null }>

export type Kind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as Kind[]

/** Days by kind; null: for ever. */
export type Days = Record<Kind, number | null>

/** The days that hold, of a row as it is stored: null is what is usual, 0 for ever. */
export function daysOf(stored: Partial<Record<Kind, number | null>>): Days {
  const days = kindNames.map((kind) => [kind, (stored[kind] ?? kinds[kind].usual) || null])
  return Object.fromEntries(days)
}
