import { createHash } from 'node:crypto'

/** Reads "61%", "$1,234.50" or "5.50" as a plain decimal text ("61", "1234.5", "5.5"); null when it is no number. */
export function decimal(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^([-+]?)\s*[$€£¥₹]\s*/, '$1')
    .replace(/\s*[%$€£¥₹]$/, '')
  const plain = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(',', '') : bare
  const parts = /^([-+]?)(\d{1,30})(?:\.(\d{1,30}))?(?:[eE]([-+]?\d{1,2}))?$/.exec(plain)
  if (!parts) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const value = canonical(sign, whole, fraction, Number(exponent))
  return /^-?\d{1,30}(\.\d{1,30})?$/.test(value) ? value : null
}

function canonical(sign: string, whole: string, fraction: string, exponent: number): string {
  const point = whole.length + exponent
  const digits = whole + fraction
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const cut = Math.max(point, 1)
  const head = padded.slice(0, cut).replace(/^0+(?=\d)/, '')
  const tail = padded.slice(cut).replace(/0+$/, '')
  const value = tail ? `${head}.${tail}` : head
  return sign === '-' && value !== '0' ? `-${value}` : value
}

/** The day of "2025-10-06", "2025-10-06 00:00:00" or "2025-10-06 20:57:08 UTC"; null when there is no such day. */
export function day(text: string): string | null {
  const found = /^\s*(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}.*)?\s*$/.exec(text)?.[1]
  if (!found) return null
  const parsed = new Date(`${found}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(found) ? found : null
}

/** "2025-10-06 20:57:08 UTC" as RFC 3339; Viva's times without a zone are UTC. Null without a time of day. */
export function instant(text: string): string | null {
  const found = /^\s*(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?\s*(?:UTC|Z)?\s*$/.exec(text)
  if (!found || !day(found[1]!)) return null
  const parsed = new Date(`${found[1]}T${found[2]}Z`)
  return Number.isNaN(parsed.getTime()) ? null : parsed.toISOString().replace('.000Z', 'Z')
}

/** One line end, one way to write an accented letter, no space around. */
export function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC').trim()
}

const letters: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}

/** A text for comparing: case, accents, apostrophes, dots and spacing no longer count. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßøłđðþæœı]/g, (letter) => letters[letter]!)
    .replace(/['’`´ʼ]/g, '')
    .replace(/[\s._\u00a0-]+/g, ' ')
    .trim()
}

/** SHA-256 (hex) of a source row; the order of its keys does not count. */
export function rowHash(row: unknown): string {
  return createHash('sha256').update(canonicalJson(row)).digest('hex')
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

/** The key under which a title, its owners and its period are found again in a file without ids. */
export function matchKey(title: string, owners: string[], period: string): string {
  const plainTitle = clean(title).replace(/\s+/g, ' ').toLowerCase()
  return [plainTitle, owners.map(fold).sort().join(' + '), fold(period)].join(' | ')
}

/** Gives other work a turn; called every few hundred rows, so that a long import does not block the process. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** The items under each key, in their order. */
export function groupBy<Key, Item>(items: Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
