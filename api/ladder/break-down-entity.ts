import { EntitySchema } from 'typeorm'
import { belongsTo, day, id, instant, inWorkspace, nullable, uuid, workspaceId } from '../database/columns.ts'

/** That a leader is asked to help break a key result down, as its owner has had no next step for a working week. */
export interface BreakDownRow {
  workspaceId: string
  id: string
  keyResultId: string
  ownerId: string
  /** The owner's day since which no step has been live. */
  since: string
  askedOf: string
  askedTeamId: string | null
  askedAt: Date
  suggestedBy: string | null
  suggestedAt: Date | null
  closedAt: Date | null
}

export const BreakDownEntity = new EntitySchema<BreakDownRow>({
  name: 'break_downs',
  tableName: 'break_downs',
  columns: {
    workspaceId,
    id,
    keyResultId: uuid,
    ownerId: uuid,
    since: day,
    askedOf: uuid,
    askedTeamId: nullable(uuid),
    askedAt: instant,
    suggestedBy: nullable(uuid),
    suggestedAt: nullable(instant),
    closedAt: nullable(instant),
  },
  foreignKeys: [
    inWorkspace('break_downs'),
    belongsTo('key_results', 'keyResultId', 'break_downs_key_result_fk'),
    belongsTo('members', 'ownerId', 'break_downs_owner_fk'),
    belongsTo('members', 'askedOf', 'break_downs_asked_fk'),
    belongsTo('members', 'suggestedBy', 'break_downs_suggested_fk'),
  ],
  indices: [
    {
      name: 'break_downs_open',
      columns: ['workspaceId', 'keyResultId'],
      unique: true,
      where: 'closed_at IS NULL',
    },
    { name: 'break_downs_key_result', columns: ['workspaceId', 'keyResultId'] },
    {
      name: 'break_downs_asked',
      columns: ['workspaceId', 'askedOf'],
      where: 'closed_at IS NULL AND suggested_at IS NULL',
    },
  ],
})
