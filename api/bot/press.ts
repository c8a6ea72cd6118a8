import type { Card } from '../chat/card.ts'
import { hasFields, keepCard, lockCard, lookOf, queue, settle } from '../chat/cards.ts'
import { CardEntity, type CardRow, ConversationEntity } from '../chat/entity.ts'
import { rows } from '../database/transaction.ts'
import { Refusal, refuse } from '../errors.ts'
import { nobody } from '../http/actor.ts'
import { audit } from '../http/audit.ts'
import { toRefusal } from '../http/problems.ts'
import type { Kind, Moment } from './kind.ts'
import { kinds } from './kinds.ts'

/** A pressed button, as the channel brings it. */
export interface Pressed {
  card: unknown
  rev: unknown
  verb: unknown
  item: unknown
  inputs: Record<string, string>
  /** The conversation it was pressed in, and the message that showed it. */
  conversation: string
  activity: string | null
  /** By a client that only submits: it shows nothing but what the message is edited to. */
  submitted: boolean
}

/** The card as it is now, or a sentence for whoever pressed what is not for them. */
export type Answer = { card: Card } | { refused: Refusal }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Does what a button says, once: the card is locked, and a button of an earlier revision shows the card as it is now
 * and does nothing. What the product refuses shows the card anew as well; who it is not for is told so, and the audit
 * log keeps it.
 */
export async function press(moment: Moment, pressed: Pressed): Promise<Answer> {
  const { tx, actor } = moment
  const found = await cardFor(moment, pressed)
  if (found instanceof Refusal) {
    await audit(tx, actor, { operation: 'chat.press', status: found.status, code: found.code, subject: null })
    return { refused: found }
  }
  const { kind, verb } = found
  if (await kind.secret?.(moment, found.card, verb)) return pressSecretly(moment, found, pressed)
  const card = await learn(moment, found.card, pressed.activity)
  if (card.revision !== pressed.rev) return stale(moment, kind, card, pressed)
  const { data, outcome } = await act(moment, kind, card, verb, pressed)
  const operation = `chat.${card.kind}.${verb}`
  await audit(tx, actor, { operation, ...outcome, subject: card.subjectId })
  const next = { ...card, data, revision: card.revision + 1 }
  const shown = await kind.view(moment, next)
  await follow(moment, { card, next, shown, pressed })
  return { card: shown }
}

/**
 * The message follows what the answer shows. At once where somebody else looks at it too, or where there is no answer;
 * else when its reader has left it alone, for an edit would redraw it under their finger. It never empties what is being
 * filled in: who looks from elsewhere gets the fresh card by pressing.
 */
async function follow({ tx, actor }: Moment, { card, next, shown, pressed }: Followed): Promise<void> {
  const { data, revision, memberId } = next
  const alone = memberId !== null && !pressed.submitted
  const kept = await keepCard(tx, card, { data, revision, shown: alone ? lookOf(shown) : null })
  if (hasFields(shown) && !pressed.submitted) return
  if (alone) await settle(tx, actor, kept)
  else await queue(tx, actor, kept, { reason: 'silent', edits: true })
}

interface Followed {
  card: CardRow
  next: CardRow
  shown: Card
  pressed: Pressed
}

/** Whether nothing may be kept of who presses this; asked before anything else is. */
export async function isSecret(
  { tx, actor, ...more }: Moment,
  { card: id, verb }: Pressed,
): Promise<boolean> {
  if (typeof id !== 'string' || !uuid.test(id) || typeof verb !== 'string') return false
  const { workspaceId, memberId } = actor
  const card = await tx.findOneBy(CardEntity, { workspaceId, id })
  if (!card || card.memberId !== memberId) return false
  return (await kinds[card.kind]?.secret?.({ tx, actor, ...more }, card, verb)) ?? false
}

/** Leaves the card, its message and the audit log as if nobody in particular had pressed; only the answer shows it. */
async function pressSecretly(moment: Moment, { card, kind, verb }: Found, pressed: Pressed): Promise<Answer> {
  const { data, outcome } = await act(moment, kind, card, verb, pressed)
  const line = { operation: `chat.${card.kind}.${verb}`, ...outcome, subject: card.subjectId }
  await audit(moment.tx, nobody(moment.actor), line)
  return { card: await kind.view(moment, { ...card, data }) }
}

/** A button of an earlier revision shows what there is now. */
async function stale(moment: Moment, kind: Kind, card: CardRow, { submitted }: Pressed): Promise<Answer> {
  const { tx, actor } = moment
  if (submitted)
    await queue(tx, actor, await keepCard(tx, card, { shown: null }), { reason: 'silent', edits: true })
  return { card: await kind.view(moment, card) }
}

interface Found {
  card: CardRow
  kind: Kind
  verb: string
}

/** Bound to person, conversation, verb and expiry: whatever does not fit is refused in the same few words. */
async function cardFor({ tx, actor, say }: Moment, pressed: Pressed): Promise<Found | Refusal> {
  const { card: id, verb } = pressed
  const card = typeof id === 'string' && uuid.test(id) ? await lockCard(tx, actor, id) : undefined
  if (!card) return refuse(404, 'no-card', say.t('card.unknown'))
  const { workspaceId } = actor
  const place = await tx.findOneByOrFail(ConversationEntity, { workspaceId, id: card.conversationId })
  if (place.conversation !== pressed.conversation) return refuse(403, 'other-chat', say.t('card.unknown'))
  if (card.memberId !== null && card.memberId !== actor.memberId) {
    return refuse(403, 'not-yours', say.t('card.notYours'))
  }
  const kind = kinds[card.kind]
  if (!kind || typeof verb !== 'string' || !Object.hasOwn(kind.verbs, verb)) {
    return refuse(403, 'no-verb', say.t('card.unknown'))
  }
  if (card.expiresAt <= actor.now) return refuse(403, 'expired', say.t('card.expired'))
  return { card, kind, verb }
}

/** A message of which nobody knew whether it arrived has arrived when one of its buttons is pressed. */
async function learn({ tx }: Moment, card: CardRow, activity: string | null): Promise<CardRow> {
  return activity && card.activity !== activity ? keepCard(tx, card, { activity }) : card
}

interface Acted {
  data: Record<string, unknown>
  outcome: { status: number; code: string | null }
}

async function act(
  moment: Moment,
  kind: Kind,
  card: CardRow,
  verb: string,
  pressed: Pressed,
): Promise<Acted> {
  const { tx } = moment
  const item = typeof pressed.item === 'string' ? pressed.item : undefined
  await rows(tx, 'SAVEPOINT press')
  try {
    const data = await kind.verbs[verb]!(moment, card, { item, inputs: pressed.inputs })
    return { data, outcome: { status: 200, code: null } }
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal.status >= 500) throw error
    await rows(tx, 'ROLLBACK TO SAVEPOINT press')
    const note = refusal.status === 400 || refusal.status === 422 ? 'invalid' : 'changed'
    const data = (await kind.prepare?.(moment, card)) ?? card.data
    return { data: { ...data, note }, outcome: { status: refusal.status, code: refusal.code } }
  }
}
