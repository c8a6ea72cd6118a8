import type { TroubleCode } from './entity.ts'

/** One person of the directory as one page says it; what is left out has not changed. */
export interface Said {
  objectId: string
  /** Deleted, for the time being or for good. */
  removed?: boolean
  enabled?: boolean
  guest?: boolean
  name?: string
  mail?: string
  /** The object id of who they report to; null: of nobody any more. */
  managerId?: string | null
}

export interface Page {
  people: Said[]
  /** Where the next page is; null after the last one. */
  next: string | null
  /** After the last page of changes: where to ask for what changes from now on. */
  delta: string | null
}

/** All that we use of a directory. Every call may throw a Trouble. */
export interface Directory {
  /** The people of a tenant, page by page; by a link that a page gave: the next one, or what has changed since. */
  changes(tid: string, link: string | null): Promise<Page>
  /** The people of a group and of the groups in it, page by page. */
  members(tid: string, groupId: string, link: string | null): Promise<Page>
  /** The small picture of a person; null where there is none. */
  photo(tid: string, objectId: string): Promise<Buffer | null>
}

/** Why the directory did not answer as asked. `resync`: the link is too old, everything is to be read again. */
export class Trouble extends Error {
  readonly code: Exclude<TroubleCode, 'held'> | 'resync'
  /** After how many seconds to ask again. */
  readonly retryAfter: number | null

  constructor(code: Trouble['code'], retryAfter: number | null = null) {
    super(`the directory says ${code}`)
    this.code = code
    this.retryAfter = retryAfter
  }
}
