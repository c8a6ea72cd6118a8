import { EntitySchema } from 'typeorm'
import { barrierKinds } from '../barriers/entity.ts'
import {
  belongsTo,
  day,
  decimal,
  flag,
  id,
  instant,
  int,
  inWorkspace,
  nullable,
  text,
  uuid,
  withDefault,
  workspaceId,
} from '../database/columns.ts'
import type { Confidence } from '../progress/types.ts'

/** What may be in the way; the chips of every check-in. Anything but nothing drafts a barrier. */
export const obstacles = ['nothing', ...barrierKinds] as const
export type Obstacle = (typeof obstacles)[number]

/** Where a key result or objective stood. Never changed: corrected by a superseding one, undone by a row beside it. */
export interface CheckInRow {
  workspaceId: string
  id: string
  keyResultId: string | null
  objectiveId: string | null
  seq: number
  authorId: string | null
  value: number | null
  previousValue: number | null
  /** The target it was measured against, which may have been edited since. */
  target: number | null
  percent: number | null
  confidence: Confidence | null
  inTheWay: Obstacle | null
  note: string | null
  /** The status an imported check-in was given by hand. */
  statusText: string | null
  observedAt: Date
  recordedAt: Date
  supersedesId: string | null
  source: 'person' | 'api' | 'import'
  surface: string
  seconds: number | null
  untouched: boolean
  remindersBefore: number
  late: boolean
}

export const CheckInEntity = new EntitySchema<CheckInRow>({
  name: 'check_ins',
  tableName: 'check_ins',
  columns: {
    workspaceId,
    id,
    keyResultId: nullable(uuid),
    objectiveId: nullable(uuid),
    seq: int,
    authorId: nullable(uuid),
    value: nullable(decimal),
    previousValue: nullable(decimal),
    target: nullable(decimal),
    percent: nullable(decimal),
    confidence: nullable(text),
    inTheWay: nullable(text),
    note: nullable(text),
    statusText: nullable(text),
    observedAt: instant,
    recordedAt: instant,
    supersedesId: nullable(uuid),
    source: text,
    surface: text,
    seconds: nullable(int),
    untouched: flag,
    remindersBefore: withDefault(int, 0),
    late: withDefault(flag, false),
  },
  foreignKeys: [
    inWorkspace('check_ins'),
    belongsTo('key_results', 'keyResultId', 'check_ins_key_result_fk'),
    belongsTo('objectives', 'objectiveId', 'check_ins_objective_fk'),
    belongsTo('members', 'authorId', 'check_ins_author_fk'),
    belongsTo('check_ins', 'supersedesId', 'check_ins_supersedes_fk'),
  ],
  checks: [
    { name: 'check_ins_one_subject_ck', expression: 'num_nonnulls(key_result_id, objective_id) = 1' },
    { name: 'check_ins_confidence_ck', expression: `confidence IN ('high', 'medium', 'low')` },
    { name: 'check_ins_source_ck', expression: `source IN ('person', 'api', 'import')` },
  ],
  indices: [
    {
      name: 'check_ins_key_result_seq',
      columns: ['workspaceId', 'keyResultId', 'seq'],
      unique: true,
      where: 'key_result_id IS NOT NULL',
    },
    {
      name: 'check_ins_objective_seq',
      columns: ['workspaceId', 'objectiveId', 'seq'],
      unique: true,
      where: 'objective_id IS NOT NULL',
    },
    { name: 'check_ins_key_result_time', columns: ['workspaceId', 'keyResultId', 'observedAt', 'seq'] },
    { name: 'check_ins_objective_time', columns: ['workspaceId', 'objectiveId', 'observedAt', 'seq'] },
    { name: 'check_ins_author', columns: ['workspaceId', 'authorId', 'recordedAt'] },
    {
      name: 'check_ins_superseded',
      columns: ['workspaceId', 'supersedesId'],
      where: 'supersedes_id IS NOT NULL',
    },
  ],
})

export interface CheckInUndoRow {
  workspaceId: string
  checkInId: string
  memberId: string
  at: Date
}

export const CheckInUndoEntity = new EntitySchema<CheckInUndoRow>({
  name: 'check_in_undos',
  tableName: 'check_in_undos',
  columns: { workspaceId, checkInId: { ...uuid, primary: true }, memberId: uuid, at: instant },
  foreignKeys: [
    inWorkspace('check_in_undos'),
    belongsTo('check_ins', 'checkInId', 'check_in_undos_check_in_fk'),
    belongsTo('members', 'memberId', 'check_in_undos_member_fk'),
  ],
})

/** That somebody was asked for a check-in. */
export interface ReminderRow {
  workspaceId: string
  id: string
  keyResultId: string
  memberId: string
  at: Date
}

export const ReminderEntity = new EntitySchema<ReminderRow>({
  name: 'check_in_reminders',
  tableName: 'check_in_reminders',
  columns: { workspaceId, id, keyResultId: uuid, memberId: uuid, at: instant },
  foreignKeys: [
    inWorkspace('check_in_reminders'),
    belongsTo('key_results', 'keyResultId', 'check_in_reminders_key_result_fk'),
    belongsTo('members', 'memberId', 'check_in_reminders_member_fk'),
  ],
  indices: [{ name: 'check_in_reminders_key_result', columns: ['workspaceId', 'keyResultId', 'at'] }],
})

/** *Worth my time?* of one check-in, of a team and a day: nobody can tell whose. */
export interface WorthRow {
  workspaceId: string
  id: string
  teamId: string
  day: string
  worth: boolean
}

export const WorthEntity = new EntitySchema<WorthRow>({
  name: 'check_in_worth',
  tableName: 'check_in_worth',
  columns: { workspaceId, id, teamId: uuid, day, worth: flag },
  foreignKeys: [inWorkspace('check_in_worth'), belongsTo('teams', 'teamId', 'check_in_worth_team_fk')],
  indices: [{ name: 'check_in_worth_team', columns: ['workspaceId', 'teamId', 'day'] }],
})
