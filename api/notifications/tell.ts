import { cardsAbout, latestCard, newCard, queue } from '../chat/cards.ts'
import type { CardRow } from '../chat/entity.ts'
import { first, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import { mostAsked, outOfQuiet } from './due.ts'
import { type Muteable, TeamChatEntity } from './entity.ts'
import { beginningOf, reach, restOf, sentSince, settingsOf } from './notifications.ts'

/** After which turns of a barrier the next move is the asked one's, or the raiser's. */
const asksAsked = ['raised', 'handed-on', 'reopened', 'climbed', 'answered', 'missed', 'asked']
const asksRaiser = ['cleared', 'decided', 'asked-back', 'refused']

/**
 * What follows from an event in chat: whoever is asked something by it gets a card, and every card that shows what
 * changed is edited in place. Only the intent is kept here; the worker sends it.
 */
export async function tellInChat(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  if (event.source === 'import') return
  if (event.subjectKind === 'barrier') await tellOfBarrier(tx, actor, event)
  else if (event.subjectKind === 'win') await tellOfWin(tx, actor, event)
  else if (event.kind.startsWith('check-in.')) await editLast(tx, actor, event.actorId, 'check-in')
  else if (event.kind.startsWith('step.')) await editLast(tx, actor, String(event.data.ownerId), 'step')
}

async function tellOfBarrier(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  const { subjectId, actorId, kind, data } = event
  const turn = kind.slice('barrier.'.length)
  const askedOf = data.askedOf as string | null
  const raisedBy = data.raisedBy as string
  const about = { subjectId, by: actorId }
  await edit(tx, actor, await cardsAbout(tx, actor, subjectId))
  if (askedOf && asksAsked.includes(turn)) {
    await ask(tx, actor, { ...about, memberId: askedOf, kind: 'asked', mute: 'barrier' })
  }
  if (asksRaiser.includes(turn))
    await ask(tx, actor, { ...about, memberId: raisedBy, kind: 'raised', mute: 'confirm' })
  for (const memberId of new Set([askedOf, raisedBy, actorId])) await editLast(tx, actor, memberId, 'morning')
  if (turn !== 'drafted') await editLast(tx, actor, raisedBy, 'step')
}

interface Ask {
  subjectId: string
  /** Who asks; nobody needs to be asked by themselves. */
  by: string | null
  memberId: string
  kind: 'asked' | 'raised'
  mute: Muteable
}

/**
 * Puts what a person asks before a member: out of their quiet hours, as a card of its own. The third of a day is one
 * card with all there is; what comes after it is an edit of that card which nobody hears.
 */
async function ask(tx: Tx, actor: Actor, { subjectId, by, memberId, kind, mute }: Ask): Promise<void> {
  if (by === memberId) return
  const settings = await settingsOf(tx, actor, memberId)
  const place = settings.muted.includes(mute) ? undefined : await reach(tx, actor, memberId)
  if (!place) return
  const rest = await restOf(tx, actor, settings)
  const at = outOfQuiet(actor.now, rest)
  const since = beginningOf('day', at, rest.zone)
  const sent = await sentSince(tx, actor, { memberId, reason: 'asked', since })
  if (sent < mostAsked - 1) {
    const known = await latestCard(tx, actor, { memberId, kind, subjectId })
    const fresh = { conversationId: place.id, memberId, kind, subjectId, days: 90 }
    const card = known?.conversationId === place.id ? known : await newCard(tx, actor, fresh)
    await queue(tx, actor, card, { reason: 'asked', repeats: true, at })
    return
  }
  if (sent >= mostAsked) return editLast(tx, actor, memberId, 'morning')
  const bundle = await newCard(tx, actor, { conversationId: place.id, memberId, kind: 'morning' })
  await queue(tx, actor, bundle, { reason: 'asked', repeats: true, at })
}

async function edit(tx: Tx, actor: Actor, cards: readonly CardRow[]): Promise<void> {
  for (const card of cards) {
    if (card.activity && card.expiresAt > actor.now)
      await queue(tx, actor, card, { reason: 'silent', edits: true })
  }
}

/** The last card of a kind that a member got in the last days shows what is new. */
async function editLast(tx: Tx, actor: Actor, memberId: string | null, kind: string): Promise<void> {
  if (!memberId) return
  const since = new Date(actor.now.getTime() - 8 * 86_400_000)
  const card = await latestCard(tx, actor, { memberId, kind, since })
  if (card) await edit(tx, actor, [card])
}

/** The first time somebody celebrates a win it comes into the chat of its team; after that it is counted in place. */
async function tellOfWin(tx: Tx, actor: Actor, { subjectId, kind, data }: EventRow): Promise<void> {
  const cards = await cardsAbout(tx, actor, subjectId)
  await edit(tx, actor, cards)
  const { workspaceId } = actor
  const teamId = data.teamId as string | undefined
  if (kind !== 'win.celebrated' || cards.length > 0 || !teamId) return
  const chat = await tx.findOneBy(TeamChatEntity, { workspaceId, teamId })
  if (!chat || !(await isThere(tx, actor, chat.conversationId))) return
  const { conversationId } = chat
  const card = await newCard(tx, actor, { conversationId, memberId: null, kind: 'win', subjectId })
  await queue(tx, actor, card, { reason: 'asked' })
}

async function isThere(tx: Tx, { workspaceId }: Actor, id: string): Promise<boolean> {
  const statement =
    'SELECT FROM chat_conversations WHERE workspace_id = $1 AND id = $2 AND unreachable_at IS NULL'
  return (await first(tx, statement, [workspaceId, id])) !== undefined
}
