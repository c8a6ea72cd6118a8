import { readGoalType, readStatus } from '../classify.ts'
import type { VivaItem, VivaParent, VivaText } from '../model.ts'
import { type Directory, mention } from '../people.ts'
import { quote, type RecordKind, type Report, tell } from '../report.ts'
import { readText } from '../sanitise.ts'
import { type Fields, list, personKeys, personRef, text } from './fields.ts'
import type { Places } from './places.ts'
import { day, decimal, instant } from './values.ts'

/** What every reader of records needs: where to tell, and who and where is known so far. */
export interface Context {
  report: Report
  people: Directory
  places: Places
}

/** An item that says nothing but its title yet. */
export function newItem(externalId: string | null, pointer: string, title: string): VivaItem {
  const key = externalId === null ? pointer : `item:${externalId}`
  return { key, externalId, pointer, rowHash: '', title, matchKey: '', kind: 'objective', ...unsaid() }
}

function unsaid() {
  const places = { teamKeys: [], periodKey: null, startDay: null, endDay: null, parents: [] }
  const people = { creatorKey: null, ownerKeys: [], delegateKey: null, checkInOwnerKeys: [] }
  const state = {
    statusText: null,
    lifecycle: 'published' as const,
    health: null,
    reopened: false,
    score: null,
  }
  const reported = { value: null, percent: null, lastCheckInDay: null, lastNote: null }
  const rest = {
    typeText: null,
    description: null,
    measure: null,
    goalType: null,
    rollUp: null,
    createdAt: null,
  }
  return { ...places, ...people, ...state, ...rest, reported, kept: {} }
}

/** A link to a parent whose weight and record are found once all rows are read. */
export function newParent(externalId: string | null, title: string, weightText: string | null): VivaParent {
  return { externalId, title, itemKey: null, weightText, weight: null }
}

/** The keys of the people in a field; a second person where only one has a place stays kept. */
export function keysOf(fields: Fields, key: string, at: string, people: Directory): string[] {
  const keys = list(fields, key, personKeys).flatMap((person) => mention(people, personRef(person), at) ?? [])
  const single = key === 'Created By' || key === 'Delegated To'
  if (single && keys.length > 1) fields.placed.delete(key)
  return [...new Set(keys)]
}

/** The two days of an item; an end before the start is told. */
export function daysOf(
  fields: Fields,
  pointer: string,
  report: Report,
): Pick<VivaItem, 'startDay' | 'endDay'> {
  const startDay = readDay(fields, 'Start Date')
  const endDay = readDay(fields, 'End Date')
  if (startDay && endDay && endDay < startDay) {
    tell(report, pointer, 'item', 'dates-reversed', `It ends on ${endDay}, before it starts on ${startDay}.`)
  }
  return { startDay, endDay }
}

/** "Committed Goal" and its like; another word counts as not placed. */
export function goalTypeOf(fields: Fields): VivaItem['goalType'] {
  const type = readGoalType(text(fields, 'Goal Type'))
  if (type === null) fields.placed.delete('Goal Type')
  return type
}

/** A number of an item; one that cannot be read counts as not placed and is told. */
export function readNumber(fields: Fields, key: string, item: VivaItem, report: Report): string | null {
  const stood = text(fields, key)
  const value = stood === null ? null : decimal(stood)
  if (stood !== null && value === null) {
    fields.placed.delete(key)
    tell(
      report,
      item.pointer,
      'item',
      'number-unreadable',
      `The ${key} of ${quote(item.title)} is no number: ${quote(stood)}.`,
    )
  }
  return value
}

/** Reads a status and tells the words that have no place of their own. */
export function placeStatus(item: VivaItem, report: Report): void {
  const { statusText } = item
  const status = readStatus(statusText)
  if (status.reopened) {
    tell(
      report,
      item.pointer,
      'item',
      'reopened-kept',
      `${quote(item.title)} was reopened: open here, the word is kept.`,
    )
  }
  if (!status.known) {
    tell(
      report,
      item.pointer,
      'item',
      'status-unknown',
      `${quote(item.title)} has the status ${quote(statusText!)}: kept as a word, open here.`,
    )
  }
  const { lifecycle, health, reopened } = status
  Object.assign(item, { lifecycle, health, reopened })
}

/** A day of a row; one that cannot be read counts as not placed, so that it is kept. */
export function readDay(fields: Fields, key: string): string | null {
  const stood = text(fields, key)
  const read = stood === null ? null : day(stood)
  if (stood !== null && read === null) fields.placed.delete(key)
  return read
}

/** An instant of a row; one that cannot be read counts as not placed, so that it is kept. */
export function readInstant(fields: Fields, key: string): string | null {
  const stood = text(fields, key)
  const read = stood === null ? null : instant(stood)
  if (stood !== null && read === null) fields.placed.delete(key)
  return read
}

/** A text of a person made safe; what was taken out of it, or differs beside it, is told. */
export function readWords(
  plain: string | null,
  html: string | null,
  at: string,
  kind: RecordKind,
  report: Report,
): VivaText | null {
  const { value, removed, differs } = readText(plain, html)
  if (removed.length)
    tell(report, at, kind, 'note-cleaned', `Taken out of its text: ${quote(removed.join(', '), 300)}.`)
  if (differs)
    tell(
      report,
      at,
      kind,
      'note-html-differs',
      'Its plain text and its formatted text differ: both are kept.',
    )
  return value
}

/** One line for all fields of a record that are kept word for word. */
export function tellKept(
  kept: Record<string, unknown>,
  at: string,
  kind: RecordKind,
  who: string,
  report: Report,
): void {
  const names = Object.keys(kept)
  if (names.length)
    tell(report, at, kind, 'field-kept', `${who}: ${quote(names.join(', '), 400)} kept word for word.`)
}
