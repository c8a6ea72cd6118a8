import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  day,
  flag,
  id,
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

export const stepStates = ['pencilled', 'live', 'laid', 'dropped'] as const
export type StepState = (typeof stepStates)[number]

/** The smallest next action on a key result or objective; its path is made of them. */
export interface StepRow {
  workspaceId: string
  id: string
  keyResultId: string | null
  objectiveId: string | null
  ownerId: string
  state: StepState
  /** Order among the pencilled ones. */
  position: number
  /** "When …" */
  cue: string | null
  /** "I will …" */
  text: string
  dueDay: string | null
  /** The day it was started for; later ones are in the events. */
  firstDueDay: string | null
  suggestedBy: string | null
  /** The step whose finish started this one, in the same move. */
  followsId: string | null
  splitFromId: string | null
  /** Imported with more days than a step may have. */
  splitMe: boolean
  /** Null: it was never pencilled, but started at once. */
  pencilledAt: Date | null
  startedAt: Date | null
  finishedAt: Date | null
  finishedBy: string | null
  finishedSurface: string | null
  droppedAt: Date | null
  droppedBy: string | null
  dropReason: string | null
  createdBy: string | null
  createdAt: Date
  source: 'person' | 'api' | 'import'
  surface: string
  version: number
  revision: number
}

export const StepEntity = new EntitySchema<StepRow>({
  name: 'steps',
  tableName: 'steps',
  columns: {
    workspaceId,
    id,
    keyResultId: nullable(uuid),
    objectiveId: nullable(uuid),
    ownerId: uuid,
    state: text,
    position: int,
    cue: nullable(text),
    text,
    dueDay: nullable(day),
    firstDueDay: nullable(day),
    suggestedBy: nullable(uuid),
    followsId: nullable(uuid),
    splitFromId: nullable(uuid),
    splitMe: withDefault(flag, false),
    pencilledAt: nullable(instant),
    startedAt: nullable(instant),
    finishedAt: nullable(instant),
    finishedBy: nullable(uuid),
    finishedSurface: nullable(text),
    droppedAt: nullable(instant),
    droppedBy: nullable(uuid),
    dropReason: nullable(text),
    createdBy: nullable(uuid),
    createdAt: instant,
    source: text,
    surface: text,
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('steps'),
    belongsTo('key_results', 'keyResultId', 'steps_key_result_fk'),
    belongsTo('objectives', 'objectiveId', 'steps_objective_fk'),
    belongsTo('members', 'ownerId', 'steps_owner_fk'),
    belongsTo('steps', 'followsId', 'steps_follows_fk'),
    belongsTo('steps', 'splitFromId', 'steps_split_from_fk'),
  ],
  checks: [
    { name: 'steps_one_subject_ck', expression: 'num_nonnulls(key_result_id, objective_id) = 1' },
    { name: 'steps_state_ck', expression: `state IN ('pencilled', 'live', 'laid', 'dropped')` },
    {
      name: 'steps_due_ck',
      expression: `state <> 'live' OR due_day IS NOT NULL OR source = 'import'`,
    },
    { name: 'steps_source_ck', expression: `source IN ('person', 'api', 'import')` },
  ],
  indices: [
    {
      name: 'steps_one_live_of_key_result',
      columns: ['workspaceId', 'keyResultId', 'ownerId'],
      unique: true,
      where: `state = 'live' AND key_result_id IS NOT NULL`,
    },
    {
      name: 'steps_one_live_of_objective',
      columns: ['workspaceId', 'objectiveId', 'ownerId'],
      unique: true,
      where: `state = 'live' AND objective_id IS NOT NULL`,
    },
    {
      name: 'steps_key_result',
      columns: ['workspaceId', 'keyResultId', 'state'],
      where: 'key_result_id IS NOT NULL',
    },
    {
      name: 'steps_objective',
      columns: ['workspaceId', 'objectiveId', 'state'],
      where: 'objective_id IS NOT NULL',
    },
    { name: 'steps_owner', columns: ['workspaceId', 'ownerId', 'state'] },
    { name: 'steps_follows', columns: ['workspaceId', 'followsId'], where: 'follows_id IS NOT NULL' },
  ],
})

/** A member's yes to a key result or objective, in their words: "When …, I will …". */
export interface CommitmentRow {
  workspaceId: string
  id: string
  keyResultId: string | null
  objectiveId: string | null
  memberId: string
  firstStepId: string
  cue: string | null
  text: string
  committedAt: Date
  source: 'person' | 'api' | 'import'
  surface: string
  withdrawnAt: Date | null
  withdrawnSurface: string | null
  withdrawReason: string | null
}

export const CommitmentEntity = new EntitySchema<CommitmentRow>({
  name: 'commitments',
  tableName: 'commitments',
  columns: {
    workspaceId,
    id,
    keyResultId: nullable(uuid),
    objectiveId: nullable(uuid),
    memberId: uuid,
    firstStepId: uuid,
    cue: nullable(text),
    text,
    committedAt: instant,
    source: text,
    surface: text,
    withdrawnAt: nullable(instant),
    withdrawnSurface: nullable(text),
    withdrawReason: nullable(text),
  },
  foreignKeys: [
    inWorkspace('commitments'),
    belongsTo('key_results', 'keyResultId', 'commitments_key_result_fk'),
    belongsTo('objectives', 'objectiveId', 'commitments_objective_fk'),
    belongsTo('members', 'memberId', 'commitments_member_fk'),
    belongsTo('steps', 'firstStepId', 'commitments_first_step_fk'),
  ],
  checks: [
    { name: 'commitments_one_subject_ck', expression: 'num_nonnulls(key_result_id, objective_id) = 1' },
    { name: 'commitments_source_ck', expression: `source IN ('person', 'api', 'import')` },
  ],
  indices: [
    {
      name: 'commitments_key_result_once',
      columns: ['workspaceId', 'keyResultId', 'memberId'],
      unique: true,
      where: 'withdrawn_at IS NULL AND key_result_id IS NOT NULL',
    },
    {
      name: 'commitments_objective_once',
      columns: ['workspaceId', 'objectiveId', 'memberId'],
      unique: true,
      where: 'withdrawn_at IS NULL AND objective_id IS NOT NULL',
    },
    { name: 'commitments_member', columns: ['workspaceId', 'memberId'] },
  ],
})
