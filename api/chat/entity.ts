import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  flag,
  id,
  instant,
  int,
  inWorkspace,
  json,
  nullable,
  text,
  uuid,
  withDefault,
  workspaceId,
} from '../database/columns.ts'

export const conversationKinds = ['personal', 'mail', 'group', 'channel'] as const
export const unreachableWhys = ['uninstalled', 'blocked', 'gone'] as const
export type UnreachableWhy = (typeof unreachableWhys)[number]

/** A conversation the bot is in, as it was when it last heard from it. A personal one is how a member is reached. */
export interface ConversationRow {
  workspaceId: string
  id: string
  kind: (typeof conversationKinds)[number]
  memberId: string | null
  /** The member's object id in the directory. */
  objectId: string | null
  /** The channel's own id of the conversation. */
  conversation: string
  serviceUrl: string
  seenAt: Date
  unreachableAt: Date | null
  unreachableWhy: UnreachableWhy | null
  deliveredAt: Date | null
}

export const ConversationEntity = new EntitySchema<ConversationRow>({
  name: 'chat_conversations',
  tableName: 'chat_conversations',
  columns: {
    workspaceId,
    id,
    kind: text,
    memberId: nullable(uuid),
    objectId: nullable(uuid),
    conversation: text,
    serviceUrl: text,
    seenAt: instant,
    unreachableAt: nullable(instant),
    unreachableWhy: nullable(text),
    deliveredAt: nullable(instant),
  },
  foreignKeys: [
    inWorkspace('chat_conversations'),
    belongsTo('members', 'memberId', 'chat_conversations_member_fk'),
  ],
  checks: [
    { name: 'chat_conversations_kind_ck', expression: `kind IN ('personal', 'mail', 'group', 'channel')` },
    {
      name: 'chat_conversations_personal_ck',
      expression: `(kind IN ('personal', 'mail')) = (member_id IS NOT NULL)`,
    },
    {
      name: 'chat_conversations_why_ck',
      expression: `unreachable_why IN ('uninstalled', 'blocked', 'gone')`,
    },
  ],
  indices: [
    { name: 'chat_conversations_one', columns: ['workspaceId', 'conversation'], unique: true },
    {
      name: 'chat_conversations_member',
      columns: ['workspaceId', 'memberId', 'kind'],
      unique: true,
      where: 'member_id IS NOT NULL',
    },
  ],
})

/** A card that was put into a conversation. It holds ids, numbers and words of ours; how it looks is made from facts. */
export interface CardRow {
  workspaceId: string
  /** Opaque: drawn at random, it is all that a pressed button says of what it is about. */
  id: string
  conversationId: string
  /** Whose card it is; null: of everybody in the conversation. */
  memberId: string | null
  kind: string
  subjectId: string | null
  data: Record<string, unknown>
  /** Counts up whenever its buttons come to mean something else. */
  revision: number
  /** Hash of how it was last shown. */
  shown: string | null
  /** The channel's id of the message that shows it. */
  activity: string | null
  createdAt: Date
  expiresAt: Date
}

export const CardEntity = new EntitySchema<CardRow>({
  name: 'chat_cards',
  tableName: 'chat_cards',
  columns: {
    workspaceId,
    id,
    conversationId: uuid,
    memberId: nullable(uuid),
    kind: text,
    subjectId: nullable(uuid),
    data: json,
    revision: withDefault(int, 1),
    shown: nullable(text),
    activity: nullable(text),
    createdAt: instant,
    expiresAt: instant,
  },
  foreignKeys: [
    inWorkspace('chat_cards'),
    belongsTo('chat_conversations', 'conversationId', 'chat_cards_conversation_fk'),
    belongsTo('members', 'memberId', 'chat_cards_member_fk'),
  ],
  indices: [
    { name: 'chat_cards_subject', columns: ['workspaceId', 'subjectId'], where: 'subject_id IS NOT NULL' },
    { name: 'chat_cards_member', columns: ['workspaceId', 'memberId', 'kind', 'createdAt'] },
  ],
})

/** Control table: what is to be sent to the channel, and what became of it. */
export interface SendRow {
  workspaceId: string
  id: string
  cardId: string
  conversationId: string
  /** Edits the message that shows the card, instead of posting it anew. */
  edits: boolean
  /** May be sent again when nobody knows whether it arrived. */
  repeats: boolean
  /** Why it is sent; see reasons. */
  reason: number
  runAt: Date
  attempts: number
  startedAt: Date | null
  endedAt: Date | null
  /** The channel's HTTP status. */
  status: number | null
  /** Nobody knows whether it arrived, and it is not sent again. */
  uncertain: boolean
}

/**
 * An answer to the person; something a named person asks; what the product starts; an edit that nobody hears; and one
 * that leaves the message as an answer has shown it, once the card is left alone.
 */
export const reasons = { answer: 0, asked: 1, started: 2, silent: 3, settled: 4 } as const
export type Reason = keyof typeof reasons

export const SendEntity = new EntitySchema<SendRow>({
  name: 'chat_sends',
  tableName: 'chat_sends',
  columns: {
    workspaceId,
    id,
    cardId: uuid,
    conversationId: uuid,
    edits: flag,
    repeats: flag,
    reason: int,
    runAt: instant,
    attempts: withDefault(int, 0),
    startedAt: nullable(instant),
    endedAt: nullable(instant),
    status: nullable(int),
    uncertain: withDefault(flag, false),
  },
  foreignKeys: [
    inWorkspace('chat_sends'),
    belongsTo('chat_cards', 'cardId', 'chat_sends_card_fk'),
    belongsTo('chat_conversations', 'conversationId', 'chat_sends_conversation_fk'),
  ],
  indices: [
    { name: 'chat_sends_due', columns: ['runAt'], where: 'ended_at IS NULL' },
    { name: 'chat_sends_pace', columns: ['startedAt'], where: 'started_at IS NOT NULL' },
    { name: 'chat_sends_conversation', columns: ['workspaceId', 'conversationId', 'startedAt'] },
    { name: 'chat_sends_card', columns: ['workspaceId', 'cardId'] },
  ],
})
