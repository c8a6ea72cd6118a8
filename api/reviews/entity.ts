import { EntitySchema } from 'typeorm'
import { belongsTo, id, instant, inWorkspace, nullable, uuid, workspaceId } from '../database/columns.ts'

/** An item that goes on in a later cycle: where from, where to. */
export interface CarriedForwardRow {
  workspaceId: string
  id: string
  cycleId: string
  fromObjectiveId: string | null
  toObjectiveId: string | null
  fromKeyResultId: string | null
  toKeyResultId: string | null
  byId: string | null
  at: Date
}

export const CarriedForwardEntity = new EntitySchema<CarriedForwardRow>({
  name: 'carried_forward',
  tableName: 'carried_forward',
  columns: {
    workspaceId,
    id,
    cycleId: uuid,
    fromObjectiveId: nullable(uuid),
    toObjectiveId: nullable(uuid),
    fromKeyResultId: nullable(uuid),
    toKeyResultId: nullable(uuid),
    byId: nullable(uuid),
    at: instant,
  },
  foreignKeys: [
    inWorkspace('carried_forward'),
    belongsTo('cycles', 'cycleId', 'carried_forward_cycle_fk'),
    belongsTo('objectives', 'fromObjectiveId', 'carried_forward_from_objective_fk'),
    belongsTo('objectives', 'toObjectiveId', 'carried_forward_to_objective_fk'),
    belongsTo('key_results', 'fromKeyResultId', 'carried_forward_from_key_result_fk'),
    belongsTo('key_results', 'toKeyResultId', 'carried_forward_to_key_result_fk'),
    belongsTo('members', 'byId', 'carried_forward_by_fk'),
  ],
  checks: [
    {
      name: 'carried_forward_one_kind_ck',
      expression: `num_nonnulls(from_objective_id, to_objective_id) = 2 AND num_nonnulls(from_key_result_id, to_key_result_id) = 0
        OR num_nonnulls(from_objective_id, to_objective_id) = 0 AND num_nonnulls(from_key_result_id, to_key_result_id) = 2`,
    },
  ],
  indices: [
    {
      name: 'carried_forward_objective_once',
      columns: ['workspaceId', 'fromObjectiveId', 'cycleId'],
      unique: true,
      where: 'from_objective_id IS NOT NULL',
    },
    {
      name: 'carried_forward_key_result_once',
      columns: ['workspaceId', 'fromKeyResultId', 'cycleId'],
      unique: true,
      where: 'from_key_result_id IS NOT NULL',
    },
    {
      name: 'carried_forward_to_objective',
      columns: ['workspaceId', 'toObjectiveId'],
      where: 'to_objective_id IS NOT NULL',
    },
    {
      name: 'carried_forward_to_key_result',
      columns: ['workspaceId', 'toKeyResultId'],
      where: 'to_key_result_id IS NOT NULL',
    },
  ],
})
