import { pipeline, Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { bad } from '../archive.ts'

export const csvLimits = {
  fileBytes: 200 * 1024 * 1024,
  rows: 100_000,
  columns: 5_000,
  cellLength: 200_000,
  recordBytes: 4 * 1024 * 1024,
  /** So many faulty cells are listed before reading stops. */
  faults: 20,
}

export interface CsvRow {
  /** As a spreadsheet counts: the header is row 1, a record with line ends in its cells is one row. */
  row: number
  cells: string[]
}

interface Shape {
  row: number
  columns: number
  bytes: number
  quoted: boolean
}

const COMMA = 0x2c
const NEWLINE = 0x0a
const QUOTE = 0x22
const CHUNK = 64 * 1024

/**
 * Yields the records of a CSV (UTF-8) one at a time, empty ones left out. 413 or 422 naming the row for too many or
 * too large rows, columns or cells and for broken quotes.
 */
export async function* csvRows(bytes: Buffer): AsyncGenerator<CsvRow> {
  const parser = parse({ info: true, relax_column_count: true, max_record_size: csvLimits.recordBytes })
  // The error, if any, comes out of the loop below.
  pipeline(Readable.from(guarded(bytes)), parser, () => {})
  let row = 0
  try {
    for await (const { record } of parser as AsyncIterable<{ record: string[] }>) {
      row += 1
      if (record.some((cell) => cell.trim() !== '')) yield checked({ row, cells: record })
    }
  } catch (error) {
    throw isCsvError(error) ? broken(error) : error
  }
}

/** The parser has no bound on columns: a record of a million commas must be stopped before it becomes an array. */
function* guarded(bytes: Buffer): Generator<Buffer> {
  const shape: Shape = { row: 1, columns: 1, bytes: 0, quoted: false }
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK)
    for (const byte of chunk) step(shape, byte)
    yield chunk
  }
}

function step(shape: Shape, byte: number): void {
  shape.bytes += 1
  if (byte === QUOTE) shape.quoted = !shape.quoted
  else if (byte === COMMA && !shape.quoted) shape.columns += 1
  else if (byte === NEWLINE && !shape.quoted)
    Object.assign(shape, { row: shape.row + 1, columns: 1, bytes: 0 })
  const { row, columns, bytes } = shape
  if (columns > csvLimits.columns)
    throw tooMuch(row, 'too-many-columns', `more than ${csvLimits.columns} columns`)
  if (bytes > csvLimits.recordBytes)
    throw tooMuch(row, 'too-large', 'more than 4 MB; perhaps a quote is never closed')
  if (row > csvLimits.rows + 1) throw tooMuch(row, 'too-many', `beyond the limit of ${csvLimits.rows} rows`)
}

/** The row, if none of its cells is too long. */
export function checked(found: CsvRow): CsvRow {
  const at = found.cells.findIndex((cell) => cell.length > csvLimits.cellLength)
  if (at < 0) return found
  throw tooMuch(
    found.row,
    'cell-too-large',
    `a cell of more than ${csvLimits.cellLength} characters in column ${at + 1}`,
  )
}

/** 413 for a row that is too much. */
export function tooMuch(row: number, code: string, what: string) {
  return bad(`/rows/${row}`, code, `Row ${row} has ${what}.`, 413)
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')

/** The rows before the broken one may still wait in the stream, so the parser's own count is asked. */
function broken(error: CsvError) {
  const row = Number(error.records ?? 0) + 1
  const why =
    error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote is never closed' : 'its quotes do not fit together'
  return bad(`/rows/${row}`, 'csv', `Row ${row} cannot be read: ${why}.`)
}
