import { createHash } from 'node:crypto'
import { refuse } from '../errors.ts'
import type { Actor } from './actor.ts'

export interface Tagged {
  version: number
  revision: number
  /** What else decides what is shown, as the day of a board; goes into the ETag, never into a reply. */
  basis?: readonly unknown[]
}

/** A resource that carries version and revision gets an ETag "version.revision.viewer". */
export function isTagged(body: unknown): body is Tagged {
  const tagged = body as Partial<Tagged> | null
  return typeof tagged?.version === 'number' && typeof tagged.revision === 'number'
}

/** The viewer's part covers rights and language: who may do something else sees something else. */
export function etagOf({ version, revision, basis = [] }: Tagged, actor: Actor): string {
  const viewer = [
    actor.memberId,
    actor.admin,
    actor.guest,
    actor.teams,
    actor.leads,
    actor.locale,
    actor.scopes,
    ...basis,
  ]
  const hash = createHash('sha256').update(JSON.stringify(viewer)).digest('base64url').slice(0, 8)
  return `"${version}.${revision}.${hash}"`
}

/** Whether If-None-Match names this tag; weak comparison as RFC 9110 asks. */
export function matches(header: string | undefined, etag: string): boolean {
  if (!header) return false
  return header.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
}

/**
 * The version an edit was made against, from If-Match: of a list the latest of ours; null for `*`. 428 when the header is
 * missing, 412 when it names no version of ours or names it weakly, which says only that it looks the same.
 */
export function expectedVersion(header: string | undefined): number | null {
  if (!header) {
    throw refuse(
      428,
      'if-match-required',
      'Send If-Match with the ETag of what you read before you change it.',
    )
  }
  if (header.trim() === '*') return null
  const versions = [...header.matchAll(strongTag)].map(([, version]) => Number(version))
  if (versions.length > 0) return Math.max(...versions)
  const weak = /(^|,)\s*W\//.test(header)
  const why = weak ? 'names a weak tag: send it without W/' : 'does not name a version of this resource'
  throw refuse(412, 'stale', `If-Match ${why}, as the ETag was read.`)
}

const strongTag = /(?<=^|,)\s*"(\d{1,9})\.\d{1,9}\.[\w-]+"\s*(?=,|$)/g
