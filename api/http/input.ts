import { badField, refuse } from '../errors.ts'

const maxDepth = 12
const unsafe = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Refuses what no field of ours can hold: U+0000 and broken surrogates (Postgres would choke on them), names that
 * would reach an object's prototype, and nesting deeper than any schema of ours. What it lets pass is brought to one
 * spelling (NFC), in place: an é of one character and one of two are the same.
 */
export function cleanText(value: unknown, pointer = '', depth = 0): void {
  if (typeof value === 'string') checkString(value, pointer)
  if (typeof value !== 'object' || value === null) return
  if (depth > maxDepth)
    throw refuse(400, 'too-deep', `Nothing here is nested deeper than ${maxDepth} levels.`)
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string') (value as Record<string, unknown>)[name] = member.normalize('NFC')
    if (unsafe.has(name)) throw badField(`${pointer}/${name}`, 'name', 'This name is not allowed here.')
    checkString(name, pointer)
    cleanText(member, depth === 0 ? '' : `${pointer}/${name}`, depth + 1)
  }
}

function checkString(text: string, pointer: string): void {
  if (text.includes('\u0000') || !text.isWellFormed()) {
    throw badField(pointer, 'characters', 'This text holds a character that cannot be stored.')
  }
}
