import { type ArchiveFile, bad, readArchive, toUtf8 } from './archive.ts'
import type { ItemField, Traced, VivaExport, VivaOrganisation } from './model.ts'
import { createDirectory } from './people.ts'
import { quote, type RecordKind, type Report, tell } from './report.ts'
import { assemble } from './viva/assemble.ts'
import { isRow } from './viva/fields.ts'
import { type JsonElement, jsonElements } from './viva/json-elements.ts'
import { createPlaces, inferPeriods, linkTeams, mentionTeam } from './viva/places.ts'
import { newParent } from './viva/records.ts'
import { breathe, rowHash } from './viva/values.ts'
import { type ReadObjective, readObjective } from './viva/zip-items.ts'
import { keep, type ListReading, readPeriod, readTeam, readUser } from './viva/zip-lists.ts'
import { readCheckIn, readComment } from './viva/zip-records.ts'

/** The kinds of file in the order in which they are read: people and places before what names them. */
const kinds = ['users', 'teams', 'timeperiods', 'objectives', 'checkins', 'comments', 'tags'] as const
type Kind = (typeof kinds)[number]

const itemFields: ItemField[] = [
  'kind',
  'typeText',
  'matchKey',
  'title',
  'description',
  'creatorKey',
  'ownerKeys',
  'teamKeys',
  'periodKey',
  'startDay',
  'endDay',
  'parents',
  'measure',
  'statusText',
  'lifecycle',
  'health',
  'reopened',
  'score',
  'goalType',
  'delegateKey',
  'checkInOwnerKeys',
  'rollUp',
  'createdAt',
  'reported',
]

interface Reading extends ListReading {
  drafts: ReadObjective[]
  itemKeys: Set<string>
  seen: Map<string, string>
}

/**
 * Reads the admin export "organization complete data", a ZIP of JSON arrays. 413 or 422 with the place for anything
 * hostile or broken; whatever is merely unknown is kept and told in the report.
 */
export async function readVivaZip(bytes: Buffer): Promise<VivaExport> {
  const reading = start()
  const files = await sortFiles(bytes, reading)
  for (const kind of kinds) {
    for (const file of files.get(kind) ?? []) await readFile(kind, file, reading)
  }
  finish(reading)
  return reading.into
}

function start(): Reading {
  const report: Report = []
  const into: VivaExport = {
    source: 'viva-zip',
    organisation: { externalId: null, name: null, exportedBy: null, exportedAt: null },
    carries: itemFields,
    users: [],
    teams: [],
    periods: [],
    items: [],
    checkIns: [],
    comments: [],
    tasks: [],
    kept: [],
    report,
  }
  const people = createDirectory(report, true)
  return {
    report,
    people,
    places: createPlaces(report, true),
    into,
    drafts: [],
    itemKeys: new Set(),
    seen: new Map(),
    parentTeams: new Map(),
    teamsNamed: [],
  }
}

const fileName =
  /^(?<kind>[a-z]+)_export_file_(?<org>\d+)_(?<user>\d+)_Organization_\d+_(?<stamp>\d{14})[^/]*\.json$/i

async function sortFiles(bytes: Buffer, { into, report }: Reading): Promise<Map<Kind, ArchiveFile[]>> {
  const files = new Map<Kind, ArchiveFile[]>()
  for await (const file of readArchive(bytes)) {
    const name = fileName.exec(file.name)?.groups
    const kind = kinds.find((known) => known === name?.kind?.toLowerCase())
    if (name && kind) {
      files.set(kind, [...(files.get(kind) ?? []), file])
      into.organisation = organisationOf(name)
    } else {
      into.kept.push({
        pointer: `/${file.name}`,
        rowHash: rowHash(file.bytes.toString('base64')),
        what: 'file',
        row: file.name,
      })
      tell(
        report,
        `/${file.name}`,
        'file',
        'file-unknown',
        `${quote(file.name)} is no part of an export that is known: not read.`,
      )
    }
  }
  if (!files.has('objectives')) throw bad('', 'not-viva', 'The ZIP holds no objectives file of Viva Goals.')
  for (const kind of kinds) {
    if (!files.has(kind)) tell(report, '', 'file', 'file-missing', `The ZIP holds no file of ${kind}.`)
  }
  return files
}

