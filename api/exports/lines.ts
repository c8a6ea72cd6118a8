import { type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import type { Asked } from '../http/operation.ts'
import type { Cell } from './cells.ts'
import type { Column, Kind, ListExport } from './list.ts'
import { nameKey, namesBehind } from './names.ts'

export const atOnce = 200

interface Lines {
  lines: Cell[][]
  nextCursor: string | null
}

/** The lines of one page of the list, names in place of ids. */
export async function linesOf(
  tx: Tx,
  actor: Actor,
  list: ListExport,
  query: object,
  cursor?: string,
): Promise<Lines> {
  const asked = { limit: atOnce, ...query, ...(cursor && { cursor }) } as never
  const { data, nextCursor } = await list.read(tx, actor, asked)
  const ids = new Map<Kind, Set<string>>()
  for (const column of list.columns) if (column.refers) collect(ids, column, data)
  const names = await namesBehind(tx, actor, ids)
  const lines = data.map((item) => list.columns.map((column) => cellOf(column, item, names)))
  return { lines, nextCursor }
}

/** The pages after the first, in the transaction that read that one: whoever has a connection waits for no second. */
export async function* linesWithin(
  tx: Tx,
  actor: Actor,
  { list, query, cursor }: { list: ListExport; query: object; cursor: string | null },
): AsyncGenerator<Cell[][]> {
  for (let from = cursor; from !== null; ) {
    const next = await linesOf(tx, actor, list, query, from)
    yield next.lines
    from = next.nextCursor
  }
}

/**
 * The pages after the first, each in a transaction of its own. Whoever asks is found anew for each: a long download ends
 * with the right to it.
 */
export async function* linesAfter(
  { request, query }: Pick<Asked<unknown, object, unknown>, 'request' | 'query'>,
  list: ListExport,
  cursor: string | null,
): AsyncGenerator<Cell[][]> {
  const { db, findActor } = request.server
  while (cursor !== null) {
    const actor = { ...(await findActor(request)), now: request.actor.now }
    const from: string = cursor
    const next = await transaction(db, actor, (tx) => linesOf(tx, actor, list, query, from), {
      readOnly: true,
    })
    yield next.lines
    cursor = next.nextCursor
  }
}

function collect(ids: Map<Kind, Set<string>>, { refers, of }: Column<never>, data: never[]): void {
  const known = ids.get(refers!) ?? new Set()
  for (const item of data) for (const id of idsIn(of(item))) known.add(id)
  ids.set(refers!, known)
}

function idsIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string')
}

function cellOf({ refers, of }: Column<never>, item: never, names: Map<string, string>): Cell {
  const value = of(item)
  if (refers) {
    return idsIn(value)
      .map((id) => names.get(nameKey(refers, id)) ?? '')
      .filter(Boolean)
      .join('; ')
  }
  return Array.isArray(value) ? value.join('; ') : ((value ?? null) as Cell)
}
