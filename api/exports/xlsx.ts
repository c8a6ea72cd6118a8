import type { Cell } from './cells.ts'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * One sheet with headings that stay in sight. Days and instants are dates, in UTC; texts are written as texts: none is a
 * formula, whatever it begins with.
 */
export async function xlsxOf(
  sheet: string,
  headings: readonly string[],
  lines: readonly (readonly Cell[])[],
): Promise<Buffer> {
  const head = headings.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  const body = lines.map((cells) => cells.map((cell, column) => typed(cell, headings[column]!)))
  const columns = headings.map((_, column) => ({ width: widthOf(lines, column) }))
  const { default: writeExcelFile } = await import('write-excel-file/node') // few starts ever need it
  return writeExcelFile([head, ...body], { sheet, columns, stickyRowsCount: 1 }).toBuffer()
}

/** Which columns hold days and instants; a title may look like a day and is none. */
const dated = /(?:^at|At|Day|^promisedFor|^archiveOf)$/
const day = /^\d{4}-\d\d-\d\d$/
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/
/** A workbook counts days from 1900, of which it takes two months for others. */
const firstDay = '1900-03-01'

function typed(value: Cell, heading: string) {
  if (typeof value === 'number') return { value, type: Number }
  if (typeof value === 'boolean') return { value, type: Boolean }
  if (value === null || value === '') return null
  if (dated.test(heading) && value >= firstDay) {
    if (day.test(value)) return { value: new Date(value), type: Date, format: 'yyyy-mm-dd' }
    if (instant.test(value)) return { value: new Date(value), type: Date, format: 'yyyy-mm-dd hh:mm:ss' }
  }
  return { value, type: String }
}

/** As wide as what stands in the first rows, within reason. */
function widthOf(lines: readonly (readonly Cell[])[], column: number): number {
  const lengths = lines.slice(0, 50).map((cells) => String(cells[column] ?? '').length)
  return Math.min(60, Math.max(12, ...lengths) + 2)
}
