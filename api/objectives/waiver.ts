import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  id,
  instant,
  inWorkspace,
  nullable,
  text,
  uuid,
  workspaceId,
} from '../database/columns.ts'

/** What publishing asks for: a why, a why of each key result, and that the team was asked and answered. */
export const lackings = ['why', 'key_result_why', 'round', 'round_open', 'unanswered'] as const
export type Lacking = (typeof lackings)[number]

/** Somebody published without what publishing asks for, and wrote down why. Never changed. */
export interface WaiverRow {
  workspaceId: string
  id: string
  objectiveId: string | null
  keyResultId: string | null
  missing: Lacking[]
  reason: string
  /** Null: an integration, which the audit log names. */
  byId: string | null
  at: Date
}

export const WaiverEntity = new EntitySchema<WaiverRow>({
  name: 'publish_waivers',
  tableName: 'publish_waivers',
  columns: {
    workspaceId,
    id,
    objectiveId: nullable(uuid),
    keyResultId: nullable(uuid),
    missing: { type: 'text', array: true },
    reason: text,
    byId: nullable(uuid),
    at: instant,
  },
  foreignKeys: [
    inWorkspace('publish_waivers'),
    belongsTo('objectives', 'objectiveId', 'publish_waivers_objective_fk'),
    belongsTo('key_results', 'keyResultId', 'publish_waivers_key_result_fk'),
    belongsTo('members', 'byId', 'publish_waivers_by_fk'),
  ],
  checks: [{ name: 'publish_waivers_one_ck', expression: 'num_nonnulls(objective_id, key_result_id) = 1' }],
  indices: [
    {
      name: 'publish_waivers_objective',
      columns: ['workspaceId', 'objectiveId'],
      where: 'objective_id IS NOT NULL',
    },
    {
      name: 'publish_waivers_key_result',
      columns: ['workspaceId', 'keyResultId'],
      where: 'key_result_id IS NOT NULL',
    },
  ],
})
