import type { ChangeDto } from '../changes/schema.ts'
import { columnsOf } from '../database/select.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { AttemptEntity, type AttemptRow, DeliveryEntity, type DeliveryRow } from './entity.ts'
import { testKind } from './events.ts'
import { enqueue } from './queue.ts'
import type { DeliveryDto, DeliveryStoryDto } from './schema.ts'
import { changesById } from './tell.ts'
import { findWebhook, toWebhook } from './webhooks.ts'

type Last = Pick<AttemptRow, 'at' | 'milliseconds' | 'status' | 'trouble'>
type Read = DeliveryRow & { [K in keyof Last]: Last[K] | null }

const columns = `${columnsOf(DeliveryEntity, 'd')}, l.at, l.milliseconds, l.status, l.trouble`
const tables = `webhook_deliveries d LEFT JOIN LATERAL (
    SELECT a.at, a.milliseconds, a.status, a.trouble FROM webhook_attempts a
    WHERE a.workspace_id = $1 AND a.delivery_id = d.id ORDER BY a.id DESC LIMIT 1) l ON true`
const listStatement = `
  SELECT ${columns} FROM ${tables}
  WHERE d.workspace_id = $1 AND d.webhook_id = $2 AND ($3::uuid IS NULL OR d.id < $3)
    AND ($4::text IS NULL OR coalesce(d.outcome, 'waiting') = $4)
  ORDER BY d.id DESC LIMIT $5`
const oneStatement = `SELECT ${columns} FROM ${tables} WHERE d.workspace_id = $1 AND d.webhook_id = $2 AND d.id = $3`

interface Query {
  limit: number
  cursor?: string
  state?: DeliveryDto['state']
}

/** What was and is to be sent to a webhook, the latest first. What the reader does not see is without its change. */
export async function listDeliveries(tx: Tx, actor: Actor, webhookId: string, query: Query) {
  await findWebhook(tx, actor, webhookId)
  const bound = { ...query, webhookId }
  const { limit: _, cursor: __, ...filters } = bound
  const after = readCursor(actor, 'deliveries', filters, query.cursor)
  const values = [actor.workspaceId, webhookId, after?.[0] ?? null, query.state ?? null, query.limit + 1]
  const found = await rows<Read>(tx, listStatement, values)
  const { data, nextCursor } = page(actor, 'deliveries', bound, found, ({ id }) => [id])
  const changes = await changesById(
    tx,
    actor,
    data.map(({ eventId }) => eventId),
  )
  return { data: data.map((row) => toDelivery(row, changes)), nextCursor }
}

/** Path parameters of a delivery. */
export interface Named {
  id: string
  deliveryId: string
}

/** A delivery with its last tries. Replies are withheld from who does not see what it tells of. */
export async function readDelivery(tx: Tx, actor: Actor, named: Named): Promise<DeliveryStoryDto> {
  const row = await existing(tx, actor, named)
  const changes = await changesById(tx, actor, [row.eventId])
  const statement = `SELECT ${columnsOf(AttemptEntity, 'a')} FROM webhook_attempts a
    WHERE a.workspace_id = $1 AND a.delivery_id = $2 ORDER BY a.id DESC LIMIT 20`
  const tries = await rows<AttemptRow>(tx, statement, [actor.workspaceId, row.id])
  const delivery = toDelivery(row, changes)
  const seen = delivery.test || delivery.change !== null
  return {
    delivery,
    tries: tries.map(({ at, milliseconds, status, trouble, reply }) => ({
      ...{ at: at.toISOString(), milliseconds, status, trouble },
      reply: seen ? reply : null,
    })),
  }
}

/** Sends a message that says nothing, to see whether it arrives. 409 while the webhook is disabled. */
export async function sendTest(tx: Tx, actor: Actor, id: string): Promise<DeliveryDto> {
  const webhook = await enabled(tx, actor, id)
  const deliveryId = await enqueue(tx, actor, webhook, { eventId: null, kind: testKind })
  return toDelivery(await existing(tx, actor, { id, deliveryId }), new Map())
}

/** The webhook, if it is sent anything; 409 while it is disabled. */
export async function enabled(tx: Tx, actor: Actor, id: string) {
  const webhook = await findWebhook(tx, actor, id)
  if (webhook.disabledAt) throw wrongState('It is disabled. Enable it first.', toWebhook(webhook))
  return webhook
}

/** A delivery of a webhook, as the log reads it; 404 when there is none. */
export async function existing(tx: Tx, actor: Actor, { id, deliveryId }: Named): Promise<Read> {
  await findWebhook(tx, actor, id)
  const row = await first<Read>(tx, oneStatement, [actor.workspaceId, id, deliveryId])
  if (!row) throw notFound('delivery')
  return row
}

export function toDelivery(row: Read, changes: ReadonlyMap<string, ChangeDto>): DeliveryDto {
  const { id, webhookId, eventId, outcome, attempts, createdAt, runAt, endedAt } = row
  const { at, milliseconds, status, trouble } = row
  return {
    ...{ id, webhookId, attempts },
    test: eventId === null,
    change: (eventId && changes.get(eventId)) || null,
    state: outcome ?? 'waiting',
    createdAt: createdAt.toISOString(),
    nextAt: outcome ? null : runAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    last: at && { at: at.toISOString(), milliseconds: milliseconds!, status, trouble },
  }
}
