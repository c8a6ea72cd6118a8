import { latestCard, newCard, queue } from '../chat/cards.ts'
import type { CardRow } from '../chat/entity.ts'
import type { Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { mostAsked, outOfQuiet } from './due.ts'
import type { Muteable } from './entity.ts'
import { beginningOf, reach, restOf, sentSince, settingsOf } from './notifications.ts'

export interface Ask {
  /** What it is about; null: of whatever of this kind waits for them. */
  subjectId: string | null
  /** Who asks; nobody needs to be asked by themselves. */
  by: string | null
  memberId: string
  kind: string
  /** Null: nobody can mute it. */
  mute: Muteable | null
  /** What the card is to know. */
  data?: Record<string, unknown>
  /** In a meeting that is going on: quiet hours do not wait for it, days off and time away do. */
  inMeeting?: boolean
}

/**
 * Puts what a person asks before a member: out of their quiet hours, as a card of its own. The third of a day is one
 * card with all there is; what comes after it is an edit of that card which nobody hears.
 */
export async function ask(tx: Tx, actor: Actor, asked: Ask): Promise<void> {
  const { subjectId, by, memberId, kind, mute, data, inMeeting = false } = asked
  if (by === memberId) return
  const settings = await settingsOf(tx, actor, memberId)
  const place = mute && settings.muted.includes(mute) ? undefined : await reach(tx, actor, memberId)
  if (!place) return
  const rest = await restOf(tx, actor, settings)
  const at = outOfQuiet(actor.now, inMeeting ? { ...rest, quietFrom: rest.quietTo } : rest)
  const since = beginningOf('day', at, rest.zone)
  const sent = await sentSince(tx, actor, { memberId, reason: 'asked', since })
  if (sent < mostAsked - 1) {
    const known = subjectId ? await latestCard(tx, actor, { memberId, kind, subjectId }) : undefined
    const fresh = { conversationId: place.id, memberId, kind, subjectId, days: 90, ...(data && { data }) }
    const card = known?.conversationId === place.id ? known : await newCard(tx, actor, fresh)
    await queue(tx, actor, card, { reason: 'asked', repeats: true, at })
    return
  }
  if (sent >= mostAsked) return editLast(tx, actor, memberId, 'morning')
  const bundle = await newCard(tx, actor, { conversationId: place.id, memberId, kind: 'morning' })
  await queue(tx, actor, bundle, { reason: 'asked', repeats: true, at })
}

/** Every card that somebody can see is drawn anew. */
export async function edit(tx: Tx, actor: Actor, cards: readonly CardRow[]): Promise<void> {
  for (const card of cards) {
    if (card.activity && card.expiresAt > actor.now)
      await queue(tx, actor, card, { reason: 'silent', edits: true })
  }
}

/** The last card of a kind that a member got in the last days shows what is new. */
export async function editLast(tx: Tx, actor: Actor, memberId: string | null, kind: string): Promise<void> {
  if (!memberId) return
  const since = new Date(actor.now.getTime() - 8 * 86_400_000)
  const card = await latestCard(tx, actor, { memberId, kind, since })
  if (card) await edit(tx, actor, [card])
}
