import { v4 } from 'uuid'
import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { ConversationEntity, type ConversationRow, type UnreachableWhy } from './entity.ts'

/** Where something was heard from the channel. */
export interface Heard {
  kind: ConversationRow['kind']
  memberId: string | null
  objectId: string | null
  conversation: string
  serviceUrl: string
}

const keep = (unique: string) => `
  INSERT INTO chat_conversations AS c (workspace_id, id, kind, member_id, object_id, conversation, service_url, seen_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (workspace_id, ${unique} DO UPDATE SET kind = excluded.kind, member_id = excluded.member_id,
    object_id = excluded.object_id, conversation = excluded.conversation, service_url = excluded.service_url,
    seen_at = excluded.seen_at, unreachable_at = NULL, unreachable_why = NULL
  WHERE c.member_id IS NOT DISTINCT FROM excluded.member_id
  RETURNING id`

/** Remembers where a member or a group was heard from: the service address moves, and who speaks can be reached again. */
export async function heardFrom(tx: Tx, actor: Actor, heard: Heard): Promise<string> {
  const { kind, memberId, objectId, conversation, serviceUrl } = heard
  const statement = memberId ? keep('member_id, kind) WHERE member_id IS NOT NULL') : keep('conversation)')
  if (memberId) await adopt(tx, actor, heard)
  const values = [actor.workspaceId, v4(), kind, memberId, objectId, conversation, serviceUrl, actor.now]
  const found = await first<{ id: string }>(tx, statement, values)
  // A member's own chat stays theirs, whoever else is said to speak there.
  return (
    found?.id ??
    (await tx.findOneByOrFail(ConversationEntity, { workspaceId: actor.workspaceId, conversation })).id
  )
}

/** The chat of somebody who was no member when they first wrote becomes theirs. */
async function adopt(tx: Tx, { workspaceId }: Actor, { kind, memberId, conversation }: Heard): Promise<void> {
  await rows(
    tx,
    `UPDATE chat_conversations SET kind = $4, member_id = $3
      WHERE workspace_id = $1 AND conversation = $2 AND member_id IS NULL
        AND NOT EXISTS (SELECT FROM chat_conversations o WHERE o.workspace_id = $1 AND o.member_id = $3 AND o.kind = $4)`,
    [workspaceId, conversation, memberId, kind],
  )
}

/** Another address is tried, whatever became of the one before. */
export async function otherMailbox(tx: Tx, { workspaceId }: Pick<Actor, 'workspaceId'>, memberId: string) {
  await rows(
    tx,
    `UPDATE chat_conversations SET unreachable_at = NULL, unreachable_why = NULL
      WHERE workspace_id = $1 AND member_id = $2 AND kind = 'mail'`,
    [workspaceId, memberId],
  )
}

/** How a member is reached in person, or undefined while the bot does not know. */
export async function personalOf(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  memberId: string,
): Promise<ConversationRow | undefined> {
  return (await tx.findOneBy(ConversationEntity, { workspaceId, memberId, kind: 'personal' })) ?? undefined
}

/** Notes that nothing reaches a conversation any more, and since when. */
export async function unreachable(
  tx: Tx,
  { workspaceId, now }: Pick<Actor, 'workspaceId' | 'now'>,
  id: string,
  why: UnreachableWhy,
): Promise<void> {
  await rows(
    tx,
    `UPDATE chat_conversations SET unreachable_at = $3, unreachable_why = $4
      WHERE workspace_id = $1 AND id = $2 AND unreachable_at IS NULL`,
    [workspaceId, id, now, why],
  )
}
