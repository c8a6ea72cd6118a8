import { zip } from './viva-files.ts'

/** A cell as Excel writes it: a text, a number with a look, or a formula with the value that was saved. */
export type Cell =
  | string
  | { number: string; percent?: boolean; date?: boolean }
  | { formula: string; value?: string }

const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = (...targets: [string, string][]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map(
      ([kind, target], index) =>
        `<Relationship Id="rId${index + 1}" Type="${office}/${kind}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`
const book = `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="All goals" sheetId="1" r:id="rId1"/></sheets></workbook>`
// 0: as it stands, 1: a percent of the author's own, 2: a day.
const styles = `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>`

/** The bytes of a workbook with one sheet. */
export function workbook(rows: Cell[][]): Buffer {
  const lines = rows.map(
    (cells, row) =>
      `<row r="${row + 1}">${cells.map((cell, column) => cellOf(cell, `${letters(column)}${row + 1}`)).join('')}</row>`,
  )
  const sheet = `<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`
  return zip(
    Object.entries({
      '[Content_Types].xml': types,
      '_rels/.rels': relations(['officeDocument', 'xl/workbook.xml']),
      'xl/workbook.xml': book,
      'xl/_rels/workbook.xml.rels': relations(
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
      ),
      'xl/styles.xml': styles,
      'xl/worksheets/sheet1.xml': sheet,
    }).map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
  )
}

function cellOf(cell: Cell, at: string): string {
  if (typeof cell === 'string') {
    const text = `<is><t xml:space="preserve">${escaped(cell)}</t></is>`
    return cell ? `<c r="${at}" t="inlineStr">${text}</c>` : ''
  }
  if ('formula' in cell) {
    const saved = cell.value === undefined ? '' : `<v>${escaped(cell.value)}</v>`
    return `<c r="${at}" t="str"><f>${escaped(cell.formula)}</f>${saved}</c>`
  }
  const style = cell.percent ? ' s="1"' : cell.date ? ' s="2"' : ''
  return `<c r="${at}"${style}><v>${cell.number}</v></c>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function letters(column: number): string {
  const before = column >= 26 ? letters(Math.floor(column / 26) - 1) : ''
  return before + String.fromCharCode(65 + (column % 26))
}
