import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  day,
  flag,
  id,
  instant,
  inWorkspace,
  nullable,
  revision,
  text,
  uuid,
  version,
  withDefault,
  workspaceId,
} from '../database/columns.ts'

export interface MemberRow {
  workspaceId: string
  id: string
  name: string
  state: 'placeholder' | 'invited' | 'active' | 'left' | 'erased'
  admin: boolean
  guest: boolean
  zone: string | null
  locale: string | null
  /** Whether they like the small effect beside good news. */
  celebrations: boolean
  mergedInto: string | null
  createdAt: Date
  version: number
  revision: number
}

export const MemberEntity = new EntitySchema<MemberRow>({
  name: 'members',
  tableName: 'members',
  columns: {
    workspaceId,
    id,
    name: text,
    state: text,
    admin: withDefault(flag, false),
    guest: withDefault(flag, false),
    zone: nullable(text),
    locale: nullable(text),
    celebrations: withDefault(flag, true),
    mergedInto: nullable(uuid),
    createdAt: instant,
    version,
    revision,
  },
  foreignKeys: [inWorkspace('members'), belongsTo('members', 'mergedInto', 'members_merged_fk')],
  checks: [
    {
      name: 'members_state_ck',
      expression: `state IN ('placeholder', 'invited', 'active', 'left', 'erased')`,
    },
  ],
})

export interface IdentityRow {
  workspaceId: string
  id: string
  memberId: string
  /** `merged` and `erased` have the hash of an account for a value, and let nobody in. */
  kind: 'entra' | 'email' | 'viva' | 'name' | 'merged' | 'erased'
  value: string
}

export const IdentityEntity = new EntitySchema<IdentityRow>({
  name: 'member_identities',
  tableName: 'member_identities',
  columns: { workspaceId, id, memberId: uuid, kind: text, value: text },
  foreignKeys: [
    inWorkspace('member_identities'),
    belongsTo('members', 'memberId', 'member_identities_member_fk'),
  ],
  checks: [
    {
      name: 'member_identities_kind_ck',
      expression: `kind IN ('entra', 'email', 'viva', 'name', 'merged', 'erased')`,
    },
  ],
  indices: [
    {
      name: 'member_identities_one',
      columns: ['workspaceId', 'kind', 'value'],
      unique: true,
      where: `kind <> 'name'`,
    },
    { name: 'member_identities_member', columns: ['workspaceId', 'memberId'] },
  ],
})

export interface AbsenceRow {
  workspaceId: string
  id: string
  memberId: string
  fromDay: string
  toDay: string
}

export const AbsenceEntity = new EntitySchema<AbsenceRow>({
  name: 'absences',
  tableName: 'absences',
  columns: { workspaceId, id, memberId: uuid, fromDay: day, toDay: day },
  foreignKeys: [inWorkspace('absences'), belongsTo('members', 'memberId', 'absences_member_fk')],
  checks: [{ name: 'absences_order_ck', expression: 'from_day <= to_day' }],
  indices: [{ name: 'absences_member', columns: ['workspaceId', 'memberId', 'fromDay'] }],
})

export interface SeenRow {
  workspaceId: string
  memberId: string
  subjectKind: string
  subjectId: string
  firstAt: Date
}

export const SeenEntity = new EntitySchema<SeenRow>({
  name: 'seen',
  tableName: 'seen',
  columns: {
    workspaceId,
    memberId: { ...uuid, primary: true },
    subjectKind: text,
    subjectId: { ...uuid, primary: true },
    firstAt: instant,
  },
  foreignKeys: [inWorkspace('seen'), belongsTo('members', 'memberId', 'seen_member_fk')],
})
