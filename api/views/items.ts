import { rows, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { itemsStatement } from './items.sql.ts'
import type { ViewFiltersDto, ViewItemDto, ViewSort } from './schema.ts'

export interface ListViewItems extends ViewFiltersDto {
  limit: number
  cursor?: string
  updatedSince?: string
  sort?: ViewSort
}

type Found = Omit<ViewItemDto, 'checkedInAt'> & { checkedInAt: Date | null; sortKey: string }

/** A page of goals and measures, together, that the actor sees and the query asks for. */
export async function listViewItems(tx: Tx, actor: Actor, query: ListViewItems) {
  const { limit, cursor, ...filters } = query
  const { show, kind, teamId, ownerId, cycleId, status, q, updatedSince, sort = 'title' } = query
  if (show === 'mine' && !actor.memberId) throw badField('/show', 'nobody', 'A key has no goals of its own.')
  const after = readCursor(actor, 'views-items', filters, cursor)
  const narrowed = [teamId, ownerId, cycleId, status, q?.replace(/[\\%_]/g, '\\$&'), kind]
  const found = await rows<Found>(tx, itemsStatement(actor, sort, show), [
    actor.workspaceId,
    actor.teams,
    actor.memberId,
    actor.now,
    ...narrowed.map((value) => value ?? null),
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit + 1,
    updatedSince ?? null,
  ])
  const cut = page(actor, 'views-items', query, found, ({ sortKey, id }) => [sortKey, id])
  return { data: cut.data.map(toItem), nextCursor: cut.nextCursor }
}

function toItem({ checkedInAt, sortKey: _, ...item }: Found): ViewItemDto {
  return { ...item, checkedInAt: checkedInAt?.toISOString() ?? null }
}
