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
  withDefault,
  workspaceId,
} from '../database/columns.ts'
import type { PictureType } from '../http/picture-type.ts'

export const troubles = ['no-secret', 'refused', 'unknown-group', 'busy', 'away', 'held'] as const
export type TroubleCode = (typeof troubles)[number]

/** Whether a workspace follows its directory, and how far it has read. */
export interface SettingsRow {
  workspaceId: string
  enabled: boolean
  /** Only members of this group are brought in. */
  groupId: string | null
  /** Whether people of the directory become invited members. */
  brings: boolean
  photos: boolean
  phase: 'users' | 'group'
  /** Where this pass goes on; null: at the beginning of its phase. */
  link: string | null
  /** From where the next pass learns what has changed; null: it reads everything. */
  deltaLink: string | null
  passStartedAt: Date | null
  /** Whether this pass reads everything. */
  whole: boolean
  wholeAt: Date | null
  syncedAt: Date | null
  trouble: TroubleCode | null
  troubleAt: Date | null
  /** How many memberships would end at once, and wait for an admin's word; and how many an admin has let end. */
  held: number
  allowed: number
  version: number
  revision: number
}

export const DirectorySettingsEntity = new EntitySchema<SettingsRow>({
  name: 'directory_settings',
  tableName: 'directory_settings',
  columns: {
    workspaceId,
    enabled: withDefault(flag, false),
    groupId: nullable(uuid),
    brings: withDefault(flag, true),
    photos: withDefault(flag, true),
    phase: withDefault(text, 'users'),
    link: nullable(text),
    deltaLink: nullable(text),
    passStartedAt: nullable(instant),
    whole: withDefault(flag, true),
    wholeAt: nullable(instant),
    syncedAt: nullable(instant),
    trouble: nullable(text),
    troubleAt: nullable(instant),
    held: withDefault(int, 0),
    allowed: withDefault(int, 0),
    version,
    revision,
  },
  foreignKeys: [inWorkspace('directory_settings')],
  checks: [
    { name: 'directory_settings_phase_ck', expression: `phase IN ('users', 'group')` },
    {
      name: 'directory_settings_trouble_ck',
      expression: `trouble IN ('no-secret', 'refused', 'unknown-group', 'busy', 'away', 'held')`,
    },
  ],
})

/** What the directory said last of somebody who is a member here. */
export interface DirectoryPersonRow {
  workspaceId: string
  objectId: string
  memberId: string
  /** The object id of who they report to. */
  managerId: string | null
  /** Whether they are here because of the directory. */
  brought: boolean
  /** The last pass over everything that met them; and over the group. */
  seenAt: Date
  groupedAt: Date | null
  gone: 'deleted' | 'disabled' | 'group' | null
  /** When their membership was ended because of that. */
  endedAt: Date | null
}

export const DirectoryPersonEntity = new EntitySchema<DirectoryPersonRow>({
  name: 'directory_people',
  tableName: 'directory_people',
  columns: {
    workspaceId,
    objectId: { ...uuid, primary: true },
    memberId: uuid,
    managerId: nullable(uuid),
    brought: flag,
    seenAt: instant,
    groupedAt: nullable(instant),
    gone: nullable(text),
    endedAt: nullable(instant),
  },
  foreignKeys: [
    inWorkspace('directory_people'),
    belongsTo('members', 'memberId', 'directory_people_member_fk'),
  ],
  checks: [{ name: 'directory_people_gone_ck', expression: `gone IN ('deleted', 'disabled', 'group')` }],
  indices: [{ name: 'directory_people_member', columns: ['workspaceId', 'memberId'] }],
})

/** The small picture of a member; a row without one says that it was looked for. */
export interface PhotoRow {
  workspaceId: string
  memberId: string
  mediaType: PictureType | null
  bytes: Buffer | null
  lookedAt: Date
}

export const PhotoEntity = new EntitySchema<PhotoRow>({
  name: 'member_photos',
  tableName: 'member_photos',
  columns: {
    workspaceId,
    memberId: { ...uuid, primary: true },
    mediaType: nullable(text),
    bytes: nullable({ type: 'bytea' }),
    lookedAt: instant,
  },
  foreignKeys: [inWorkspace('member_photos'), belongsTo('members', 'memberId', 'member_photos_member_fk')],
  checks: [
    {
      name: 'member_photos_type_ck',
      expression: `media_type IN ('image/png', 'image/jpeg', 'image/webp')`,
    },
    { name: 'member_photos_both_ck', expression: '(media_type IS NULL) = (bytes IS NULL)' },
    { name: 'member_photos_size_ck', expression: 'octet_length(bytes) <= 65536' },
  ],
})
