import type { Kept, Traced, VivaExport } from '../model.ts'
import { listUser, mention } from '../people.ts'
import { quote, type RecordKind, tell } from '../report.ts'
import { fieldsOf, leftOver, list, personKeys, personRef, placeKeys, placeRef, text } from './fields.ts'
import type { JsonElement } from './json-elements.ts'
import { type PlaceRef, placeKey } from './places.ts'
import { type Context, readDay, tellKept } from './records.ts'
import { rowHash } from './values.ts'

/** What reading the lists of a ZIP needs and fills. */
export interface ListReading extends Context {
  into: VivaExport
  parentTeams: Map<string, string>
  /** Teams named by users, which are read before the teams. */
  teamsNamed: { team: PlaceRef; at: string }[]
}

type Row = Record<string, unknown>

/** Reads one element of the users file. */
export function readUser(element: JsonElement, row: Row, reading: ListReading): void {
  const fields = fieldsOf(row)
  const ref = { externalId: text(fields, 'ID'), name: text(fields, 'Name'), email: text(fields, 'Email') }
  const teams = list(fields, 'Teams', placeKeys).map(placeRef)
  reading.teamsNamed.push(...teams.map((team) => ({ team, at: element.pointer })))
  const details = {
    managerName: text(fields, 'Manager'),
    teamKeys: teams.map((team) => placeKey('team', team)),
    roleText: text(fields, 'Role'),
    statusText: text(fields, 'Status'),
  }
  const kept = leftOver(fields)
  if (listUser(reading.people, ref, { ...details, kept }, element.pointer, row)) {
    tellKept(kept, element.pointer, 'user', quote(ref.name ?? ref.email ?? 'A user'), reading.report)
  } else keepTwin(element, 'user', ref.externalId, reading)
}

/** Reads one element of the teams file; its parent team is a name, found when all teams are read. */
export function readTeam(element: JsonElement, row: Row, reading: ListReading): void {
  const { places, people, parentTeams, report } = reading
  const fields = fieldsOf(row)
  const at = element.pointer
  const ref = { externalId: text(fields, 'ID'), name: text(fields, 'Team Name') }
  const key = placeKey('team', ref)
  if (places.teams.has(key)) {
    keepTwin(element, 'team', ref.externalId, reading)
    return
  }
  const parentName = text(fields, 'Parent Team')
  const owners = list(fields, 'Team Owners', personKeys)
  const team = {
    ...traced(key, ref.externalId, at, row),
    name: ref.name ?? `Id ${ref.externalId}`,
    parentKey: null,
    ownerKeys: owners.flatMap((owner) => mention(people, personRef(owner), at) ?? []),
    description: text(fields, 'Description'),
    kept: leftOver(fields),
  }
  places.teams.set(key, team)
  if (parentName) parentTeams.set(key, parentName)
  tellKept(team.kept, at, 'team', quote(team.name), report)
}

/** Reads one element of the time periods file. */
export function readPeriod(element: JsonElement, row: Row, reading: ListReading): void {
  const fields = fieldsOf(row)
  const ref = { externalId: text(fields, 'ID'), name: text(fields, 'Time Period Name') }
  const key = placeKey('period', ref)
  if (reading.places.periods.has(key)) {
    keepTwin(element, 'period', ref.externalId, reading)
    return
  }
  const name = ref.name ?? `Id ${ref.externalId}`
  const days = { startDay: readDay(fields, 'Start Date'), endDay: readDay(fields, 'End Date') }
  const inferred = days.startDay === null || days.endDay === null
  reading.places.periods.set(key, {
    ...traced(key, ref.externalId, element.pointer, row),
    name,
    ...days,
    inferred,
  })
  const left: Kept = leftOver(fields)
  if (Object.keys(left).length) keep({ pointer: element.pointer, value: left }, 'period', reading)
}

function keepTwin(
  element: JsonElement,
  kind: RecordKind,
  id: string | null,
  { into, report }: ListReading,
): void {
  into.kept.push({
    pointer: element.pointer,
    rowHash: rowHash(element.value),
    what: kind,
    row: element.value,
  })
  tell(
    report,
    element.pointer,
    kind,
    'duplicate-id',
    `The ${kind} ${id} stands here a second time: kept aside.`,
  )
}

function traced(key: string, externalId: string | null, pointer: string, row: unknown): Traced {
  return { key, externalId, pointer, rowHash: rowHash(row) }
}

/** Keeps a row word for word, and says so. */
export function keep(element: JsonElement, what: string, { into, report }: ListReading): void {
  into.kept.push({ pointer: element.pointer, rowHash: rowHash(element.value), what, row: element.value })
  tell(
    report,
    element.pointer,
    what === 'tag' ? 'tag' : 'file',
    'field-kept',
    `This ${what} is kept word for word.`,
  )
}
