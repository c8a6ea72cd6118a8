import type { Cell } from './cells.ts'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** One sheet with headings that stay in sight. Texts are written as texts: none is a formula, whatever it begins with. */
export async function xlsxOf(
  sheet: string,
  headings: readonly string[],
  lines: readonly (readonly Cell[])[],
): Promise<Buffer> {
  const head = headings.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  const body = lines.map((cells) => cells.map(typed))
  const columns = headings.map((_, column) => ({ width: widthOf(lines, column) }))
  const { default: writeExcelFile } = await import('write-excel-file/node') // few starts ever need it
  return writeExcelFile([head, ...body], { sheet, columns, stickyRowsCount: 1 }).toBuffer()
}

function typed(value: Cell) {
  if (typeof value === 'number') return { value, type: Number }
  if (typeof value === 'boolean') return { value, type: Boolean }
  return value === null || value === '' ? null : { value, type: String }
}

/** As wide as what stands in the first rows, within reason. */
function widthOf(lines: readonly (readonly Cell[])[], column: number): number {
  const lengths = lines.slice(0, 50).map((cells) => String(cells[column] ?? '').length)
  return Math.min(60, Math.max(12, ...lengths) + 2)
}
