import { createHash } from 'node:crypto'
import { v4 } from 'uuid'
import { columnsOf } from '../database/select.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import type { Card } from './card.ts'
import { CardEntity, type CardRow, type Reason, reasons, SendEntity } from './entity.ts'

type Place = Pick<Actor, 'workspaceId' | 'now'>

export interface NewCard {
  conversationId: string
  memberId: string | null
  kind: string
  subjectId?: string | null
  data?: Record<string, unknown>
  /** How many days its buttons work. */
  days?: number
}

/** Makes a card that nobody has seen yet; its id is drawn at random and says nothing. */
export async function newCard(tx: Tx, { workspaceId, now }: Place, card: NewCard): Promise<CardRow> {
  const { conversationId, memberId, kind, subjectId = null, data = {}, days = 30 } = card
  const row: CardRow = {
    workspaceId,
    id: v4(),
    conversationId,
    memberId,
    kind,
    subjectId,
    data,
    revision: 1,
    shown: null,
    activity: null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + days * 86_400_000),
  }
  await tx.insert(CardEntity, row as object)
  return row
}

/** The card, locked until the end of the transaction: who presses twice waits for themselves. */
export async function lockCard(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  id: string,
): Promise<CardRow | undefined> {
  const statement = `SELECT ${columnsOf(CardEntity, 'c')} FROM chat_cards c WHERE workspace_id = $1 AND id = $2 FOR UPDATE`
  return first<CardRow>(tx, statement, [workspaceId, id])
}

/** Keeps what a card has come to: its data, that its buttons now mean something else, and how it is shown. */
export async function keepCard(
  tx: Tx,
  row: CardRow,
  set: Partial<Pick<CardRow, 'data' | 'revision' | 'shown' | 'activity' | 'expiresAt'>>,
): Promise<CardRow> {
  const next = { ...row, ...set }
  await rows(
    tx,
    `UPDATE chat_cards SET data = $3, revision = $4, shown = $5, activity = $6, expires_at = $7
      WHERE workspace_id = $1 AND id = $2`,
    [row.workspaceId, row.id, next.data, next.revision, next.shown, next.activity, next.expiresAt],
  )
  return next
}

/** The last card of a kind for a member, or for a subject, that was made after an instant. */
export async function latestCard(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  { memberId, kind, subjectId = null, since = new Date(0) }: LatestOf,
): Promise<CardRow | undefined> {
  return tx
    .createQueryBuilder(CardEntity, 'c')
    .where('c.workspace_id = :workspaceId AND c.member_id = :memberId AND c.kind = :kind', {
      workspaceId,
      memberId,
      kind,
    })
    .andWhere('c.created_at > :since AND (:subjectId::uuid IS NULL OR c.subject_id = :subjectId)', {
      since,
      subjectId,
    })
    .orderBy('c.created_at', 'DESC')
    .getOne()
    .then((found) => found ?? undefined)
}

interface LatestOf {
  memberId: string
  kind: string
  subjectId?: string | null
  since?: Date
}

/** Every card about something. */
export function cardsAbout(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  subjectId: string,
): Promise<CardRow[]> {
  return tx.findBy(CardEntity, { workspaceId, subjectId })
}

export interface Sending {
  reason: Reason
  /** An edit of the message that shows the card, instead of a new one. */
  edits?: boolean
  /** May arrive twice. */
  repeats?: boolean
  at?: Date
}

const waitingStatement = `
  SELECT FROM chat_sends WHERE workspace_id = $1 AND card_id = $2 AND ended_at IS NULL AND started_at IS NULL
    AND run_at <= $3 AND reason <> $4`

/**
 * Commits the intent to send a card, in the transaction of what made it due; the worker sends it. An edit that waits
 * already carries this one too: a card is drawn from the facts at the moment it is sent.
 */
export async function queue(tx: Tx, { now }: Place, card: CardRow, sending: Sending): Promise<void> {
  const { reason, edits = false, repeats = false, at = now } = sending
  const { workspaceId, id: cardId, conversationId } = card
  if (edits && (await first(tx, waitingStatement, [workspaceId, cardId, at, reasons.settled]))) return
  await tx.insert(SendEntity, {
    ...{ workspaceId, id: newId(now), cardId, conversationId, edits, repeats },
    ...{ reason: reasons[reason], runAt: at },
  })
}

/** How long nobody presses a card before its message becomes what the answers have shown, in milliseconds. */
export const settleAfter = 60_000

// Whoever holds a send waits for its card, and who holds the card may not wait for the send.
const putOffStatement = `
  UPDATE chat_sends SET run_at = $3 WHERE workspace_id = $1 AND id IN (
    SELECT id FROM chat_sends WHERE workspace_id = $1 AND card_id = $2 AND reason = $4
      AND ended_at IS NULL AND started_at IS NULL FOR UPDATE SKIP LOCKED)
  RETURNING id`

/** The message follows what an answer has shown when its card has been left alone; every press puts it off. */
export async function settle(tx: Tx, place: Place, card: CardRow): Promise<void> {
  const at = new Date(place.now.getTime() + settleAfter)
  const values = [card.workspaceId, card.id, at, reasons.settled]
  if (await first(tx, putOffStatement, values)) return
  await queue(tx, place, card, { reason: 'settled', edits: true, at })
}

/** Whether something can be filled in on it, which a new drawing would empty. */
export function hasFields(card: Card): boolean {
  return JSON.stringify(card).includes('"type":"Input.')
}

/** A hash of how a card is shown; a card with the same one is not shown again. */
export function lookOf(card: Card): string {
  return createHash('sha256').update(JSON.stringify(card)).digest('base64url')
}

/** The message that shows a card. The summary is what a notification says. */
export function messageOf(card: Card): Record<string, unknown> {
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', content: card }
  return { summary: card.fallbackText, attachments: [attachment] }
}
