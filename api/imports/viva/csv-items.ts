import type { VivaCheckIn, VivaItem } from '../model.ts'
import { keyByName, mention } from '../people.ts'
import { quote, tell } from '../report.ts'
import { type Draft, readScore } from './assemble.ts'
import { type CheckInCell, parseAlignedTo, parseCheckInCell, splitOwners } from './cells.ts'
import { newCheckIn, placeValue } from './check-ins.ts'
import { type Fields, fieldsOf, leftOver, text } from './fields.ts'
import type { Outcome } from './measure.ts'
import { mentionPeriod, mentionTeam } from './places.ts'
import {
  type Context,
  daysOf,
  goalTypeOf,
  newItem,
  newParent,
  placeStatus,
  readDay,
  readInstant,
  readNumber,
  readWords,
  tellKept,
} from './records.ts'
import { clean, matchKey, rowHash } from './values.ts'

export interface CsvDraft extends Draft {
  fields: Fields
  checkIns: VivaCheckIn[]
}

export interface CsvRecord {
  row: number
  /** The named cells, under the newer vintage's names. */
  named: Record<string, string>
  /** The cells of "Checkins" and of the unnamed columns after it. */
  checkInCells: string[]
}

/** Reads one record of the CSV; owners wait for `placeOwners`, when all names of the file are known. */
export function readRecord({ row, named, checkInCells }: CsvRecord, context: Context): CsvDraft {
  const fields = fieldsOf(named)
  const { report } = context
  const at = `/rows/${row}`
  const { id, kept } = idOf(fields)
  const item = newItem(id, at, text(fields, 'Title') ?? '')
  item.kept = kept
  // Neither the id nor the check-ins count: with and without them the row says the same of its item.
  item.rowHash = rowHash(filled(named))
  Object.assign(item, textsOf(fields, at, context), placesOf(fields, at, context), daysOf(fields, at, report))
  item.creatorKey = mention(context.people, named_(text(fields, 'Creator')), at)
  placeStatus(item, report)
  item.score = readScore(text(fields, 'Score'), item, report)
  item.parents = parseAlignedTo(text(fields, 'Aligned To') ?? '').map((parent) =>
    newParent(parent.externalId, parent.title, parent.weightText),
  )
  readSummary(fields, item, context)
  const cells = readCells(checkInCells, item, context)
  const checkIns = cells.map((cell, index) => checkInOf(cell, index, item, context))
  return { item, fields, checkIns, outcome: outcomeOf(fields, named, cells) }
}

const named_ = (name: string | null) => ({ externalId: null, name, email: null })

function filled(named: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(named).map(([name, cell]) => [name, clean(cell)] as const)
  return Object.fromEntries(pairs.filter(([name, cell]) => cell !== '' && name !== 'Id'))
}

const hyperlink = /^=HYPERLINK\("[^"]*"\s*[,;]\s*"?(\d{1,30})"?\)$/i

function idOf(fields: Fields): { id: string | null; kept: VivaItem['kept'] } {
  const stood = text(fields, 'Id')
  const id = stood === null ? null : (hyperlink.exec(stood)?.[1] ?? (/^\d{1,30}$/.test(stood) ? stood : null))
  return { id, kept: stood !== null && id === null ? { Id: stood } : {} }
}

function textsOf(fields: Fields, at: string, { report }: Context) {
  return {
    typeText: text(fields, 'Type'),
    statusText: text(fields, 'Status'),
    description: readWords(text(fields, 'Description'), null, at, 'item', report),
    goalType: goalTypeOf(fields),
    createdAt: readInstant(fields, 'Created At'),
  }
}

function placesOf(fields: Fields, at: string, { places }: Context) {
  const teams = (text(fields, 'Team') ?? '').split(';').map(clean).filter(Boolean)
  const period = text(fields, 'Period')
  return {
    teamKeys: [...new Set(teams.map((name) => mentionTeam(places, { externalId: null, name }, at)))],
    periodKey: period === null ? null : mentionPeriod(places, { externalId: null, name: period }, at),
  }
}

