import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  flag,
  instant,
  int,
  inWorkspace,
  nullable,
  revision,
  text,
  uuid,
  version,
  workspaceId,
} from '../database/columns.ts'

/** What a member does not want to hear of by message; it all stands in the tab. */
export const muteable = [
  'check_in',
  'morning',
  'win',
  'half_time',
  'barrier',
  'confirm',
  'round',
  'commit',
  'break_down',
  'mention',
] as const
export type Muteable = (typeof muteable)[number]

/** When a member wants to be asked and told; what is not kept is as in `usual`. */
export interface NotificationSettingsRow {
  workspaceId: string
  memberId: string
  /** ISO weekday and time in the member's zone at which check-ins are asked for. */
  weekday: number
  time: string
  quietFrom: string
  quietTo: string
  snoozedUntil: Date | null
  paused: boolean
  muted: Muteable[]
  version: number
  revision: number
}

export const NotificationSettingsEntity = new EntitySchema<NotificationSettingsRow>({
  name: 'notification_settings',
  tableName: 'notification_settings',
  columns: {
    workspaceId,
    memberId: { ...uuid, primary: true },
    weekday: int,
    time: text,
    quietFrom: text,
    quietTo: text,
    snoozedUntil: nullable(instant),
    paused: flag,
    muted: { type: 'text', array: true },
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('notification_settings'),
    belongsTo('members', 'memberId', 'notification_settings_member_fk'),
  ],
  checks: [{ name: 'notification_settings_weekday_ck', expression: 'weekday BETWEEN 1 AND 7' }],
})

/** The chat in which a team celebrates. */
export interface TeamChatRow {
  workspaceId: string
  teamId: string
  conversationId: string
  chosenBy: string
  at: Date
}

export const TeamChatEntity = new EntitySchema<TeamChatRow>({
  name: 'team_chats',
  tableName: 'team_chats',
  columns: {
    workspaceId,
    teamId: { ...uuid, primary: true },
    conversationId: uuid,
    chosenBy: uuid,
    at: instant,
  },
  foreignKeys: [
    inWorkspace('team_chats'),
    belongsTo('teams', 'teamId', 'team_chats_team_fk'),
    belongsTo('chat_conversations', 'conversationId', 'team_chats_conversation_fk'),
    belongsTo('members', 'chosenBy', 'team_chats_chosen_by_fk'),
  ],
})
