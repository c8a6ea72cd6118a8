import { createHmac, randomBytes } from 'node:crypto'
import { refuse } from '../errors.ts'
import type { Actor } from './actor.ts'

/** Of this process alone until `sealCursorsWith` names the one that all processes share. */
let secret: Buffer = randomBytes(32)

/** Seals cursors with a key that every process of an installation derives from the same configuration. */
export function sealCursorsWith(key: Buffer): void {
  secret = key
}

/**
 * An opaque cursor: the sort keys of the last row, sealed to the workspace, the list and its filters.
 */
export function writeCursor(actor: Actor, list: string, filters: object, keys: unknown[]): string {
  return Buffer.from(JSON.stringify([seal(actor, list, filters, keys), ...keys])).toString('base64url')
}

/** The sort keys a cursor stands for, or null without a cursor; 400 for one that was forged or made elsewhere. */
export function readCursor(
  actor: Actor,
  list: string,
  filters: object,
  cursor: string | undefined,
): string[] | null {
  if (cursor === undefined) return null
  try {
    const [given, ...keys] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (given === seal(actor, list, filters, keys) && keys.every((key) => typeof key === 'string')) {
      return keys
    }
  } catch {
    // falls through to the refusal: text that is no JSON is as foreign as a wrong seal
  }
  throw refuse(
    400,
    'bad-cursor',
    'This cursor does not belong to this list with these filters. Start again without.',
  )
}

/** Cuts the surplus row off a page that was read with limit + 1 and writes the cursor of the next one. */
export function page<Row>(
  actor: Actor,
  list: string,
  { limit, cursor: _, ...filters }: { limit: number; cursor?: string },
  found: Row[],
  keys: (row: Row) => string[],
): { data: Row[]; nextCursor: string | null } {
  const data = found.slice(0, limit)
  const last = data.at(-1)
  const more = found.length > limit && last !== undefined
  return { data, nextCursor: more ? writeCursor(actor, list, filters, keys(last)) : null }
}

function seal(actor: Actor, list: string, filters: object, keys: unknown[]): string {
  const bound = JSON.stringify([actor.workspaceId, list, Object.entries(filters).sort(), keys])
  return createHmac('sha256', secret).update(bound).digest('base64url').slice(0, 22)
}

/** The Link header of a page that is not the last: the same address with the cursor of the next (RFC 8288). */
export function nextLink(url: string, body: unknown): { link?: string } {
  const next = (body as { nextCursor?: unknown } | null | undefined)?.nextCursor
  if (typeof next !== 'string') return {}
  const [path, query] = url.split('?')
  const parameters = new URLSearchParams(query)
  parameters.set('cursor', next)
  return { link: `<${path}?${parameters}>; rel="next"` }
}
