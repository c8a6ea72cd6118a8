import { EntitySchema } from 'typeorm'
import { belongsTo, id, instant, inWorkspace, nullable, uuid, workspaceId } from '../database/columns.ts'

/** What a member follows, and until when they looked; row-level security shows it to that member alone. */
export interface FollowRow {
  workspaceId: string
  id: string
  memberId: string
  objectiveId: string | null
  keyResultId: string | null
  at: Date
  lookedAt: Date
}

export const FollowEntity = new EntitySchema<FollowRow>({
  name: 'follows',
  tableName: 'follows',
  columns: {
    workspaceId,
    id,
    memberId: uuid,
    objectiveId: nullable(uuid),
    keyResultId: nullable(uuid),
    at: instant,
    lookedAt: instant,
  },
  foreignKeys: [
    inWorkspace('follows'),
    belongsTo('members', 'memberId', 'follows_member_fk'),
    belongsTo('objectives', 'objectiveId', 'follows_objective_fk'),
    belongsTo('key_results', 'keyResultId', 'follows_key_result_fk'),
  ],
  checks: [{ name: 'follows_one_subject_ck', expression: 'num_nonnulls(objective_id, key_result_id) = 1' }],
  indices: [
    {
      name: 'follows_objective',
      columns: ['workspaceId', 'memberId', 'objectiveId'],
      unique: true,
      where: 'objective_id IS NOT NULL',
    },
    {
      name: 'follows_key_result',
      columns: ['workspaceId', 'memberId', 'keyResultId'],
      unique: true,
      where: 'key_result_id IS NOT NULL',
    },
  ],
})
