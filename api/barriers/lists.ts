import { rows, type Tx } from '../database/transaction.ts'
import { forbidden } from '../errors.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import type { BarrierState } from './entity.ts'
import { inSight } from './policy.ts'
import { columns, lastTurn, queue, reader } from './read.sql.ts'
import { type ReadBarrier, toSummary } from './to-barrier.ts'

export interface ListBarriers {
  limit: number
  cursor?: string
  state?: BarrierState
  teamId?: string
  askedOf?: string
  raisedBy?: string
  keyResultId?: string
  q?: string
}

// A key result is blocked directly or by way of a step of its; one out of sight tells nothing. `#41` finds the number.
const listStatement = (actor: Actor) => `
  SELECT ${columns} FROM barriers b ${lastTurn}
  WHERE b.workspace_id = $1 AND ${inSight(actor)}
    AND ($5::text IS NULL OR b.state = $5) AND ($6::uuid IS NULL OR b.team_id = $6)
    AND ($7::uuid IS NULL OR b.asked_of = $7) AND ($8::uuid IS NULL OR b.raised_by = $8)
    AND ($9::uuid IS NULL OR EXISTS (SELECT FROM barrier_blocks x
      LEFT JOIN steps s ON s.workspace_id = x.workspace_id AND s.id = x.step_id
      JOIN key_results k ON k.workspace_id = x.workspace_id AND k.id = coalesce(x.key_result_id, s.key_result_id)
      WHERE x.workspace_id = b.workspace_id AND x.barrier_id = b.id AND k.id = $9 AND ${visible(actor, 'k', '$3')}))
    AND ($10::text IS NULL OR lower(b.title) LIKE $10 OR lower(b.title) LIKE '% ' || $10 OR b.number = $11::int)
    AND ($12::uuid IS NULL OR b.id < $12)
  ORDER BY b.id DESC LIMIT $13`

/**
 * Barriers that are there for the actor, the newest first; `q` finds the beginning of any word of a title, or #41.
 * Only one's own can be picked by raiser (403): nobody is to be counted by how much is in their way.
 */
export async function listBarriers(tx: Tx, actor: Actor, query: ListBarriers) {
  const { limit, cursor, ...filters } = query
  if (query.raisedBy && query.raisedBy !== actor.memberId) {
    throw forbidden('Barriers are listed by raiser for that raiser only.')
  }
  const after = readCursor(actor, 'barriers', filters, cursor)
  const q = query.q?.trim().toLowerCase().replace(/^#/, '')
  const found = await rows<ReadBarrier>(tx, listStatement(actor), [
    ...reader(actor),
    query.state ?? null,
    query.teamId ?? null,
    query.askedOf ?? null,
    query.raisedBy ?? null,
    query.keyResultId ?? null,
    q ? `${q.replace(/[\\%_]/g, '\\$&')}%` : null,
    q && /^\d{1,9}$/.test(q) ? Number(q) : null,
    after?.[0] ?? null,
    limit + 1,
  ])
  const { data, nextCursor } = page(actor, 'barriers', query, found, ({ id }) => [id])
  return { data: data.map((row) => toSummary(row, actor)), nextCursor }
}

/** What is asked of the actor, and of leaders for whom they stand in today: the dearest delay first. */
export async function readQueue(tx: Tx, actor: Actor, query: { limit: number; cursor?: string }) {
  const after = readCursor(actor, 'queue', {}, query.cursor)
  const [cost, perDay, days, id] = after ?? []
  const keys = [cost, perDay, days].map((key) => (key === undefined ? null : Number(key)))
  const values = [...reader(actor), query.limit + 1, ...keys, id ?? null]
  const found = await rows<ReadBarrier>(tx, queue(actor), values)
  const keysOf = (row: ReadBarrier) => [
    ...[row.costOfDelay, row.costPerDay, row.daysWaiting].map(String),
    row.id,
  ]
  const { data, nextCursor } = page(actor, 'queue', query, found, keysOf)
  return { data: data.map((row) => toSummary(row, actor)), nextCursor }
}