function readSummary(fields: Fields, item: VivaItem, { report }: Context): void {
  item.reported = {
    value: readNumber(fields, 'Actual Progress', item, report),
    percent: readNumber(fields, 'Progress %', item, report),
    lastCheckInDay: readDay(fields, 'Last Check-in'),
    lastNote: text(fields, 'Last Check-in Note'),
  }
}

function readCells(cells: string[], item: VivaItem, { report }: Context): CheckInCell[] {
  const read: CheckInCell[] = []
  const unreadable: string[] = []
  for (const cell of cells) {
    const checkIn = parseCheckInCell(cell)
    if (checkIn) read.push(checkIn)
    else unreadable.push(cell)
  }
  if (unreadable.length) {
    item.kept.Checkins = unreadable
    for (const cell of unreadable) {
      tell(
        report,
        item.pointer,
        'check-in',
        'check-in-unreadable',
        `${quote(cell)} is no check-in: kept word for word.`,
      )
    }
  }
  return newestFirst(read) ? read.reverse() : read
}

/** Twins on one day keep the order of the columns, which runs backwards in some files. */
function newestFirst(cells: CheckInCell[]): boolean {
  return cells.length > 1 && cells[0]!.day > cells.at(-1)!.day
}

function checkInOf(cell: CheckInCell, index: number, item: VivaItem, context: Context): VivaCheckIn {
  const at = `${item.pointer}/checkins/${index}`
  const checkIn: VivaCheckIn = {
    ...newCheckIn(item.key, cell.day, at),
    rowHash: rowHash(cell),
    activityDay: cell.activityDay,
    activityAt: cell.activityAt,
    authorKey: mention(context.people, named_(cell.user), at),
    note: readWords(cell.note, null, at, 'check-in', context.report),
    metricName: cell.metricName,
    statusText: cell.statusText,
  }
  placeValue(checkIn, cell.valueText, context)
  return checkIn
}

/** A metric shows in its name, target or start; without a column of units the check-ins' values show the unit. */
function outcomeOf(fields: Fields, named: Record<string, string>, cells: CheckInCell[]): Outcome {
  const metricName = text(fields, 'Metric Name')
  const targetText = text(fields, 'Target')
  const startText = text(fields, 'Start')
  const unitText = 'Unit' in named ? text(fields, 'Unit') : unitOf(cells)
  const metric = metricName !== null || targetText !== null || startText !== null
  return {
    metric,
    metricName,
    unitText,
    startText,
    targetText,
    targetTypeText: null,
    phasedInterval: null,
    phased: [],
  }
}

function unitOf(cells: CheckInCell[]): string | null {
  const values = cells.flatMap((cell) => cell.valueText ?? [])
  if (values.length === 0) return null
  if (values.every((value) => value.endsWith('%'))) return '%'
  const sign = values[0]!.replace(/^-/, '').charAt(0)
  return '$€£¥₹'.includes(sign) && values.every((value) => value.includes(sign)) ? sign : null
}

/** Reads the owners once every name of the file is known, and tells a cell that can be read in two ways. */
export function placeOwners(
  { item, fields }: CsvDraft,
  known: Set<string>,
  { people, places, report }: Context,
): void {
  const cell = text(fields, 'Owner')
  const { names, otherwise } = splitOwners(cell ?? '', known)
  const keys = names.flatMap(
    (name) => keyByName(people, name) ?? mention(people, named_(name), item.pointer) ?? [],
  )
  item.ownerKeys = [...new Set(keys)]
  if (otherwise.length) {
    item.kept.Owner = cell
    const readings = [names, ...otherwise].map((reading) => quote(reading.join(' + '))).join(' or ')
    tell(
      report,
      item.pointer,
      'item',
      'owners-ambiguous',
      `The owners of ${quote(item.title)} can be ${readings}: read as the first.`,
    )
  }
  const period = item.periodKey === null ? '' : places.periods.get(item.periodKey)!.name
  item.matchKey = matchKey(item.title, names, period)
  item.kept = { ...item.kept, ...leftOver(fields) }
  tellKept(item.kept, item.pointer, 'item', quote(item.title), report)
}
