import { type ArchiveLimits, archiveLimits, bad, hasFile, packedFault, readWorkbook } from '../archive.ts'
import { type CsvRow, checked, csvLimits, tooMuch } from './csv-rows.ts'

/** A workbook is read whole, so it may be smaller than a CSV, which is read row by row. */
export const workbookLimits: ArchiveLimits = {
  fileBytes: 50 * 1024 * 1024,
  entries: 200,
  totalBytes: 100 * 1024 * 1024,
  ratio: 200,
}

/** Whether a ZIP is an Excel workbook. */
export function isWorkbook(bytes: Buffer): Promise<boolean> {
  return hasFile(bytes, 'xl/workbook.xml', { ...archiveLimits, entries: workbookLimits.entries }, packedFault)
}

/**
 * Yields the rows of a workbook's first sheet as the CSV of the same would have them: numbers as plain decimals, percents with
 * their sign, days and times as Viva writes them. Of a formula (as an id that is a link) the value that was saved counts; nothing is
 * computed. 413 or 422 naming the row for what is too much or cannot be read.
 */
export async function* xlsxRows(bytes: Buffer): AsyncGenerator<CsvRow> {
  const percents = await percentCells(bytes)
  const sheet = await firstSheet(bytes)
  if (sheet.length > csvLimits.rows + 1)
    throw tooMuch(csvLimits.rows + 2, 'too-many', `beyond the limit of ${csvLimits.rows} rows`)
  for (const [index, values] of sheet.entries()) {
    const row = index + 1
    if (values.length > csvLimits.columns)
      throw tooMuch(row, 'too-many-columns', `more than ${csvLimits.columns} columns`)
    const cells = values.map((value, column) => textOf(value, percents.has(`${letters(column)}${row}`)))
    if (cells.some((cell) => cell.trim() !== '')) yield checked({ row, cells })
  }
}

async function firstSheet(bytes: Buffer): Promise<unknown[][]> {
  const { readSheet } = await import('read-excel-file/node') // few starts ever need it
  try {
    // As they stand in the file: a number must not lose its digits.
    return (await readSheet(bytes, 1, {
      parseNumber: (text: string) => new Digits(text),
      trim: false,
    })) as unknown[][]
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw bad(
      '',
      'workbook',
      `The workbook cannot be read: ${why.slice(0, 200)}. Save it anew, or as "CSV UTF-8".`,
    )
  }
}

class Digits {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

function textOf(value: unknown, percent: boolean): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Digits) return percent ? `${shifted(value.text)}%` : plain(value.text)
  if (value instanceof Date)
    return value.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '')
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return String(value)
}

/** Excel keeps fifteen digits: 0.1 + 0.2 is written as 0.30000000000000004 and means 0.3. */
function plain(text: string): string {
  const value = Number(text)
  return text.length > 15 && Number.isFinite(value) ? String(Number(value.toPrecision(15))) : text
}

const shifted = (text: string) => String(Number((Number(text) * 100).toPrecision(15)))

/** The column's name: A to Z, AA … */
function letters(column: number): string {
  const before = column >= 26 ? letters(Math.floor(column / 26) - 1) : ''
  return before + String.fromCharCode(65 + (column % 26))
}

/**
 * The cells that are shown as percents, by address: the library gives the bare number, 0.61 where 61 % is meant. 422 for a formula whose
 * value was never saved.
 */
async function percentCells(bytes: Buffer): Promise<Set<string>> {
  const texts = new Map<string, string>()
  for await (const { name, bytes: content } of readWorkbook(bytes, workbookLimits)) {
    if (/^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|styles\.xml|worksheets\/[^/]+\.xml)$/.test(name))
      texts.set(name, content.toString('utf8'))
  }
  const sheet = texts.get(firstSheetName(texts)) ?? ''
  refuseUnsaved(sheet)
  const styles = percentStyles(texts.get('xl/styles.xml') ?? '')
  const tags = [...sheet.matchAll(/<(?:\w+:)?c\s[^>]*>/g)].map(([tag]) => tag)
  return new Set(
    tags
      .filter((tag) => styles.has(Number(attribute(tag, 's') ?? 0)))
      .flatMap((tag) => attribute(tag, 'r') ?? []),
  )
}

const unsaved = /<(?:\w+:)?c\s[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:\/>|>[^<]*<\/(?:\w+:)?f>)\s*<\/(?:\w+:)?c>/g

/** A formula whose value was never saved would be read as an empty cell. */
function refuseUnsaved(sheet: string): void {
  const faults = [...sheet.matchAll(unsaved)].slice(0, csvLimits.faults).map(([cell]) => {
    const at = attribute(cell, 'r') ?? ''
    const pointer = `/rows/${at.replace(/^[A-Z]+/, '')}`
    const detail = `Cell ${at}: a formula without its value. Open the workbook in Excel and save it.`
    return { pointer, code: 'formula', detail }
  })
  if (faults[0]) throw bad(faults[0].pointer, 'formula', faults[0].detail, 422, faults)
}

const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]

/** The numbers of the cell formats that show a percent: two built-in ones, and those an author made. */
function percentStyles(styles: string): Set<number> {
  const formats = new Set(['9', '10'])
  for (const [tag] of styles.matchAll(/<(?:\w+:)?numFmt\s[^>]*>/g)) {
    const id = attribute(tag, 'numFmtId')
    if (id && attribute(tag, 'formatCode')?.includes('%')) formats.add(id)
  }
  const cells = /<(?:\w+:)?cellXfs[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(styles)?.[0] ?? ''
  const percents = [...cells.matchAll(/<(?:\w+:)?xf\s[^>]*>/g)].map(([tag]) =>
    formats.has(attribute(tag, 'numFmtId') ?? ''),
  )
  return new Set(percents.flatMap((is, index) => (is ? [index] : [])))
}

function firstSheetName(texts: Map<string, string>): string {
  const tag = /<(?:\w+:)?sheet\s[^>]*>/.exec(texts.get('xl/workbook.xml') ?? '')?.[0] ?? ''
  const id = attribute(tag, 'r:id')
  const relations = texts.get('xl/_rels/workbook.xml.rels') ?? ''
  const relation = [...relations.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].find(
    ([each]) => attribute(each, 'Id') === id,
  )?.[0]
  const target = relation && attribute(relation, 'Target')
  return target ? `xl/${target.replace(/^(\/xl\/|\.\/)/, '')}` : 'xl/worksheets/sheet1.xml'
}
