import type { TProperties } from 'typebox'
import type { Tx } from '../database/transaction.ts'
import type { Actor, Caller } from '../http/actor.ts'
import type { Cell } from './cells.ts'

/**
 * What an id in a field points at; the file has the name in its place. Of an item also what it contributes to, and what
 * another system calls it.
 */
export type Kind =
  | 'member'
  | 'team'
  | 'cycle'
  | 'item'
  | 'parent'
  | 'parentId'
  | 'externalSource'
  | 'externalId'

/**
 * One column: its heading, and what stands in it. `refers`: an id, or several, whose names are written. Headings tell days
 * and instants, which a workbook has as such (`xlsx.ts`).
 */
export interface Column<Item> {
  heading: string
  of: (item: Item) => Cell | readonly string[] | undefined
  refers?: Kind
}

type Page<Item> = { data: Item[]; nextCursor: string | null }

/**
 * A list that can be had as a file. It is read by the list's own function and a page at a time: whoever downloads sees
 * what they see in the list, and no file is longer than memory.
 */
export interface ListExport<Item = never> {
  /** As in the list's address. */
  name: string
  operationId: string
  summary: string
  who?: readonly Caller[]
  scopes: readonly string[]
  filters: TProperties
  read: (tx: Tx, actor: Actor, query: never) => Promise<Page<Item>>
  columns: readonly Column<Item>[]
}

/** Keeps the types of one list together, and forgets them for the list of lists. */
export function listExport<Item>(given: ListExport<Item>): ListExport {
  return given as unknown as ListExport
}
