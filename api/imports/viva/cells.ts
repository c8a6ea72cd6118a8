import { foldName } from '../people.ts'
import { clean, day, instant } from './values.ts'

/** A check-in as one CSV cell tells it; texts as they stand, days and instants read. */
export interface CheckInCell {
  day: string
  activityDay: string | null
  activityAt: string | null
  user: string | null
  note: string | null
  metricName: string | null
  statusText: string | null
  valueText: string | null
}

const tailKeys = ['Metric Name', 'Status', 'Current Value', 'Activity Date']
const bracket = /^\s*\[([^\]\n]{1,40}UTC)\]\s*[;:,-]?\s*/
const head = /^\s*(?:Check-?\s?in Date:\s*([^;\n]{0,40});\s*)?(?:User:\s?([^;\n]{0,400});\s*)?(?:Note:\s?)?/i

/**
 * Reads one check-in cell by its key names: date, user and note from the front, the rest from the back, because the
 * note in between may hold semicolons, line ends and even the key names. Null when no day can be told.
 */
export function parseCheckInCell(cell: string): CheckInCell | null {
  const stamp = bracket.exec(cell)
  const body = stamp ? cell.slice(stamp[0].length) : cell
  const found = head.exec(body)!
  const { fields, noteEnd } = readTail(body.replace(/;?\s*$/, ''), found[0].length)
  const dayText = found[1] ?? stamp?.[1] ?? null
  const read = dayText === null ? null : day(dayText)
  if (!read) return null
  const activity = fields['Activity Date'] ?? stamp?.[1] ?? null
  return {
    day: read,
    activityDay: activity === null ? null : day(activity),
    activityAt: activity === null ? null : instant(activity),
    user: emptyToNull(found[2] ?? null),
    note: emptyToNull(body.slice(found[0].length, noteEnd)),
    metricName: emptyToNull(fields['Metric Name'] ?? null),
    statusText: emptyToNull(fields.Status ?? null),
    valueText: emptyToNull(fields['Current Value'] ?? null),
  }
}

function readTail(body: string, noteStart: number): { fields: Record<string, string>; noteEnd: number } {
  const fields: Record<string, string> = {}
  let end = body.length
  for (const key of tailKeys.toReversed()) {
    const at = lastKey(body, key, noteStart, end)
    if (!at) continue
    fields[key] = body.slice(at.valueStart, end)
    end = at.start
  }
  return { fields, noteEnd: Math.max(end, noteStart) }
}

function lastKey(
  body: string,
  key: string,
  from: number,
  end: number,
): { start: number; valueStart: number } | null {
  const label = `${key}:`
  for (
    let at = body.lastIndexOf(label, end - label.length);
    at >= from;
    at = body.lastIndexOf(label, at - 1)
  ) {
    const before = body.slice(from, at).trimEnd()
    if (before === '' || before.endsWith(';')) {
      return { start: before === '' ? from : from + before.length - 1, valueStart: at + label.length }
    }
    if (at === 0) break
  }
  return null
}

function emptyToNull(text: string | null): string | null {
  return text === null ? null : clean(text) || null
}

export interface AlignedTo {
  title: string
  externalId: string | null
  weightText: string | null
}

const anchor = /\(\s*weight:\s*([^,()]{0,40}?)\s*(?:,\s*Id:\s*(\d{1,30})\s*)?\)\s*(?:,|;|$)/gi

/** Reads `Title(weight: 14.29%, Id: 1), Other(weight: …)`; titles may hold commas and parentheses themselves. */
export function parseAlignedTo(cell: string): AlignedTo[] {
  const parents: AlignedTo[] = []
  let start = 0
  for (const found of cell.matchAll(anchor)) {
    const title = clean(cell.slice(start, found.index))
    parents.push({ title, weightText: found[1] || null, externalId: found[2] ?? null })
    start = found.index + found[0].length
  }
  const rest = clean(cell.slice(start))
  if (rest) parents.push({ title: rest, weightText: null, externalId: null })
  return parents
}

export interface OwnerReading {
  names: string[]
  /** Other ways to read the cell, when it cannot be told for sure ("Okafor, Ben" is one person or two). */
  otherwise: string[][]
}

interface Reading {
  names: string[]
  score: number
}

/**
 * Splits a cell of owners joined by commas. Names that are known (authors, creators, members) decide; without them
 * single words are read as "Last, First" and the cell is ambiguous.
 */
export function splitOwners(cell: string, known: Set<string>): OwnerReading {
  const parts = clean(cell)
    .split(/\s*[,;]\s*/)
    .filter(Boolean)
    .slice(0, 100)
  let two: Reading[] = [{ names: [], score: 0 }]
  let one: Reading[] = two
  parts.forEach((part, index) => {
    const single = one.map((reading) => extend(reading, part, scoreOf([part], known)))
    const last = parts[index - 1]
    const pair =
      last === undefined
        ? []
        : two.map((reading) => extend(reading, `${part} ${last}`, scoreOf([last, part], known)))
    two = one
    one = [...single, ...pair].sort((a, b) => b.score - a.score).slice(0, 4)
  })
  const [best, ...rest] = one
  const sure = best!.names.every(
    (name) => known.has(foldName(name)) || (name.includes(' ') && parts.includes(name)),
  )
  const otherwise = rest.filter((reading) => reading.score === best!.score || !sure)
  return {
    names: best!.names,
    otherwise: otherwise.map((reading) => reading.names).filter(differsFrom(best!.names)),
  }
}

function extend(reading: Reading, name: string, score: number): Reading {
  return { names: [...reading.names, name], score: reading.score + score }
}

/** Known names weigh most; unknown single words look like "Last, First", unknown full names stand alone. */
function scoreOf(parts: string[], known: Set<string>): number {
  const name = parts.length === 2 ? `${parts[1]} ${parts[0]}` : parts[0]!
  if (known.has(foldName(name))) return 4 * parts.length
  const words = parts.every((part) => !part.includes(' '))
  if (parts.length === 2) return words ? 2 : -1
  return words ? 0 : 1
}

const differsFrom = (names: string[]) => (other: string[]) => other.join('\n') !== names.join('\n')
