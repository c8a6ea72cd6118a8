import type { Kept } from '../model.ts'
import type { PersonRef } from '../people.ts'
import { clean } from './values.ts'

type Row = Record<string, unknown>

/** Reads a row field by field and remembers which ones found a place; what is left over is kept word for word. */
export interface Fields {
  row: Row
  placed: Set<string>
}

/** True for a JSON object. */
export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Starts reading a row. */
export const fieldsOf = (row: Row): Fields => ({ row, placed: new Set() })

/** A text, cleaned; null when empty. A field of another shape counts as not placed. */
export function text(fields: Fields, key: string): string | null {
  const value = fields.row[key] ?? null
  if (value !== null && typeof value !== 'string') return null
  fields.placed.add(key)
  return value === null ? null : clean(value) || null
}

/**
 * A list of objects, empty when absent; a single object counts as a list of one. With a field beyond the `known`
 * ones in any of them, the whole list also counts as not placed.
 */
export function list(fields: Fields, key: string, known: string[]): Row[] {
  const value = fields.row[key] ?? []
  const entries = isRow(value) ? (Object.keys(value).length ? [value] : []) : value
  if (!Array.isArray(entries) || !entries.every(isRow)) return []
  if (entries.every((entry) => hasOnly(entry, known))) fields.placed.add(key)
  return entries
}

/** A nested object, or null; an empty one is nothing. Beyond the `known` fields it also counts as not placed. */
export function nested(fields: Fields, key: string, known: string[]): Row | null {
  const value = fields.row[key] ?? null
  if (value !== null && !isRow(value)) return null
  if (value === null || hasOnly(value, known)) fields.placed.add(key)
  return value !== null && Object.keys(value).length ? value : null
}

function hasOnly(row: Row, known: string[]): boolean {
  return Object.entries(row).every(([key, value]) => known.includes(key) || isEmpty(value))
}

/** The fields that found no place and say something. */
export function leftOver(fields: Fields): Kept {
  return Object.fromEntries(
    Object.entries(fields.row).filter(([key, value]) => !fields.placed.has(key) && !isEmpty(value)),
  )
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

export const personKeys = ['ID', 'Name', 'Email']
export const placeKeys = ['ID', 'Name']

/** A person as `{ID, Name, Email}`. */
export function personRef(row: Row): PersonRef {
  const fields = fieldsOf(row)
  return { externalId: text(fields, 'ID'), name: text(fields, 'Name'), email: text(fields, 'Email') }
}

/** A team or period as `{ID, Name}`. */
export function placeRef(row: Row): { externalId: string | null; name: string | null } {
  const fields = fieldsOf(row)
  return { externalId: text(fields, 'ID'), name: text(fields, 'Name') }
}
