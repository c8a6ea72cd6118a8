import { type Activity, rosterOf, type Speaker, typedText } from '../chat/activity.ts'
import { heardFrom, personalOf, unreachable } from '../chat/conversations.ts'
import { ConversationEntity } from '../chat/entity.ts'
import type { Tx } from '../database/transaction.ts'
import { goneFromTeam, heardOfTeam } from '../directory/rosters.ts'
import type { Actor } from '../http/actor.ts'
import { plan } from '../notifications/notifications.ts'
import { obey } from './commands.ts'
import { extend } from './extensions.ts'
import { type Moment, momentOf, type Reply, type Tab } from './kind.ts'
import { say } from './open.ts'
import { type Answer, isSecret, type Pressed, press } from './press.ts'

const cardType = 'application/vnd.microsoft.card.adaptive'
const messageType = 'application/vnd.microsoft.activity.message'

/** One turn: somebody wrote, pressed, or let the bot in or out. Everything it leads to is one transaction. */
export async function turn(
  tx: Tx,
  actor: Actor,
  { activity, speaker, tab }: { activity: Activity; speaker: Speaker; tab: Tab },
): Promise<Reply> {
  const moment = await momentOf(tx, actor, tab)
  const { type } = activity
  const roster = rosterOf(activity)
  if (leaves(activity)) {
    if (roster) await goneFromTeam(tx, actor, roster.place)
    return leave(moment, speaker)
  }
  if (roster) await heardOfTeam(tx, actor, roster)
  const pressed = pressedBy(activity, speaker)
  if (pressed && (await isSecret(moment, pressed))) return shown(await press(moment, pressed))
  const { conversationId, met } = await remember(moment, speaker)
  if (type === 'invoke') return invoke(moment, conversationId, activity, pressed)
  if (type === 'message') {
    if (pressed) return submitted(moment, conversationId, await press(moment, pressed))
    await obey(moment, conversationId, typedText(activity) || 'help')
  } else if (met || type === 'installationUpdate') await say(moment, conversationId, 'welcome')
  return { status: 200 }
}

/** Where this person is reached, kept anew with every word of theirs; whoever is met first is asked from now on. */
async function remember(
  { tx, actor }: Moment,
  { kind, conversation, serviceUrl, oid }: Speaker,
): Promise<{ conversationId: string; met: boolean }> {
  const own = kind === 'personal'
  const known = own ? await personalOf(tx, actor, actor.memberId!) : undefined
  const heard = { kind, memberId: own ? actor.memberId : null, objectId: own ? oid : null }
  const conversationId = await heardFrom(tx, actor, { ...heard, conversation, serviceUrl })
  const met = own && !known
  if (met && !actor.guest) await plan(tx, actor, actor.memberId!)
  return { conversationId, met }
}

function leaves({ type, action, membersRemoved, recipient }: Activity): boolean {
  if (type === 'installationUpdate') return typeof action === 'string' && action.startsWith('remove')
  const gone = Array.isArray(membersRemoved) ? (membersRemoved as { id?: unknown }[]) : []
  return type === 'conversationUpdate' && gone.some(({ id }) => id !== undefined && id === recipient?.id)
}

async function leave({ tx, actor }: Moment, { conversation }: Speaker): Promise<Reply> {
  const { workspaceId } = actor
  const known = await tx.findOneBy(ConversationEntity, { workspaceId, conversation })
  if (known) await unreachable(tx, actor, known.id, 'uninstalled')
  return { status: 200 }
}

/** A pressed button, by either of the two ways a client sends it; nothing for a value that is none of ours. */
function pressedIn(
  { replyToId }: Activity,
  { conversation }: Speaker,
  value: unknown,
  name?: unknown,
): Pressed | undefined {
  if (!value || typeof value !== 'object') return undefined
  const { card, rev, verb, item, ...rest } = value as Record<string, unknown>
  if (card === undefined) return undefined
  const filled = Object.entries(rest).filter((entry): entry is [string, string | number] =>
    ['string', 'number'].includes(typeof entry[1]),
  )
  const inputs = Object.fromEntries(filled.map(([key, words]) => [key, String(words)]))
  const activity = typeof replyToId === 'string' ? replyToId.slice(0, 200) : null
  return {
    card,
    rev,
    verb: name ?? verb,
    item,
    inputs,
    conversation,
    activity,
    submitted: name === undefined,
  }
}

function pressedBy(activity: Activity, speaker: Speaker): Pressed | undefined {
  const { type, name, value } = activity
  if (type === 'message') return pressedIn(activity, speaker, value)
  if (type !== 'invoke' || name !== 'adaptiveCard/action') return undefined
  const { action } = (value ?? {}) as { action?: { verb?: unknown; data?: unknown } }
  return pressedIn(activity, speaker, action?.data, action?.verb)
}

async function invoke(
  moment: Moment,
  conversationId: string,
  { name, value }: Activity,
  pressed: Pressed | undefined,
): Promise<Reply> {
  if (name !== 'adaptiveCard/action') return extend(moment, conversationId, name, value)
  if (!pressed) return told(400, moment.say.t('card.unknown'))
  return shown(await press(moment, pressed))
}

/** The card as it is now, in the answer itself. */
function shown(answer: Answer): Reply {
  if ('refused' in answer) return told(200, answer.refused.message)
  return { status: 200, body: { statusCode: 200, type: cardType, value: answer.card } }
}

/** A sentence that the client shows beside the card, which stays as it is. */
function told(status: number, sentence: string): Reply {
  return { status, body: { statusCode: 200, type: messageType, value: sentence } }
}

/** The older way has no answer of its own: the card is edited, and a refusal becomes a message. */
async function submitted(moment: Moment, conversationId: string, answer: Answer): Promise<Reply> {
  if ('refused' in answer) await say(moment, conversationId, 'refused', { code: answer.refused.code })
  return { status: 200 }
}
