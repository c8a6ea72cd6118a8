import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  decimal,
  id,
  instant,
  inWorkspace,
  json,
  nullable,
  revision,
  text,
  uuid,
  version,
  withDefault,
  workspaceId,
} from '../database/columns.ts'
import type { Reason } from '../progress/reasons.ts'
import { type ItemRow, itemChecks, itemColumns, itemIndices, itemKeys } from './item.ts'

export interface ObjectiveRow extends ItemRow {
  kind: 'committed' | 'aspirational'
  origin: 'team_proposed' | 'co_written' | 'assigned' | 'imported'
  progressMode: 'roll_up' | 'by_hand'
  percentReason: Reason[]
  /** The workspace's priority it serves directly. */
  priorityId: string | null
}

export const ObjectiveEntity = new EntitySchema<ObjectiveRow>({
  name: 'objectives',
  tableName: 'objectives',
  columns: {
    ...itemColumns,
    kind: text,
    origin: text,
    progressMode: withDefault(text, 'roll_up'),
    percentReason: { ...json, default: [] },
    priorityId: nullable(uuid),
  },
  foreignKeys: [...itemKeys('objectives'), belongsTo('priorities', 'priorityId', 'objectives_priority_fk')],
  checks: [
    ...itemChecks('objectives'),
    { name: 'objectives_kind_ck', expression: `kind IN ('committed', 'aspirational')` },
    {
      name: 'objectives_origin_ck',
      expression: `origin IN ('team_proposed', 'co_written', 'assigned', 'imported')`,
    },
    { name: 'objectives_mode_ck', expression: `progress_mode IN ('roll_up', 'by_hand')` },
  ],
  indices: itemIndices('objectives'),
})

/** Weight lives on the edge: a child objective or key result, its parent objective, how much it counts and why. */
export interface AlignmentRow {
  workspaceId: string
  id: string
  childObjectiveId: string | null
  childKeyResultId: string | null
  parentObjectiveId: string
  /** Percent; null: an equal share of what the weighted siblings leave. */
  weight: number | null
  sentence: string | null
  confirmedAt: Date | null
  confirmedBy: string | null
  version: number
  revision: number
}

export const AlignmentEntity = new EntitySchema<AlignmentRow>({
  name: 'alignments',
  tableName: 'alignments',
  columns: {
    workspaceId,
    id,
    childObjectiveId: nullable(uuid),
    childKeyResultId: nullable(uuid),
    parentObjectiveId: uuid,
    weight: nullable(decimal),
    sentence: nullable(text),
    confirmedAt: nullable(instant),
    confirmedBy: nullable(uuid),
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('alignments'),
    belongsTo('objectives', 'childObjectiveId', 'alignments_child_objective_fk'),
    belongsTo('key_results', 'childKeyResultId', 'alignments_child_key_result_fk'),
    belongsTo('objectives', 'parentObjectiveId', 'alignments_parent_fk'),
  ],
  checks: [
    {
      name: 'alignments_one_child_ck',
      expression: 'num_nonnulls(child_objective_id, child_key_result_id) = 1',
    },
    { name: 'alignments_weight_ck', expression: 'weight >= 0 AND weight <= 100' },
  ],
  indices: [
    { name: 'alignments_parent', columns: ['workspaceId', 'parentObjectiveId'] },
    {
      name: 'alignments_objective_once',
      columns: ['workspaceId', 'childObjectiveId', 'parentObjectiveId'],
      unique: true,
      where: 'child_objective_id IS NOT NULL',
    },
    {
      name: 'alignments_key_result_once',
      columns: ['workspaceId', 'childKeyResultId', 'parentObjectiveId'],
      unique: true,
      where: 'child_key_result_id IS NOT NULL',
    },
  ],
})

export interface AssignmentRow {
  workspaceId: string
  id: string
  objectiveId: string | null
  keyResultId: string | null
  memberId: string
  role: 'contributor' | 'delegate' | 'check_in_owner'
}

export const AssignmentEntity = new EntitySchema<AssignmentRow>({
  name: 'assignments',
  tableName: 'assignments',
  columns: {
    workspaceId,
    id,
    objectiveId: nullable(uuid),
    keyResultId: nullable(uuid),
    memberId: uuid,
    role: text,
  },
  foreignKeys: [
    inWorkspace('assignments'),
    belongsTo('objectives', 'objectiveId', 'assignments_objective_fk'),
    belongsTo('key_results', 'keyResultId', 'assignments_key_result_fk'),
    belongsTo('members', 'memberId', 'assignments_member_fk'),
  ],
  checks: [
    { name: 'assignments_one_subject_ck', expression: 'num_nonnulls(objective_id, key_result_id) = 1' },
    { name: 'assignments_role_ck', expression: `role IN ('contributor', 'delegate', 'check_in_owner')` },
  ],
  indices: [
    { name: 'assignments_member', columns: ['workspaceId', 'memberId'] },
    {
      name: 'assignments_objective',
      columns: ['workspaceId', 'objectiveId'],
      where: 'objective_id IS NOT NULL',
    },
    {
      name: 'assignments_key_result',
      columns: ['workspaceId', 'keyResultId'],
      where: 'key_result_id IS NOT NULL',
    },
  ],
})

export interface SharedTeamRow {
  workspaceId: string
  objectiveId: string
  teamId: string
}

export const SharedTeamEntity = new EntitySchema<SharedTeamRow>({
  name: 'shared_teams',
  tableName: 'shared_teams',
  columns: {
    workspaceId,
    objectiveId: { ...uuid, primary: true },
    teamId: { ...uuid, primary: true },
  },
  foreignKeys: [
    inWorkspace('shared_teams'),
    belongsTo('objectives', 'objectiveId', 'shared_teams_objective_fk'),
    belongsTo('teams', 'teamId', 'shared_teams_team_fk'),
  ],
  indices: [{ name: 'shared_teams_team', columns: ['workspaceId', 'teamId'] }],
})
