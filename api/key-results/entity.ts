import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  day,
  decimal,
  id,
  instant,
  int,
  inWorkspace,
  json,
  nullable,
  text,
  uuid,
  withDefault,
  workspaceId,
} from '../database/columns.ts'
import { type ItemRow, itemChecks, itemColumns, itemIndices, itemKeys } from '../objectives/item.ts'
import type { Expected } from '../progress/expected.ts'
import type { Reason } from '../progress/reasons.ts'
import type { Direction, Kind } from '../progress/types.ts'

export const kinds = ['number', 'percent', 'currency', 'done', 'people', 'project'] as const
export const directions = ['increase', 'decrease', 'at_least', 'at_most'] as const
/** What a check-in asks of people: everything, the number alone, or nothing, as a program feeds it. */
export const asks = ['all', 'number', 'program'] as const
export type Asks = (typeof asks)[number]

export const confidences = ['high', 'medium', 'low'] as const

export interface KeyResultRow extends ItemRow {
  kind: Kind
  direction: Direction
  /** Word, sign or currency code behind the number. */
  unit: string | null
  baseline: number
  target: number
  /** Of how many people, for kind people. */
  peopleTotal: number | null
  asks: Asks
  /** What the plan expects of the day it was last worked out for; null before it is published. */
  expected: Expected | null
  /** Why the percent is what it is; null until it is worked out for the first time. */
  percentReason: Reason[] | null
  /** The last twelve values, the oldest first; taken back and corrected ones do not count. */
  spark: SparkPoint[]
}

export interface SparkPoint {
  at: string
  value: number
}

export const KeyResultEntity = new EntitySchema<KeyResultRow>({
  name: 'key_results',
  tableName: 'key_results',
  columns: {
    ...itemColumns,
    kind: text,
    direction: text,
    unit: nullable(text),
    baseline: decimal,
    target: decimal,
    peopleTotal: nullable(int),
    asks: withDefault(text, 'all'),
    expected: nullable(json),
    percentReason: nullable(json),
    spark: { ...json, default: '[]' },
  },
  foreignKeys: itemKeys('key_results'),
  checks: [
    ...itemChecks('key_results'),
    {
      name: 'key_results_kind_ck',
      expression: `kind IN ('number', 'percent', 'currency', 'done', 'people', 'project')`,
    },
    {
      name: 'key_results_direction_ck',
      expression: `direction IN ('increase', 'decrease', 'at_least', 'at_most')`,
    },
    { name: 'key_results_asks_ck', expression: `asks IN ('all', 'number', 'program')` },
  ],
  indices: itemIndices('key_results'),
})

export interface PhasedTargetRow {
  workspaceId: string
  keyResultId: string
  day: string
  value: number
}

export const PhasedTargetEntity = new EntitySchema<PhasedTargetRow>({
  name: 'phased_targets',
  tableName: 'phased_targets',
  columns: {
    workspaceId,
    keyResultId: { ...uuid, primary: true },
    day: { ...day, primary: true },
    value: decimal,
  },
  foreignKeys: [
    inWorkspace('phased_targets'),
    belongsTo('key_results', 'keyResultId', 'phased_targets_key_result_fk'),
  ],
})

/** An edit of baseline or target, remembered with its reason. */
export interface TargetEditRow {
  workspaceId: string
  id: string
  keyResultId: string
  memberId: string | null
  at: Date
  baselineBefore: number
  baselineAfter: number
  targetBefore: number
  targetAfter: number
  reason: string | null
}

export const TargetEditEntity = new EntitySchema<TargetEditRow>({
  name: 'target_edits',
  tableName: 'target_edits',
  columns: {
    workspaceId,
    id,
    keyResultId: uuid,
    memberId: nullable(uuid),
    at: instant,
    baselineBefore: decimal,
    baselineAfter: decimal,
    targetBefore: decimal,
    targetAfter: decimal,
    reason: nullable(text),
  },
  foreignKeys: [
    inWorkspace('target_edits'),
    belongsTo('key_results', 'keyResultId', 'target_edits_key_result_fk'),
    belongsTo('members', 'memberId', 'target_edits_member_fk'),
  ],
  indices: [{ name: 'target_edits_key_result', columns: ['workspaceId', 'keyResultId', 'at'] }],
})
