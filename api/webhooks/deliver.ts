import { columnsOf } from '../database/select.ts'
import { first, rows, type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { workerActor } from '../jobs/actor.ts'
import { loop, type Worker } from '../jobs/loop.ts'
import type { Round, Work } from '../jobs/work.ts'
import type { Answer, Outgoing } from '../outgoing/outgoing.ts'
import { dropWaiting } from './disable.ts'
import { DeliveryEntity, type DeliveryRow, WebhookEntity, type WebhookRow } from './entity.ts'
import { nextTurn } from './next-turn.ts'
import { dueKind } from './queue.ts'
import { settle } from './settle.ts'
import { headersOf } from './sign.ts'
import { changesById, listenerOf } from './tell.ts'

interface Sending {
  door: Outgoing
  /** A number of 0 to 1, drawn anew each time; spreads what is tried again. */
  chance: () => number
}

/** Webhooks that one worker sends to at a time; a slow one takes one of these places and no more. */
const lanes = 8
/** Messages under way to one webhook, whatever the number of workers. */
const atOnce = 8
/** After this long without a word of its worker a message counts as lost, and is sent again. */
const lease = 60_000

/** Sends to webhooks, in a loop of its own: nothing else waits for servers of others. */
export function sendToWebhooks(work: Work, door: Outgoing, every: number): Worker {
  const lanes = lanesOf(work, { door, chance: Math.random })
  const { drain, stop } = loop(lanes.round, every, work.log)
  return { drain, stop: () => stop().then(lanes.end) }
}

/** Each webhook in a lane of its own, so that nobody waits for the slow ones. */
interface Lanes {
  /** Begins whatever is due and has a place; does not wait for answers. */
  round(): Promise<Round>
  /** Waits for the answers that are still to come. */
  end(): Promise<void>
}

interface Place {
  workspaceId: string
  id: string
}

const dueStatement = `SELECT workspace_id AS "workspaceId", subject_id AS id FROM due
  WHERE kind = '${dueKind}' AND run_at <= $1 ORDER BY run_at LIMIT $2`

function lanesOf(work: Work, sending: Sending): Lanes {
  const underWay = new Set<Promise<void>>()
  const begin = (claimed: Claimed) => {
    const sent: Promise<void> = sendAll(work, sending, claimed)
      .catch((error) => work.log(`what was sent to webhook ${claimed.webhook.id} could not be noted`, error))
      .finally(() => underWay.delete(sent))
    underWay.add(sent)
  }
  return {
    round: async () => {
      // What ends during this round may make the next ones due that this round did not find.
      const before = underWay.size > 0
      const free = lanes - underWay.size
      const values = [work.clock(), free]
      const found =
        free > 0 ? await transaction(work.db, {}, (tx) => rows<Place>(tx, dueStatement, values)) : []
      let done = 0
      for (const place of found) {
        const claimed = await claim(work, place)
        if (claimed?.messages.length) begin(claimed)
        done += claimed ? 1 : 0
      }
      return { done, busy: before || underWay.size > 0 }
    },
    end: async () => void (await Promise.all(underWay)),
  }
}

/** What one worker is about to send to one webhook. */
export interface Claimed {
  webhook: WebhookRow
  messages: { delivery: DeliveryRow; id: string; body: string }[]
  secrets: Buffer[]
}

const webhookColumns = columnsOf(WebhookEntity, 'w')
const deliveryColumns = columnsOf(DeliveryEntity, 'd')

/** Commits that messages are about to be sent; undefined where another worker was faster. */
function claim(work: Work, { workspaceId, id }: Place): Promise<Claimed | undefined> {
  return transaction(work.db, { workspaceId }, async (tx) => {
    const webhook = await first<WebhookRow>(
      tx,
      `SELECT ${webhookColumns} FROM webhooks w WHERE w.workspace_id = $1 AND w.id = $2 FOR NO KEY UPDATE SKIP LOCKED`,
      [workspaceId, id],
    )
    const actor = await workerActor(tx, workspaceId, work.clock())
    if (!webhook || !actor || !(await isDue(tx, actor, id))) return undefined
    if (webhook.disabledAt) {
      await dropWaiting(tx, actor, id, 'withdrawn') // queued in the moment in which it was disabled
      return undefined
    }
    const deliveries = await rows<DeliveryRow>(
      tx,
      `SELECT ${deliveryColumns} FROM webhook_deliveries d WHERE d.workspace_id = $1 AND d.webhook_id = $2
        AND d.ended_at IS NULL AND d.run_at <= $3 ORDER BY d.run_at, d.id LIMIT ${atOnce} FOR UPDATE`,
      [workspaceId, id, actor.now],
    )
    const messages = await messagesOf(tx, listenerOf(actor, webhook), deliveries)
    await hold(tx, actor, webhook, deliveries, messages)
    return { webhook, messages, secrets: await secretsOf(tx, actor, id) }
  })
}

async function isDue(tx: Tx, { workspaceId, now }: Actor, id: string): Promise<boolean> {
  const statement = `SELECT 1 FROM due WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3 AND run_at <= $4`
  return (await first(tx, statement, [workspaceId, dueKind, id, now])) !== undefined
}

/** What there is to say, in the order in which it happened, as far as the listener sees it now. */
async function messagesOf(
  tx: Tx,
  listener: Actor,
  deliveries: readonly DeliveryRow[],
): Promise<Claimed['messages']> {
  const events = deliveries.map(({ eventId }) => eventId)
  const changes = await changesById(tx, listener, events)
  return deliveries.flatMap((delivery) => {
    if (delivery.eventId === null) return [testOf(delivery)]
    const change = changes.get(delivery.eventId)
    if (!change) return []
    const body = JSON.stringify({ type: change.kind, timestamp: change.at, data: change })
    return [{ delivery, id: change.id, body }]
  })
}

function testOf(delivery: DeliveryRow): Claimed['messages'][number] {
  const { id, kind, createdAt } = delivery
  return { delivery, id, body: JSON.stringify({ type: kind, timestamp: createdAt.toISOString(), data: {} }) }
}

/** What is sent is held until it is settled or its worker lost; what has nothing to say any more ends. */
async function hold(
  tx: Tx,
  { workspaceId, now }: Actor,
  { id }: WebhookRow,
  deliveries: readonly DeliveryRow[],
  messages: Claimed['messages'],
): Promise<void> {
  const until = messages.length > 0 ? new Date(now.getTime() + lease) : now
  const said = messages.map(({ delivery }) => delivery.id)
  const rest = deliveries.map((delivery) => delivery.id).filter((each) => !said.includes(each))
  await rows(
    tx,
    `UPDATE webhook_deliveries SET run_at = $3, attempts = attempts + 1 WHERE workspace_id = $1 AND id = ANY($2::uuid[])`,
    [workspaceId, said, until],
  )
  await rows(
    tx,
    `UPDATE webhook_deliveries SET ended_at = $3, outcome = 'withdrawn'
      WHERE workspace_id = $1 AND id = ANY($2::uuid[])`,
    [workspaceId, rest, now],
  )
  const busy = 'UPDATE webhooks SET busy_until = $3 WHERE workspace_id = $1 AND id = $2'
  await rows(tx, busy, [workspaceId, id, messages.length > 0 ? until : null])
  await nextTurn(tx, workspaceId, id, until)
}

async function secretsOf(tx: Tx, { workspaceId, now }: Actor, id: string): Promise<Buffer[]> {
  const statement = `SELECT secret FROM webhook_secrets
    WHERE workspace_id = $1 AND webhook_id = $2 AND (ends_at IS NULL OR ends_at > $3) ORDER BY ends_at DESC NULLS FIRST`
  const found = await rows<{ secret: Buffer }>(tx, statement, [workspaceId, id, now])
  return found.map(({ secret }) => secret)
}

async function sendAll(work: Work, sending: Sending, claimed: Claimed): Promise<void> {
  const { webhook, messages, secrets } = claimed
  const answers = await Promise.all(
    messages.map(async ({ delivery, id, body }) => {
      const began = performance.now()
      const headers = headersOf({ id, at: work.clock(), body }, secrets)
      const answer: Answer = await sending.door.call({ url: webhook.url, headers, body })
      return { delivery, answer, milliseconds: Math.round(performance.now() - began) }
    }),
  )
  await settle(work, sending.chance, webhook, answers)
}
