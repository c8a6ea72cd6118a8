import { readMyWeek } from '../boards/my-week.ts'
import { newCard, queue } from '../chat/cards.ts'
import type { CardRow } from '../chat/entity.ts'
import type { Moment, Saying } from './kind.ts'
import { teamsOf } from './teams.ts'

/** Puts a card into a conversation as an answer to whoever asked for it. */
export async function put(
  { tx, actor }: Moment,
  conversationId: string,
  kind: string,
  data: Record<string, unknown> = {},
  about: { subjectId?: string } = {},
): Promise<CardRow> {
  const card = await newCard(tx, actor, { conversationId, memberId: actor.memberId, kind, data, ...about })
  await queue(tx, actor, card, { reason: 'answer' })
  return card
}

/** Says something of ours. */
export function say(
  moment: Moment,
  conversationId: string,
  saying: Saying,
  data: Record<string, unknown> = {},
): Promise<CardRow> {
  return put(moment, conversationId, 'plain', { saying, ...data })
}

/** Answers a wish: the card for it, or why there is none. */
export async function open(moment: Moment, conversationId: string, wish: string): Promise<void> {
  if (wish === 'check-in') {
    const { checkIns } = await readMyWeek(moment.tx, moment.actor)
    await (checkIns.length > 0
      ? put(moment, conversationId, 'check-in')
      : say(moment, conversationId, 'nothingDue'))
  } else if (wish === 'step') await put(moment, conversationId, 'step')
  else if (wish === 'raise') await offer(moment, conversationId, '')
  else if (wish === 'morning') await put(moment, conversationId, 'morning')
  else if (wish === 'goals' || wish === 'team') await say(moment, conversationId, wish)
  else await say(moment, conversationId, 'help')
}

/** Offers to raise what somebody wrote as a barrier of their team. */
export async function offer(moment: Moment, conversationId: string, title: string): Promise<void> {
  const [team] = await teamsOf(moment, moment.actor.teams)
  const data = { team: team?.id, title: title.slice(0, 200), kind: kindOf(title) }
  await (team ? put(moment, conversationId, 'raise', data) : say(moment, conversationId, 'noTeam'))
}

const signs = {
  decision: /\b(decision|decide|approv\w*|entscheid\w*|freigabe|genehmig\w*)\b/i,
  access: /\b(access|key|licen[sc]e|tool|permission|zugang|zugriff|schlüssel|lizenz|rechte)\b/i,
  too_much: /\b(too much|overload\w*|no time|zu viel|überlast\w*|keine zeit)\b/i,
  waiting: /\b(wait\w*|blocked|legal|wart\w*|blockiert)\b/i,
}

/** The kind that the words sound like; *waiting* where they sound like nothing. */
function kindOf(words: string): string {
  return Object.entries(signs).find(([, sign]) => sign.test(words))?.[0] ?? 'waiting'
}
