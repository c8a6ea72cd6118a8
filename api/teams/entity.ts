import { EntitySchema } from 'typeorm'
import {
  belongsTo,
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

export interface TeamRow {
  workspaceId: string
  id: string
  name: string
  parentId: string | null
  private: boolean
  closedAt: Date | null
  version: number
  revision: number
}

export const TeamEntity = new EntitySchema<TeamRow>({
  name: 'teams',
  tableName: 'teams',
  columns: {
    workspaceId,
    id,
    name: text,
    parentId: nullable(uuid),
    private: withDefault(flag, false),
    closedAt: nullable(instant),
    version,
    revision,
  },
  foreignKeys: [inWorkspace('teams'), belongsTo('teams', 'parentId', 'teams_parent_fk')],
  indices: [{ name: 'teams_parent', columns: ['workspaceId', 'parentId'] }],
})

export interface TeamMemberRow {
  workspaceId: string
  teamId: string
  memberId: string
  role: 'member' | 'leader'
  standInId: string | null
}

export const TeamMemberEntity = new EntitySchema<TeamMemberRow>({
  name: 'team_members',
  tableName: 'team_members',
  columns: {
    workspaceId,
    teamId: { ...uuid, primary: true },
    memberId: { ...uuid, primary: true },
    role: text,
    standInId: nullable(uuid),
  },
  foreignKeys: [
    inWorkspace('team_members'),
    belongsTo('teams', 'teamId', 'team_members_team_fk'),
    belongsTo('members', 'memberId', 'team_members_member_fk'),
    belongsTo('members', 'standInId', 'team_members_stand_in_fk'),
  ],
  checks: [{ name: 'team_members_role_ck', expression: `role IN ('member', 'leader')` }],
  indices: [
    { name: 'team_members_member', columns: ['workspaceId', 'memberId'] },
    {
      name: 'team_members_stand_in',
      columns: ['workspaceId', 'standInId'],
      where: 'stand_in_id IS NOT NULL',
    },
  ],
})
