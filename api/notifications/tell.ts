import { cardsAbout, latestCard, newCard, queue } from '../chat/cards.ts'
import { first, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import { ask, edit, editLast } from './ask.ts'
import { TeamChatEntity } from './entity.ts'

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
  else if (event.subjectKind === 'planning_round') await tellOfRound(tx, actor, event)
  else if (event.kind.startsWith('commitment.')) await tellOfYes(tx, actor, event)
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

/** Whoever is asked gets the question as a card; it is edited in place to remind them, and when the round has ended. */
async function tellOfRound(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  const { subjectId, actorId, kind, audienceMembers } = event
  const past = kind.slice('planning-round.'.length)
  const cards = await cardsAbout(tx, actor, subjectId)
  if (['closed', 'extended', 'published'].includes(past)) await edit(tx, actor, cards)
  if (past === 'closing-soon') {
    const reminded = cards.filter(({ memberId }) => audienceMembers?.includes(memberId ?? ''))
    await edit(tx, actor, reminded)
  }
  if (past !== 'opened') return
  const asked = await first<{ members: string[]; inMeeting: boolean }>(
    tx,
    `SELECT asked AS members, kind = 'ten_minutes' AS "inMeeting" FROM planning_rounds WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, subjectId],
  )
  for (const memberId of asked?.members ?? []) {
    const about = { subjectId, by: actorId, memberId, inMeeting: asked!.inMeeting }
    await ask(tx, actor, { ...about, kind: 'ask-first', mute: 'round' })
  }
}

/** How long one card carries all that is agreed in that time. */
const together = 12 * 3_600_000

/** After goals were agreed whoever is asked for a yes gets one card, however many they are; it follows every answer. */
async function tellOfYes(tx: Tx, actor: Actor, { kind, data, actorId, surface }: EventRow): Promise<void> {
  if (kind !== 'commitment.asked') {
    // Said on the card itself, the answer has shown it; an edit would empty the form for the next one.
    return surface === 'chat' ? undefined : editLast(tx, actor, actorId, 'commit')
  }
  const memberId = String(data.memberId)
  const since = new Date(actor.now.getTime() - together)
  const card = await latestCard(tx, actor, { memberId, kind: 'commit', since })
  if (card) return edit(tx, actor, [card])
  await ask(tx, actor, { subjectId: null, by: null, memberId, kind: 'commit', mute: 'commit' })
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