function organisationOf(name: Record<string, string>): VivaOrganisation {
  const [, y, mo, d, h, mi, s] = /(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(name.stamp!)!
  const exportedAt = `${y}-${mo}-${d}T${h}:${mi}:${s}Z`
  return { externalId: name.org!, name: null, exportedBy: name.user!, exportedAt }
}

async function readFile(kind: Kind, file: ArchiveFile, reading: Reading): Promise<void> {
  const read = readers[kind]
  let count = 0
  for (const element of jsonElements(toUtf8(file.bytes, `/${kind}`), kind)) {
    if (isRow(element.value)) read(element, element.value, reading)
    else keep(element, 'row', reading)
    count += 1
    if (count % 200 === 0) await breathe()
  }
}

const readers: Record<Kind, (element: JsonElement, row: Record<string, unknown>, reading: Reading) => void> =
  {
    users: readUser,
    teams: readTeam,
    timeperiods: readPeriod,
    objectives: (element, row, reading) => {
      const read = readObjective(element, row, reading)
      if (!isNew(read.item, 'item', row, reading)) return
      reading.drafts.push(read)
      reading.itemKeys.add(read.item.key)
    },
    checkins: (element, row, reading) => {
      const checkIn = readCheckIn(element, row, reading.itemKeys, reading)
      if ('what' in checkIn) reading.into.kept.push(checkIn)
      else if (isNew(checkIn, 'check-in', row, reading)) reading.into.checkIns.push(checkIn)
    },
    comments: (element, row, reading) => {
      const comment = readComment(element, row, reading.itemKeys, reading)
      if ('what' in comment) reading.into.kept.push(comment)
      else if (isNew(comment, 'comment', row, reading)) reading.into.comments.push(comment)
    },
    tags: (element, _row, reading) => keep(element, 'tag', reading),
  }

/** The first of two records with one id stays; the second is told, and kept if it says something else. */
function isNew(record: Traced, kind: RecordKind, row: unknown, { seen, into, report }: Reading): boolean {
  const before = seen.get(record.key)
  if (before === undefined) {
    seen.set(record.key, record.rowHash)
    if (record.externalId === null)
      tell(report, record.pointer, kind, 'id-missing', `This ${kind} has no id.`)
    return true
  }
  if (before === record.rowHash) {
    tell(
      report,
      record.pointer,
      kind,
      'duplicate-row',
      `The ${kind} ${record.externalId} stands here a second time, word for word.`,
    )
    return false
  }
  into.kept.push({ pointer: record.pointer, rowHash: record.rowHash, what: kind, row })
  tell(
    report,
    record.pointer,
    kind,
    'duplicate-id',
    `The ${kind} ${record.externalId} stands here again with other words: kept aside.`,
  )
  return false
}

function finish({ into, drafts, people, places, parentTeams, teamsNamed, report }: Reading): void {
  for (const { team, at } of teamsNamed) mentionTeam(places, team, at)
  linkTeams(places, parentTeams)
  linkChildren(drafts, report)
  assemble(drafts, into.checkIns, report)
  into.items = drafts.map((draft) => draft.item)
  into.tasks = drafts.flatMap((draft) => draft.tasks)
  inferPeriods(places, into.items)
  into.users = [...people.users.values()]
  into.teams = [...places.teams.values()]
  into.periods = [...places.periods.values()]
}

/** A child that its parent lists but that does not point back is hung there, without a weight. */
function linkChildren(drafts: ReadObjective[], report: Report): void {
  const byId = new Map(drafts.map((draft) => [draft.item.externalId, draft.item]))
  for (const { item, childIds } of drafts) {
    for (const id of childIds) {
      const child = byId.get(id)
      if (!child)
        tell(
          report,
          item.pointer,
          'item',
          'child-missing',
          `${quote(item.title)} lists the child ${id}, which is not in this file.`,
        )
      else if (!child.parents.some((parent) => parent.externalId === item.externalId)) {
        child.parents.push(newParent(item.externalId, item.title, null))
        tell(
          report,
          child.pointer,
          'item',
          'child-not-aligned',
          `${quote(child.title)} is listed under ${quote(item.title)} only there: hung there.`,
        )
      }
    }
  }
}
