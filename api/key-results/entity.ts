import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  day,
  decimal,
  instant,
  int,
  inWorkspace,
  nullable,
  text,
  uuid,
  withDefault,
  workspaceId,
} from '../database/columns.ts'
import { type ItemRow, itemChecks, itemColumns, itemIndices, itemKeys } from '../objectives/item.ts'
import type { Cadence, Confidence, Direction, Kind } from '../progress/types.ts'

export const kinds = ['number', 'percent', 'currency', 'done', 'people', 'project'] as const
export const directions = ['increase', 'decrease', 'at_least', 'at_most'] as const
export const cadences = ['weekly', 'biweekly', 'monthly'] as const
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
  cadence: Cadence
  lastSeq: number
  latestCheckInId: string | null
  latestValue: number | null
  latestConfidence: Confidence | null
  latestObservedAt: Date | null
  latestBy: string | null
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
    cadence: withDefault(text, 'weekly'),
    lastSeq: withDefault(int, 0),
    latestCheckInId: nullable(uuid),
    latestValue: nullable(decimal),
    latestConfidence: nullable(text),
    latestObservedAt: nullable(instant),
    latestBy: nullable(uuid),
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
    { name: 'key_results_cadence_ck', expression: `cadence IN ('weekly', 'biweekly', 'monthly')` },
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
