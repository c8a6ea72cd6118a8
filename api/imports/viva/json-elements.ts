import { bad } from '../archive.ts'

export const jsonLimits = { elementBytes: 4 * 1024 * 1024, depth: 24, elements: 500_000 }

/** One element of the array; every number in it is the text it was, so that no digit is lost. */
export interface JsonElement {
  pointer: string
  value: unknown
}

const OPEN = new Set([0x5b, 0x7b])
const CLOSE = new Set([0x5d, 0x7d])
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d])
const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c

/**
 * Yields the elements of one top-level JSON array (UTF-8) one at a time. 422 naming the element for broken, too deep
 * or too large ones, for NUL and for the keys that JavaScript gives a meaning; `name` is the pointer's first part.
 */
export function* jsonElements(bytes: Buffer, name: string): Generator<JsonElement> {
  let at = skipSpace(bytes, 0)
  if (bytes[at] !== 0x5b) throw bad(`/${name}`, 'json', `The file ${name} is not a JSON array.`)
  at = skipSpace(bytes, at + 1)
  for (let index = 0; bytes[at] !== 0x5d; index += 1) {
    const pointer = `/${name}/${index}`
    if (index >= jsonLimits.elements) throw bad(pointer, 'too-many', `${name} has too many entries.`, 413)
    const end = endOfElement(bytes, at, pointer)
    yield { pointer, value: parseElement(bytes.toString('utf8', at, end), pointer) }
    at = skipSpace(bytes, end)
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1)
    else if (bytes[at] !== 0x5d) throw broken(pointer, 'it ends too early')
  }
  if (skipSpace(bytes, at + 1) < bytes.length) throw bad(`/${name}`, 'json', `${name} goes on after its end.`)
}

function endOfElement(bytes: Buffer, start: number, pointer: string): number {
  const limit = Math.min(bytes.length, start + jsonLimits.elementBytes)
  let depth = 0
  for (let at = start; at < limit; at += 1) {
    const byte = bytes[at]!
    if (byte === QUOTE) at = endOfString(bytes, at, limit)
    else if (OPEN.has(byte)) depth += 1
    else if (depth === 0 && (byte === COMMA || CLOSE.has(byte))) return at
    else if (CLOSE.has(byte)) depth -= 1
    if (depth > jsonLimits.depth) throw bad(pointer, 'too-deep', `${place(pointer)} is nested too deeply.`)
  }
  if (limit < bytes.length)
    throw bad(pointer, 'too-large', `${place(pointer)} is over 4 MB or has no end.`, 413)
  throw broken(pointer, 'the file is cut off')
}

function endOfString(bytes: Buffer, start: number, limit: number): number {
  for (let at = start + 1; at < limit; at += 1) {
    if (bytes[at] === BACKSLASH) at += 1
    else if (bytes[at] === QUOTE) return at
  }
  return limit
}

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

function parseElement(text: string, pointer: string): unknown {
  const numbersAsText = text.replace(tokens, (token) => (token.startsWith('"') ? token : `"${token}"`))
  try {
    return JSON.parse(numbersAsText, (key, value) => safe(key, value, pointer))
  } catch (error) {
    if (error instanceof SyntaxError) throw broken(pointer, 'it is not JSON')
    throw error
  }
}

const unsafeKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** True for the names that would reach into JavaScript's own objects. */
export const isUnsafeKey = (key: string) => unsafeKeys.has(key.trim())

function safe(key: string, value: unknown, pointer: string): unknown {
  if (isUnsafeKey(key)) throw bad(pointer, 'unsafe-key', `${place(pointer)} has a field named ${key}.`)
  if (key.includes('\0') || (typeof value === 'string' && value.includes('\0'))) {
    throw bad(pointer, 'nul-byte', `${place(pointer)} holds a NUL character.`)
  }
  // Half a character, cut off by whoever wrote the file, could not be stored.
  return typeof value === 'string' ? value.toWellFormed() : value
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && SPACE.has(bytes[at]!)) at += 1
  return at
}

const broken = (pointer: string, why: string) =>
  bad(pointer, 'json', `${place(pointer)} cannot be read: ${why}.`)

/** "/objectives/3" as people count: "Entry 4 of objectives". */
function place(pointer: string): string {
  const [, name, index] = pointer.split('/')
  return `Entry ${Number(index) + 1} of ${name}`
}
