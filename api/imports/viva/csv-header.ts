import { bad } from '../archive.ts'
import type { ItemField } from '../model.ts'
import { isUnsafeKey } from './json-elements.ts'
import { clean, fold } from './values.ts'

/** A column as the newer vintage names it, the other names it goes by, and what it tells about an item. */
interface Column {
  name: string
  also?: string[]
  tells: ItemField[]
}

const columns: Column[] = [
  { name: 'Id', also: ['Objective Id', 'OKR Id'], tells: [] },
  { name: 'Title', also: ['Objective', 'Name'], tells: ['title'] },
  { name: 'Team', also: ['Teams', 'Type name'], tells: ['teamKeys'] },
  { name: 'Creator', also: ['Created By'], tells: ['creatorKey'] },
  { name: 'Owner', also: ['Owners'], tells: ['ownerKeys'] },
  { name: 'Period', also: ['Time Period'], tells: ['periodKey'] },
  { name: 'Start Date', tells: ['startDay'] },
  { name: 'End Date', tells: ['endDay'] },
  { name: 'Description', tells: ['description'] },
  {
    name: 'Aligned To',
    also: ['Aligned To (weight, Objective ID)', 'Aligned To (weight)'],
    tells: ['parents'],
  },
  { name: 'Metric Name', tells: [] },
  { name: 'Unit', tells: [] },
  { name: 'Target', tells: ['measure'] },
  { name: 'Type', also: ['Object Type', 'OKR type'], tells: ['kind', 'typeText'] },
  { name: 'Goal Type', tells: ['goalType'] },
  { name: 'Start', tells: [] },
  { name: 'Created At', tells: ['createdAt'] },
  { name: 'Last Check-in', tells: [] },
  { name: 'Progress %', also: ['Progress'], tells: [] },
  { name: 'Actual Progress', tells: ['reported'] },
  { name: 'Status', tells: ['statusText', 'lifecycle', 'health', 'reopened'] },
  { name: 'Last Check-in Note', tells: [] },
  { name: 'Score', tells: ['score'] },
  { name: 'Checkins', also: ['Check-ins'], tells: [] },
]

/** Headings of the lists that leave here as files, as no export of Viva Goals has them. */
const ours = new Set(
  'lifecycle startDay endDay healthBecause checkedInAt dueDay askedOf raisedAt costOfDelay leads guest admin'.split(
    ' ',
  ),
)

const known = new Map(
  columns.flatMap((column) => [column.name, ...(column.also ?? [])].map((name) => [fold(name), column])),
)

export interface Header {
  /** Per column: its name in the newer vintage, its own name when unknown, or null for a check-in column. */
  names: (string | null)[]
  carries: ItemField[]
  has: Set<string>
  unknown: string[]
}

/** Recognises the header of either vintage. 422 when it is none, when another delimiter was used, or for a list of our own. */
export function readHeader(cells: string[], row: number): Header {
  if (cells.includes('id') && cells.filter((cell) => ours.has(cell)).length > 1) throw ownList(row)
  const found = cells.map((cell) => known.get(fold(cell)))
  if (found.filter(Boolean).length < 3 || !found.some((column) => column?.name === 'Title'))
    throw notViva(cells, row)
  const taken = new Set<string>()
  const names = cells.map((cell, index) => nameOf(cell, index, found[index], taken))
  const columnsHere = columns.filter((column) => taken.has(column.name))
  const carries = ['matchKey' as const, ...columnsHere.flatMap((column) => column.tells)]
  const unknown = names.filter((name) => name !== null && !columns.some((column) => column.name === name))
  return { names, carries, has: taken, unknown: unknown as string[] }
}

function nameOf(cell: string, index: number, column: Column | undefined, taken: Set<string>): string | null {
  const own = clean(cell)
  if (column?.name === 'Checkins') taken.add('Checkins')
  if (own === '' || column?.name === 'Checkins') return null
  if (isUnsafeKey(own))
    throw bad(`/rows/1/${index + 1}`, 'unsafe-key', `Column ${index + 1} is named ${own}.`)
  const name = column && !taken.has(column.name) ? column.name : own
  const unique = taken.has(name) ? `${name} (column ${index + 1})` : name
  taken.add(unique)
  return unique
}

/** It would be here twice. */
function ownList(row: number) {
  const detail = `This is a list from Footbridge, not an export of Viva Goals. To bring a workspace over, take its archive.`
  return bad(`/rows/${row}`, 'own-list', detail)
}

function notViva(cells: string[], row: number) {
  for (const [delimiter, spoken] of [
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'bars'],
  ] as const) {
    const parts = cells.join(',').split(delimiter)
    if (parts.filter((part) => known.has(fold(part.replace(/^"|"$/g, '')))).length < 3) continue
    const detail = `Row ${row} is separated by ${spoken}. Save the file with commas between the columns.`
    return bad(`/rows/${row}`, 'csv-delimiter', detail)
  }
  const detail = `Row ${row} is no header of a Viva Goals export: a column "Title" and two more of its columns are needed.`
  return bad(`/rows/${row}`, 'not-viva', detail)
}
