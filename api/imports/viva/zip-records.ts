import type { VivaCheckIn, VivaComment, VivaItem, VivaKept, VivaTask } from '../model.ts'
import { type Directory, keyByName, mention } from '../people.ts'
import { quote, type RecordKind, type ReportCode, tell } from '../report.ts'
import { newCheckIn, placeValue } from './check-ins.ts'
import { type Fields, fieldsOf, leftOver, nested, personKeys, personRef, text } from './fields.ts'
import type { JsonElement } from './json-elements.ts'
import { type Context, keysOf, readDay, readInstant, readWords, tellKept } from './records.ts'
import { day, instant, rowHash } from './values.ts'

type Row = Record<string, unknown>

/** Reads one element of the check-ins file; one without a known item or day is kept as it stands. */
export function readCheckIn(
  element: JsonElement,
  row: Row,
  itemKeys: Set<string>,
  context: Context,
): VivaCheckIn | VivaKept {
  const at = element.pointer
  const fields = fieldsOf(row)
  const id = text(fields, 'ID')
  const itemKey = `item:${text(fields, 'OKR ID')}`
  const on = day(text(fields, 'CheckIn Date') ?? '')
  if (on === null) return aside(at, row, 'check-in', 'check-in-unreadable', 'has no readable day', context)
  if (!itemKeys.has(itemKey)) return aside(at, row, 'check-in', 'check-in-without-item', noItem, context)
  const checkIn = { ...newCheckIn(itemKey, on, at), externalId: id, rowHash: rowHash(row) }
  if (id !== null) checkIn.key = `check-in:${id}`
  Object.assign(checkIn, saidIn(fields, at, context))
  placeValue(checkIn, text(fields, 'Current Value'), context)
  checkIn.kept = { ...checkIn.kept, ...leftOver(fields) }
  tellKept(checkIn.kept, at, 'check-in', `The check-in of ${on}`, context.report)
  return checkIn
}

const noItem = 'belongs to no item of this file'

function aside(
  pointer: string,
  row: Row,
  what: RecordKind,
  code: ReportCode,
  why: string,
  { report }: Context,
): VivaKept {
  tell(report, pointer, what, code, `The ${what} ${row.ID ?? ''} ${why}: kept word for word.`)
  return { pointer, rowHash: rowHash(row), what, row }
}

function saidIn(fields: Fields, at: string, { report, people }: Context) {
  const author = nested(fields, 'Check In Owner', personKeys)
  const note = fieldsOf(nested(fields, 'Check In Note', ['Check In Note', 'Check In Note HTML']) ?? {})
  return {
    activityAt: instant(text(fields, 'Activity Date') ?? ''),
    activityDay: readDay(fields, 'Activity Date'),
    authorKey: author && mention(people, personRef(author), at),
    note: readWords(text(note, 'Check In Note'), text(note, 'Check In Note HTML'), at, 'check-in', report),
    metricName: text(fields, 'Metric Name'),
    statusText: text(fields, 'Status'),
  }
}

/** Reads one element of the comments file; one without a known item is kept as it stands. */
export function readComment(
  element: JsonElement,
  row: Row,
  itemKeys: Set<string>,
  context: Context,
): VivaComment | VivaKept {
  const at = element.pointer
  const fields = fieldsOf(row)
  const externalId = text(fields, 'ID')
  const itemKey = `item:${text(fields, 'OKR ID')}`
  const body = readWords(text(fields, 'Comment'), null, at, 'comment', context.report)
  if (body === null) return aside(at, row, 'comment', 'comment-empty', 'is empty', context)
  if (!itemKeys.has(itemKey)) return aside(at, row, 'comment', 'comment-without-item', noItem, context)
  return { itemKey, body, ...traced(externalId, at, row), ...commentIn(fields, body.text, at, context) }
}

function traced(externalId: string | null, pointer: string, row: Row) {
  const key = externalId === null ? pointer : `comment:${externalId}`
  return { key, externalId, pointer, rowHash: rowHash(row) }
}

function commentIn(fields: Fields, body: string, at: string, { report, people }: Context) {
  const author = nested(fields, 'Created By', personKeys)
  const authorKey = author && mention(people, personRef(author), at)
  const mentions = mentionsIn(body, people, at)
  const written = readInstant(fields, 'Created At')
  const kept = leftOver(fields)
  tellKept(kept, at, 'comment', 'The comment', report)
  return { authorKey, at: written, mentions, kept }
}

const mentionPattern = /(?<![\p{L}\p{N}.])@([\p{L}\p{N}'’_-]+(?:\.[\p{L}\p{N}'’_-]+)*)/gu

/** "@Ana.Petrov" stays in the text; the person is found by name when exactly one fits. */
function mentionsIn(body: string, people: Directory, at: string): VivaComment['mentions'] {
  return [...body.matchAll(mentionPattern)].map(([found, name]) => {
    const userKey = keyByName(people, name!)
    if (userKey === null) {
      tell(
        people.report,
        at,
        'comment',
        'mention-unmatched',
        `${quote(found)} fits no single person: it stays as text.`,
      )
    }
    return { text: found, userKey }
  })
}

const doneByWord = new Map([
  ['complete', true],
  ['completed', true],
  ['incomplete', false],
])

/** Reads a task out of its item's children. */
export function readTask(row: Row, index: number, item: VivaItem, { report, people }: Context): VivaTask {
  const fields = fieldsOf(row)
  const externalId = text(fields, 'ID')
  const pointer = `${item.pointer}/tasks/${index}`
  const key = externalId === null ? pointer : `task:${externalId}`
  const name = text(fields, 'Task Name') ?? `Id ${externalId}`
  const statusText = text(fields, 'Task Status')
  const done = doneByWord.get((statusText ?? 'incomplete').toLowerCase()) ?? null
  if (done === null) {
    const line = `${quote(name)} has the status ${quote(statusText!)}`
    tell(report, pointer, 'task', 'task-status-unknown', `${line}: kept, neither done nor open.`)
  }
  const on = readDay(fields, 'Task Date')
  const ownerKey = keysOf(fields, 'Task Owner', pointer, people)[0] ?? null
  const kept = leftOver(fields)
  tellKept(kept, pointer, 'task', quote(name), report)
  return {
    key,
    externalId,
    pointer,
    rowHash: rowHash(row),
    itemKey: item.key,
    name,
    day: on,
    statusText,
    done,
    ownerKey,
    kept,
  }
}
