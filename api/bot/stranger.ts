import type { Activity, Speaker } from '../chat/activity.ts'
import { newCard, queue } from '../chat/cards.ts'
import { heardFrom } from '../chat/conversations.ts'
import { ConversationEntity } from '../chat/entity.ts'
import type { Database } from '../database/connect.ts'
import { first, type Tx, transaction } from '../database/transaction.ts'
import type { Refusal } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { audit } from '../http/audit.ts'
import { workerActor } from '../jobs/actor.ts'
import { workspaceOf } from '../members/find-actor.ts'
import { momentOf, type Reply, type Tab } from './kind.ts'

/** Refusals of people whose tenant has a workspace; they are told in chat what to do. */
export const strange: readonly string[] = ['no-member', 'left']
/** How long one answer to a stranger has to do, in milliseconds: whoever writes on is not answered each time. */
const patience = 3_600_000

interface Turn {
  activity: Activity
  speaker: Speaker
  refusal: Refusal
  tab: Tab
  now: Date
}

/** Tells a colleague who is no member how to become one. Nothing of the workspace is shown, and nothing else is kept. */
export async function answerStranger(db: Database, turn: Turn): Promise<Reply> {
  const { activity, speaker, refusal, tab, now } = turn
  const workspaceId = (await workspaceOf(db, speaker.tid))!
  return transaction(db, { workspaceId }, async (tx) => {
    const actor = await workerActor(tx, workspaceId, now)
    if (!actor) throw refusal
    await audit(tx, actor, { operation: 'chat.stranger', status: 403, code: refusal.code, subject: null })
    const { t } = (await momentOf(tx, actor, tab)).say
    if (activity.type === 'invoke') return told(activity.name, t('bot.stranger.text'))
    const comes = activity.type === 'installationUpdate' && activity.action === 'add'
    if (activity.type === 'message' || comes) await tell(tx, actor, speaker)
    return { status: 200 }
  })
}

/** In the shape that each kind of question is answered in. */
function told(name: unknown, sentence: string): Reply {
  if (name === 'composeExtension/query' || name === 'composeExtension/queryLink') {
    return { status: 200, body: { composeExtension: { type: 'message', text: sentence } } }
  }
  if (name !== 'adaptiveCard/action')
    return { status: 200, body: { task: { type: 'message', value: sentence } } }
  const type = 'application/vnd.microsoft.activity.message'
  return { status: 200, body: { statusCode: 200, type, value: sentence } }
}

async function tell(tx: Tx, actor: Actor, { conversation, serviceUrl }: Speaker): Promise<void> {
  const { workspaceId, now } = actor
  const known = await tx.findOneBy(ConversationEntity, { workspaceId, conversation })
  const heard = { kind: 'group' as const, memberId: null, objectId: null, conversation, serviceUrl }
  const conversationId = known?.id ?? (await heardFrom(tx, actor, heard))
  const lately = await first(
    tx,
    `SELECT FROM chat_cards WHERE workspace_id = $1 AND conversation_id = $2 AND kind = 'plain'
      AND data ->> 'saying' = 'stranger' AND created_at > $3 LIMIT 1`,
    [workspaceId, conversationId, new Date(now.getTime() - patience)],
  )
  if (lately) return
  const card = { conversationId, memberId: null, kind: 'plain', data: { saying: 'stranger' } }
  await queue(tx, actor, await newCard(tx, actor, card), { reason: 'answer' })
}
