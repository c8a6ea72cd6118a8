import { EntitySchema } from 'typeorm'
import { belongsTo, day, flag, id, inWorkspace, uuid, workspaceId } from '../database/columns.ts'

/** That a member answered for a check-in; row-level security shows it to that member alone. */
export interface WorthGivenRow {
  workspaceId: string
  checkInId: string
  memberId: string
}

export const WorthGivenEntity = new EntitySchema<WorthGivenRow>({
  name: 'worth_given',
  tableName: 'worth_given',
  columns: { workspaceId, checkInId: { ...uuid, primary: true }, memberId: uuid },
  foreignKeys: [
    inWorkspace('worth_given'),
    belongsTo('check_ins', 'checkInId', 'worth_given_check_in_fk'),
    belongsTo('members', 'memberId', 'worth_given_member_fk'),
  ],
})

/** What was answered, of a team in a week: no person, no item, no day; the id is version 4 and tells no time. */
export interface WorthAnswerRow {
  workspaceId: string
  id: string
  teamId: string
  /** The Monday. */
  week: string
  worth: boolean
}

export const WorthAnswerEntity = new EntitySchema<WorthAnswerRow>({
  name: 'worth_answers',
  tableName: 'worth_answers',
  columns: { workspaceId, id, teamId: uuid, week: day, worth: flag },
  foreignKeys: [inWorkspace('worth_answers'), belongsTo('teams', 'teamId', 'worth_answers_team_fk')],
  indices: [{ name: 'worth_answers_team', columns: ['workspaceId', 'teamId', 'week'] }],
})
