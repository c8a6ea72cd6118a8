import type { EntitySchema } from 'typeorm'
import { columnsOf } from '../database/select.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { externalNames } from './external.ts'
import type { ItemRow } from './item.ts'

/** One word for how an item stands: its health while it is published, else its lifecycle. */
export const statuses = [
  'draft',
  'not_started',
  'on_track',
  'at_risk',
  'behind',
  'unknown',
  'postponed',
  'closed',
] as const

export const sorts = ['created', '-created', 'title'] as const

export interface ListItems {
  limit: number
  cursor?: string
  teamId?: string
  ownerId?: string
  cycleId?: string
  /** Items that contribute to this objective. */
  parentId?: string
  status?: (typeof statuses)[number]
  /** The beginning of any word of the title. */
  q?: string
  updatedSince?: string
  /** Leaves out what is closed. */
  open?: boolean
  sort?: (typeof sorts)[number]
  /** What another system calls it. */
  externalSource?: string
  externalId?: string
}

interface Kind {
  entity: EntitySchema
  list: 'objectives' | 'key-results'
  alignedBy: 'child_objective_id' | 'child_key_result_id'
}

/** A page of the items that the actor sees and the query asks for. */
export async function listItems<Row extends ItemRow>(
  tx: Tx,
  actor: Actor,
  { entity, list, alignedBy }: Kind,
  query: ListItems,
): Promise<{ data: Row[]; nextCursor: string | null }> {
  const { limit, cursor, ...filters } = query
  const { sort = 'created' } = query
  const after = readCursor(actor, list, filters, cursor)
  const found = await rows<Row & { sortTitle: string }>(
    tx,
    `SELECT ${columnsOf(entity, 'i')}, lower(i.title) AS "sortTitle" FROM ${entity.options.tableName} i
      WHERE ${conditions(actor, list, alignedBy)} ${query.open ? `AND i.lifecycle <> 'closed'` : ''} AND ${order[sort].after} ORDER BY ${order[sort].by} LIMIT $10`,
    [
      ...valuesOf(actor, query),
      limit + 1,
      after?.at(-1) ?? null,
      sort === 'title' ? (after?.[0] ?? null) : null,
      query.externalSource ?? null,
      query.externalId ?? null,
    ],
  )
  return page(actor, list, query, found, (row) => (sort === 'title' ? [row.sortTitle, row.id] : [row.id]))
}

// Every statement has all parameters, so each order must name $12; $13 and $14 are named by `conditions`.
const order = {
  created: { by: 'i.id', after: '($11::uuid IS NULL OR i.id > $11) AND $12::text IS NULL' },
  '-created': { by: 'i.id DESC', after: '($11::uuid IS NULL OR i.id < $11) AND $12::text IS NULL' },
  title: {
    by: 'lower(i.title), i.id',
    after: '($12::text IS NULL OR (lower(i.title), i.id) > ($12, $11::uuid))',
  },
}

function conditions(actor: Actor, list: Kind['list'], alignedBy: Kind['alignedBy']): string {
  const shared = `EXISTS (SELECT FROM shared_teams h JOIN teams t ON t.workspace_id = h.workspace_id AND t.id = h.team_id
    WHERE h.workspace_id = $1 AND h.objective_id = i.id AND h.team_id = $3 AND (NOT t.private OR t.id = ANY($2)))`
  const subject = list === 'objectives' ? 'objective' : 'key_result'
  return `i.workspace_id = $1 AND ${visible(actor, 'i', '$2')} AND cardinality($2::uuid[]) >= 0
    AND ($3::uuid IS NULL OR i.team_id = $3 ${list === 'objectives' ? `OR ${shared}` : ''})
    AND ($4::uuid IS NULL OR i.owner_id = $4)
    AND ($5::uuid IS NULL OR i.cycle_id = $5)
    AND ($6::uuid IS NULL OR EXISTS (SELECT FROM alignments a
      JOIN objectives o ON o.workspace_id = a.workspace_id AND o.id = a.parent_objective_id
      WHERE a.workspace_id = $1 AND a.${alignedBy} = i.id AND o.id = $6 AND ${visible(actor, 'o', '$2')}))
    AND ($7::text IS NULL OR CASE i.lifecycle WHEN 'published' THEN i.health ELSE i.lifecycle END = $7)
    AND ($8::text IS NULL OR lower(i.title) LIKE lower($8) || '%' OR lower(i.title) LIKE '% ' || lower($8) || '%')
    AND ($9::timestamptz IS NULL OR EXISTS (SELECT FROM events e WHERE e.workspace_id = $1 AND e.subject_id = i.id
      AND e.at >= $9))
    AND (($13::text IS NULL AND $14::text IS NULL) OR EXISTS (SELECT FROM ${externalNames(subject)} x
      WHERE x.id = i.id AND ($13 IS NULL OR x.source = $13) AND ($14 IS NULL OR x.external_id = $14)))`
}

function valuesOf(actor: Actor, query: ListItems): unknown[] {
  const { teamId, ownerId, cycleId, parentId, status, q, updatedSince } = query
  const filters = [teamId, ownerId, cycleId, parentId, status, q?.replace(/[\\%_]/g, '\\$&'), updatedSince]
  return [actor.workspaceId, actor.teams, ...filters.map((value) => value ?? null)]
}
