import { columnsOf } from '../database/select.ts'
import { first, rows, type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { idle, type Round, type Work } from '../jobs/work.ts'
import type { Card } from './card.ts'
import { hasFields, keepCard, lockCard, lookOf, messageOf, settleAfter } from './cards.ts'
import type { Connector, Outcome, Outgoing } from './connector.ts'
import { unreachable } from './conversations.ts'
import { divert, type Otherwise, pauseAfter, restedFor, type Sent } from './elsewhere.ts'
import {
  type CardRow,
  ConversationEntity,
  type ConversationRow,
  reasons,
  SendEntity,
  type SendRow,
} from './entity.ts'
import { mayStart, memory, mostTries, nextOf, waitFor } from './pace.ts'

type Place = Pick<Actor, 'workspaceId' | 'now'>

/** How cards are drawn and sent. */
export interface Delivery {
  connector: Connector
  /** Draws a card from the facts as they are now, with what it then holds; null when there is nothing to say any more. */
  draw(tx: Tx, place: Place, card: CardRow): Promise<Drawn | null>
  /** The address of a member's mailbox, when there is one. */
  addressOf(tx: Tx, place: Place, memberId: string): Promise<string | undefined>
  otherwise: Otherwise
  /** What else is to be kept when a card was delivered. */
  delivered(tx: Tx, place: Place, card: CardRow, send: SendRow): Promise<void>
}

export interface Drawn {
  card: Card
  data: Record<string, unknown>
}

/** Messages that one worker has under way at a time. */
const atOnce = 8
/** After this long without a word of its worker, nobody knows what became of a message. */
const lostAfter = 60_000

const dueStatement = `
  SELECT workspace_id AS "workspaceId", id FROM chat_sends
  WHERE ended_at IS NULL AND run_at <= $1 AND (started_at IS NULL OR started_at < run_at OR started_at <= $2)
  ORDER BY reason, run_at, id LIMIT 100`

/** Sends what is due and may start now; any number of workers may do so at the same time. */
export async function deliver(work: Work, delivery: Delivery): Promise<Round> {
  const now = work.clock()
  const values = [now, new Date(now.getTime() - lostAfter)]
  const found = await transaction(work.db, {}, (tx) => rows<Named>(tx, dueStatement, values))
  const claimed: Claimed[] = []
  let done = 0
  for (const each of found) {
    if (claimed.length === atOnce) break
    const claim = await claimOne(work, delivery, each).catch((error) => {
      work.log(`the message ${each.id} of workspace ${each.workspaceId} could not be drawn`, error)
      return setBack(work, each)
    })
    if (typeof claim === 'object') claimed.push(claim)
    else done += claim
  }
  const outcomes = await Promise.all(claimed.map(({ outgoing }) => delivery.connector.send(outgoing)))
  for (const [i, claim] of claimed.entries()) await settle(work, delivery, claim, outcomes[i]!)
  return claimed.length + done > 0 ? { done: claimed.length + done, busy: false } : idle
}

interface Named {
  workspaceId: string
  id: string
}

interface Claimed extends Named {
  card: CardRow
  send: Sent
  outgoing: Outgoing
  look: string
}

const lockStatement = `SELECT ${columnsOf(SendEntity, 's')} FROM chat_sends s
  WHERE workspace_id = $1 AND id = $2 FOR UPDATE SKIP LOCKED`

/** Commits that a message is about to be sent; a number says that it was dealt with (1) or has to wait (0). */
function claimOne(work: Work, delivery: Delivery, { workspaceId, id }: Named): Promise<Claimed | number> {
  const now = work.clock()
  const place = { workspaceId, now }
  return transaction(work.db, { workspaceId }, async (tx) => {
    const found = await first<SendRow>(tx, lockStatement, [workspaceId, id])
    if (!found || found.endedAt) return 0
    const conversation = await tx.findOneByOrFail(ConversationEntity, {
      workspaceId,
      id: found.conversationId,
    })
    const mail = conversation.kind === 'mail'
    const send: Sent = { ...found, mail, repeats: found.repeats && !mail }
    if (send.startedAt && send.startedAt >= send.runAt) return lost(tx, place, send)
    const card = (await lockCard(tx, place, send.cardId))!
    if (conversation.unreachableAt && (await divert(tx, delivery.otherwise, place, card, send))) return 1
    const to = await addressee(tx, delivery, place, conversation, send)
    const drawn = to && (await drawnFor(tx, delivery, place, card, send))
    if (!drawn) return end(tx, place, send, { status: 204 })
    if (!(await maySend(tx, place, send))) return 0
    await rows(
      tx,
      'UPDATE chat_sends SET started_at = $3, attempts = attempts + 1 WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id, now],
    )
    await keepCard(tx, card, { data: drawn.data })
    const outgoing = { ...outgoingOf(conversation, card, send, drawn.card), conversation: to }
    const begun = { ...send, attempts: send.attempts + 1, startedAt: now }
    return { workspaceId, id, card, send: begun, outgoing, look: lookOf(drawn.card) }
  })
}

/** Where it goes; nowhere when nothing reaches that conversation, and a mail that was sent is not edited. */
async function addressee(
  tx: Tx,
  delivery: Delivery,
  place: Place,
  { kind, memberId, conversation, unreachableAt }: ConversationRow,
  { edits }: SendRow,
): Promise<string | undefined> {
  if (unreachableAt) return undefined
  if (kind !== 'mail') return conversation
  return edits ? undefined : delivery.addressOf(tx, place, memberId!)
}

function outgoingOf(
  { serviceUrl }: ConversationRow,
  { activity }: CardRow,
  { edits }: SendRow,
  card: Card,
): Omit<Outgoing, 'conversation'> {
  return { serviceUrl, activity: edits ? activity : null, message: messageOf(card) }
}

/** What there is to show: nothing where an edit would change nothing, or has no message to change. */
async function drawnFor(
  tx: Tx,
  delivery: Delivery,
  place: Place,
  card: CardRow,
  send: SendRow,
): Promise<Drawn | null> {
  if (send.edits && !card.activity) return null
  const drawn = await delivery.draw(tx, place, card)
  if (!drawn || !send.edits) return drawn
  const same = card.shown === lookOf(drawn.card)
  if (send.reason !== reasons.settled) return same ? null : drawn
  return hasFields(drawn.card) || (same && (await editedSince(tx, send))) ? null : drawn
}

/** Whether another edit has gone out since the press that this one follows. */
async function editedSince(tx: Tx, { workspaceId, id, cardId, runAt }: SendRow): Promise<boolean> {
  const pressedAt = new Date(runAt.getTime() - settleAfter)
  const statement = `SELECT FROM chat_sends WHERE workspace_id = $1 AND card_id = $2 AND id <> $3 AND edits
    AND started_at > $4 AND status < 300 LIMIT 1`
  return Boolean(await first(tx, statement, [workspaceId, cardId, id, pressedAt]))
}

const startedStatement = `
  SELECT conversation_id = $3 AS here, extract(epoch FROM $1::timestamptz - started_at)::float8 * 1000 AS age
  FROM chat_sends WHERE started_at > $2`

/** One worker decides at a time, so that all of them together keep the pace. */
async function maySend(tx: Tx, { now }: Place, { conversationId }: SendRow): Promise<boolean> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtextextended('chat pace', 0))`)
  const values = [now, new Date(now.getTime() - memory), conversationId]
  const started = await rows<{ here: boolean; age: number }>(tx, startedStatement, values)
  const ages = started.map(({ age }) => age)
  return mayStart(
    started.filter(({ here }) => here).map(({ age }) => age),
    ages,
  )
}

/** A message whose worker ended in the middle: again if it may arrive twice, else uncertain. */
async function lost(tx: Tx, place: Place, send: SendRow): Promise<number> {
  if (send.startedAt!.getTime() > place.now.getTime() - lostAfter) return 0
  if ((send.edits || send.repeats) && send.attempts < mostTries) return later(tx, place, send, 0)
  return end(tx, place, send, { status: null, uncertain: true })
}

async function later(tx: Tx, { now }: Place, { workspaceId, id }: SendRow, wait: number): Promise<number> {
  const at = new Date(now.getTime() + wait)
  await rows(tx, 'UPDATE chat_sends SET run_at = $3 WHERE workspace_id = $1 AND id = $2', [
    workspaceId,
    id,
    at,
  ])
  return 1
}

async function end(
  tx: Tx,
  { now }: Place,
  { workspaceId, id }: SendRow,
  { status, uncertain = false }: { status: number | null; uncertain?: boolean },
): Promise<number> {
  await rows(
    tx,
    'UPDATE chat_sends SET ended_at = $3, status = $4, uncertain = $5 WHERE workspace_id = $1 AND id = $2',
    [workspaceId, id, now, status, uncertain],
  )
  return 1
}

/** Keeps what became of a message. */
async function settle(work: Work, delivery: Delivery, claim: Claimed, outcome: Outcome): Promise<void> {
  const { workspaceId, send, card } = claim
  const place = { workspaceId, now: work.clock() }
  const next = nextOf(outcome, send)
  await transaction(work.db, { workspaceId }, async (tx) => {
    if (next === 'again') {
      const wait = waitFor(send.attempts, pauseAfter(outcome, send))
      return void (await later(tx, place, send, await restedFor(tx, delivery.otherwise, place, claim, wait)))
    }
    if (next === 'blocked') await unreachable(tx, place, send.conversationId, 'blocked')
    if (next === 'gone' && !send.edits) await unreachable(tx, place, send.conversationId, 'gone')
    const away = next === 'blocked' || next === 'gone'
    if (away && (await divert(tx, delivery.otherwise, place, card, send))) return
    await end(tx, place, send, { status: outcome.status, uncertain: next === 'uncertain' })
    if (next === 'delivered') await delivered(tx, place, delivery, claim, outcome)
  })
  if (next === 'failed') work.log(`the card ${card.id} of workspace ${workspaceId} could not be sent`)
}

async function delivered(
  tx: Tx,
  place: Place,
  delivery: Delivery,
  { card, send, look }: Claimed,
  outcome: Outcome,
): Promise<void> {
  const activity = (outcome.status !== null && outcome.activity) || card.activity
  const current = (await lockCard(tx, card, card.id))!
  // Who pressed it in the meantime is shown something newer, by an edit that is on its way.
  const shown = current.revision === card.revision ? look : null
  await keepCard(tx, current, { activity, shown })
  await rows(tx, 'UPDATE chat_conversations SET delivered_at = $3 WHERE workspace_id = $1 AND id = $2', [
    card.workspaceId,
    send.conversationId,
    place.now,
  ])
  await delivery.delivered(tx, place, current, send)
}

/** What cannot be drawn is tried again later, and does not keep the others waiting. */
async function setBack(work: Work, { workspaceId, id }: Named): Promise<number> {
  const now = work.clock()
  await transaction(work.db, { workspaceId }, async (tx) => {
    const send = await tx.findOneByOrFail(SendEntity, { workspaceId, id })
    const tried = { ...send, attempts: send.attempts + 1 }
    const count = 'UPDATE chat_sends SET attempts = attempts + 1 WHERE workspace_id = $1 AND id = $2'
    await rows(tx, count, [workspaceId, id])
    const place = { workspaceId, now }
    if (tried.attempts >= mostTries) await end(tx, place, send, { status: 500 })
    else await later(tx, place, send, waitFor(tried.attempts))
  })
  return 0
}
