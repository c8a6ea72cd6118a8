import { cardsAbout, newCard, queue } from '../chat/cards.ts'
import { first, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import { ask, edit, editLast } from './ask.ts'
import { TeamChatEntity } from './entity.ts'
import {
  askHalfWay,
  tellOfBreakDown,
  tellOfMentions,
  tellOfPulse,
  tellOfRound,
  tellOfWebhook,
  tellOfYes,
} from './tell-more.ts'

/** After which turns of a barrier the next move is the asked one's, or the raiser's. */
const asksAsked = ['raised', 'handed-on', 'reopened', 'climbed', 'answered', 'missed', 'asked']
const asksRaiser = ['cleared', 'decided', 'asked-back', 'refused']

/**
 * What follows from an event in chat: whoever is asked something by it gets a card, and every card that shows what
 * changed is edited in place. Only the intent is kept here; the worker sends it.
 */
export async function tellInChat(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  if (event.source === 'import') return
  // A comment is about what it is written beneath.
  if (event.kind.startsWith('comment.')) return tellOfMentions(tx, actor, event)
  if (event.subjectKind === 'barrier') await tellOfBarrier(tx, actor, event)
  else if (event.subjectKind === 'win') await tellOfWin(tx, actor, event)
  else if (event.subjectKind === 'planning_round') await tellOfRound(tx, actor, event)
  else if (event.kind.startsWith('commitment.')) await tellOfYes(tx, actor, event)
  else if (event.subjectKind === 'break_down') await tellOfBreakDown(tx, actor, event)
  else if (event.kind === 'key-result.midway-asked') await askHalfWay(tx, actor, [String(event.data.ownerId)])
  else if (event.kind === 'webhook.disabled') await tellOfWebhook(tx, actor, event)
  else if (event.kind === 'pulse.opened') await tellOfPulse(tx, actor, event)
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
