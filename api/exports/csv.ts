import { stringify } from 'csv-stringify/sync'
import { type Cell, harmless } from './cells.ts'

/** What a file begins with so that spreadsheets know that it is UTF-8. */
export const mark = '\uFEFF'

/** Lines of CSV as RFC 4180 has them; every text is in quotes and none is a formula. */
export function csvOf(lines: readonly (readonly Cell[])[]): string {
  const safe = lines.map((cells) => cells.map(plain))
  return stringify(safe, { quoted_string: true, record_delimiter: 'windows' })
}

function plain(cell: Cell): Cell {
  if (typeof cell === 'boolean') return String(cell)
  return typeof cell === 'string' ? harmless(cell) : cell
}
