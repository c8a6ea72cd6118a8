import { bad, looksLikeZip, toUtf8 } from './archive.ts'
import type { VivaExport } from './model.ts'
import { createDirectory, foldName } from './people.ts'
import { quote, type Report, tell } from './report.ts'
import { assemble } from './viva/assemble.ts'
import { type Header, readHeader } from './viva/csv-header.ts'
import { type CsvDraft, type CsvRecord, placeOwners, readRecord } from './viva/csv-items.ts'
import { type CsvRow, csvLimits, csvRows } from './viva/csv-rows.ts'
import { createPlaces, inferPeriods } from './viva/places.ts'
import type { Context } from './viva/records.ts'
import { breathe, rowHash } from './viva/values.ts'

export interface CsvOptions {
  /** The uploaded file's name; Viva puts the organisation's id into it. */
  fileName?: string
  /** Names of members, so that "Okafor, Ben" can be told from two owners. */
  knownNames?: string[]
}

/**
 * Reads the CSV of Viva's explorer view, either vintage, with or without ids. 413 or 422 naming the row for anything
 * hostile or broken; whatever is merely unknown is kept and told in the report.
 */
export async function readVivaCsv(bytes: Buffer, options: CsvOptions = {}): Promise<VivaExport> {
  if (bytes.length > csvLimits.fileBytes) throw bad('', 'too-large', 'The file is over 200 MB.', 413)
  if (looksLikeZip(bytes))
    throw bad('', 'not-csv', 'This is a workbook or a ZIP, not a CSV. Save it as "CSV UTF-8".', 415)
  return readVivaRows(csvRows(toUtf8(bytes, '')), options)
}

/**
 * Reads the rows of Viva's explorer view, wherever they stand. 422 naming the row for what is broken; whatever is merely
 * unknown is kept and told in the report.
 */
export async function readVivaRows(
  rows: AsyncIterable<CsvRow>,
  options: CsvOptions = {},
): Promise<VivaExport> {
  const report: Report = []
  const context: Context = {
    report,
    people: createDirectory(report, false),
    places: createPlaces(report, false),
  }
  const { header, drafts, kept } = await readRows(rows, context)
  finish(drafts, options, context)
  return {
    source: 'viva-csv',
    organisation: organisationOf(options.fileName ?? ''),
    carries: header.carries,
    users: [...context.people.users.values()],
    teams: [...context.places.teams.values()],
    periods: [...context.places.periods.values()],
    items: drafts.map((draft) => draft.item),
    checkIns: drafts.flatMap((draft) => draft.checkIns),
    comments: [],
    tasks: [],
    kept,
    report,
  }
}

interface ReadRows {
  header: Header
  drafts: CsvDraft[]
  kept: VivaExport['kept']
}

async function readRows(rows: AsyncIterable<CsvRow>, context: Context): Promise<ReadRows> {
  let header: Header | null = null
  const drafts: CsvDraft[] = []
  const kept: VivaExport['kept'] = []
  const faults: Fault[] = []
  for await (const row of rows) {
    if (!header) {
      header = readHeader(row.cells, row.row)
      tellHeader(header, context.report)
      continue
    }
    faults.push(...formulasIn(row, header))
    if (faults.length >= csvLimits.faults) break
    const record = recordOf(row, header)
    if (record.named.Title?.trim()) drafts.push(readRecord(record, context))
    else keepRow(record, kept, context.report)
    if (row.row % 100 === 0) await breathe()
  }
  if (faults.length) throw bad(faults[0]!.pointer, 'formula', faults[0]!.detail, 422, faults)
  if (!header) throw bad('', 'empty', 'The file is empty.')
  return { header, drafts: withoutTwins(drafts, kept, context.report), kept }
}

function tellHeader(header: Header, report: Report): void {
  if (!header.has.has('Id'))
    tell(
      report,
      '/rows/1',
      'file',
      'id-missing',
      'No column of ids: items are found by title, owners and period.',
    )
  for (const name of header.unknown) {
    tell(
      report,
      '/rows/1',
      'file',
      'field-kept',
      `The column ${quote(name)} has no place here: kept word for word.`,
    )
  }
}

interface Fault {
  pointer: string
  code: string
  detail: string
}

/** A formula is never run and never stored; the one exception is the link that Excel makes of an id. */
function formulasIn({ row, cells }: CsvRow, header: Header): Fault[] {
  return cells.flatMap((cell, index) => {
    const isLink = header.names[index] === 'Id' && /^=HYPERLINK\(/i.test(cell)
    if (!cell.trimStart().startsWith('=') || isLink) return []
    const column = header.names[index] ?? `column ${index + 1}`
    const detail = `Row ${row}, ${column}: a formula. Save the file with values instead of formulas.`
    return [{ pointer: `/rows/${row}/${index + 1}`, code: 'formula', detail }]
  })
}

function recordOf({ row, cells }: CsvRow, header: Header): CsvRecord {
  const named: Record<string, string> = {}
  const checkInCells: string[] = []
  cells.forEach((cell, index) => {
    const name = header.names[index] ?? null
    if (name !== null) named[name] = cell
    else if (cell.trim() !== '') checkInCells.push(cell)
  })
  return { row, named, checkInCells }
}

function keepRow(record: CsvRecord, kept: VivaExport['kept'], report: Report): void {
  const pointer = `/rows/${record.row}`
  kept.push({ pointer, rowHash: rowHash(record), what: 'row', row: record })
  tell(report, pointer, 'item', 'field-kept', `Row ${record.row} has no title: kept word for word.`)
}

/** The first of two rows with one id stays; the second is told, and kept aside if it says something else. */
function withoutTwins(drafts: CsvDraft[], kept: VivaExport['kept'], report: Report): CsvDraft[] {
  const seen = new Map<string, string>()
  return drafts.filter(({ item, fields }) => {
    const before = seen.get(item.key)
    if (before === undefined) return seen.set(item.key, item.rowHash)
    const code = before === item.rowHash ? 'duplicate-row' : 'duplicate-id'
    tell(
      report,
      item.pointer,
      'item',
      code,
      `The id ${item.externalId} stands here a second time: kept aside.`,
    )
    kept.push({ pointer: item.pointer, rowHash: item.rowHash, what: 'item', row: fields.row })
    return false
  })
}

function finish(drafts: CsvDraft[], options: CsvOptions, context: Context): void {
  const single = [...context.people.users.values()].map((user) => user.name)
  const known = new Set([...single, ...(options.knownNames ?? [])].map(foldName))
  for (const draft of drafts) placeOwners(draft, known, context)
  assemble(
    drafts,
    drafts.flatMap((draft) => draft.checkIns),
    context.report,
  )
  inferPeriods(
    context.places,
    drafts.map((draft) => draft.item),
  )
}

function organisationOf(fileName: string): VivaExport['organisation'] {
  const found = /VivaGoals_(\d+)_.*?(\d{4})_(\d{2})_(\d{2})_\d+\.csv$/i.exec(fileName)
  const exportedAt = found ? `${found[2]}-${found[3]}-${found[4]}T00:00:00Z` : null
  return { externalId: found?.[1] ?? null, name: null, exportedBy: null, exportedAt }
}
