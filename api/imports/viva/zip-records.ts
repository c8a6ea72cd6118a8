import type { VivaCheckIn, VivaComment, VivaItem, VivaKept, VivaTask } from '../model.ts'
import { type Directory, keyByName, mention } from '../people.ts'
import { quote, tell } from '../report.ts'
import { newCheckIn, placeValue } from './check-ins.ts'
import { fieldsOf, leftOver, nested, personKeys, personRef, text } from './fields.ts'
import type { JsonElement } from './json-elements.ts'
import { type Context, keysOf, readDay, readWords, tellKept } from './records.ts'
import { day, instant, rowHash } from './values.ts'

type Row = Record<string, unknown>

/** Reads one element of the check-ins file; one without a known item or day is kept as it stands. */
export function readCheckIn(
  element: JsonElement,
  row: Row,
  itemKeys: Set<string>,
  context: Context,
): VivaCheckIn | VivaKept {
  const { report, people } = context
  const at = element.pointer
  const fields = fieldsOf(row)
  const id = text(fields, 'ID')
  const itemKey = `item:${text(fields, 'OKR ID')}`
  const stood = text(fields, 'CheckIn Date')
  const on = stood === null ? null : day(stood)
  if (!itemKeys.has(itemKey) || on === null) {
    const code = on === null ? 'check-in-unreadable' : 'check-in-without-item'
    const why = on === null ? 'has no readable day' : 'belongs to no item of this file'
    tell(report, at, 'check-in', code, `The check-in ${id} ${why}: kept word for word.`)
    return { pointer: at, rowHash: rowHash(row), what: 'check-in', row }
  }
  const activity = text(fields, 'Activity Date')
  const author = nested(fields, 'Check In Owner', personKeys)
  const note = fieldsOf(nested(fields, 'Check In Note', ['Check In Note', 'Check In Note HTML']) ?? {})
  const checkIn: VivaCheckIn = {
    ...newCheckIn(itemKey, on, at),
    key: id === null ? at : `check-in:${id}`,
    externalId: id,
    rowHash: rowHash(row),
    activityDay: readDay(fields, 'Activity Date'),
    activityAt: activity === null ? null : instant(activity),
    authorKey: author && mention(people, personRef(author), at),
    note: readWords(text(note, 'Check In Note'), text(note, 'Check In Note HTML'), at, 'check-in', report),
    metricName: text(fields, 'Metric Name'),
    statusText: text(fields, 'Status'),
  }
  placeValue(checkIn, text(fields, 'Current Value'), context)
  checkIn.kept = { ...checkIn.kept, ...leftOver(fields) }
  tellKept(checkIn.kept, at, 'check-in', `The check-in of ${on}`, report)
  return checkIn
}

/** Reads one element of the comments file; one without a known item is kept as it stands. */
export function readComment(
  element: JsonElement,
  row: Row,
  itemKeys: Set<string>,
  context: Context,
): VivaComment | VivaKept {
  const { report, people } = context
  const at = element.pointer
  const fields = fieldsOf(row)
  const id = text(fields, 'ID')
  const itemKey = `item:${text(fields, 'OKR ID')}`
  const body = readWords(text(fields, 'Comment'), null, at, 'comment', report)
  if (!itemKeys.has(itemKey) || body === null) {
    const why = body === null ? 'is empty' : 'belongs to no item of this file'
    tell(report, at, 'comment', 'comment-without-item', `The comment ${id} ${why}: kept word for word.`)
    return { pointer: at, rowHash: rowHash(row), what: 'comment', row }
  }
  const author = nested(fields, 'Created By', personKeys)
  const stood = text(fields, 'Created At')
  const written = stood === null ? null : instant(stood)
  if (stood !== null && written === null) fields.placed.delete('Created At')
  const kept = leftOver(fields)
  tellKept(kept, at, 'comment', `The comment ${id}`, report)
  return {
    key: id === null ? at : `comment:${id}`,
    externalId: id,
    pointer: at,
    rowHash: rowHash(row),
    itemKey,
    authorKey: author && mention(people, personRef(author), at),
    at: written,
    body,
    mentions: mentionsIn(body.text, people, at),
    kept,
  }
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

const doneByWord: Record<string, boolean> = { complete: true, completed: true, incomplete: false }

/** Reads a task out of its item's children. */
export function readTask(
  row: Record<string, unknown>,
  index: number,
  item: VivaItem,
  { report, people }: Context,
): VivaTask {
  const fields = fieldsOf(row)
  const id = text(fields, 'ID')
  const pointer = `${item.pointer}/tasks/${index}`
  const statusText = text(fields, 'Task Status')
  const done = doneByWord[(statusText ?? 'incomplete').toLowerCase()] ?? null
  const name = text(fields, 'Task Name') ?? `Id ${id}`
  if (done === null) {
    tell(
      report,
      pointer,
      'task',
      'task-status-unknown',
      `${quote(name)} has the status ${quote(statusText!)}: kept, neither done nor open.`,
    )
  }
  const task = {
    key: id === null ? pointer : `task:${id}`,
    externalId: id,
    pointer,
    rowHash: rowHash(row),
    itemKey: item.key,
    name,
    day: readDay(fields, 'Task Date'),
    statusText,
    done,
    ownerKey: keysOf(fields, 'Task Owner', pointer, people)[0] ?? null,
    kept: {},
  }
  const kept = leftOver(fields)
  tellKept(kept, pointer, 'task', quote(name), report)
  return { ...task, kept }
}
