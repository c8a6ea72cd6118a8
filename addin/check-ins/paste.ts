/** A key result that a pasted row may mean. */
export interface Candidate {
  id: string
  title: string
  unit: string | null
  latest: { value: number | null } | null
}

export type PasteProblem = 'no_number' | 'unknown' | 'several' | 'twice'

/** One pasted row: what it means, and what is wrong with it. */
export interface PastedRow<C extends Candidate = Candidate> {
  text: string
  value: number | null
  match: C | null
  problem: PasteProblem | null
}

/**
 * Reads rows pasted from a sheet: cells apart by tab or semicolon, the name (or id) in the first cell, the value in the
 * last one that is a number. Numbers alone stand for the candidates in their order, when there are as many.
 */
export function readPasted<C extends Candidate>(
  pasted: string,
  candidates: readonly C[],
  decimal: ',' | '.',
): PastedRow<C>[] {
  const lines = pasted.split(/\r?\n/).filter((line) => line.trim() !== '')
  const rows = lines.map((line) => cellsOf(line, decimal))
  const numbersAlone = rows.length === candidates.length && rows.every(({ name }) => name === '')
  const seen = new Set<string>()
  return rows.map(({ text, name, value }, at) => {
    const found = numbersAlone ? [candidates[at]!] : matches(name, candidates)
    const match = found.length === 1 ? found[0]! : null
    const problem = problemOf(value, found.length, match !== null && seen.has(match.id))
    if (match) seen.add(match.id)
    return { text, value, match, problem }
  })
}

function problemOf(value: number | null, found: number, twice: boolean): PasteProblem | null {
  if (found === 0) return 'unknown'
  if (found > 1) return 'several'
  if (value === null) return 'no_number'
  return twice ? 'twice' : null
}

function cellsOf(line: string, decimal: ',' | '.') {
  const cells = line.split(/[\t;]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  const values = cells.map((cell) => pastedNumber(cell, decimal))
  const at = values.findLastIndex((value) => value !== null)
  const name = cells.find((cell, place) => place !== at && cell !== '') ?? ''
  return { text: line.trim(), name, value: at < 0 ? null : values[at]! }
}

function matches<C extends Candidate>(name: string, candidates: readonly C[]): C[] {
  const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase()
  const wanted = plain(name)
  return candidates.filter(({ id, title }) => id === wanted || plain(title) === wanted)
}

/**
 * A number as sheets write it: "1.234,5", "1,234.5", "12,5 %", "€ 3.000", "−2". One separator alone is the decimal of
 * the reader's language, unless it can only be the other: "1.5" is one and a half in German too, "1.500" is not.
 */
export function pastedNumber(cell: string, decimal: ',' | '.'): number | null {
  const text = cell.replace(/[\s\u00a0\u202f'’]/g, '').replace(/^[−–]/, '-')
  const bare = text.replace(/^(-?)[€$£]/, '$1').replace(/[%€$£]$/, '')
  if (!/^-?\d[\d.,]*$/.test(bare)) return null
  const last = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'))
  if (last < 0) return Number(bare)
  const sign = bare[last]!
  const both = bare.includes(',') && bare.includes('.')
  const grouped = /^-?\d{1,3}([.,]\d{3})+$/.test(bare) && !both
  const isDecimal = both
    ? bare.indexOf(sign) === last
    : !grouped || (sign === decimal && bare.indexOf(sign) === last)
  const whole = isDecimal ? bare.slice(0, last) : bare
  if (!/^-?(\d+|\d{1,3}([.,]\d{3})+)$/.test(whole)) return null
  const number = Number(`${whole.replace(/[.,]/g, '')}${isDecimal ? `.${bare.slice(last + 1)}` : ''}`)
  return Number.isFinite(number) ? number : null
}
