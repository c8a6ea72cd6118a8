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

export type ExternalKind = 'objective' | 'key_result'

/** What an item is called in the system that its figures come from; an item may be known to several. */
export interface ExternalIdRow {
  workspaceId: string
  id: string
  kind: ExternalKind
  source: string
  externalId: string
  objectiveId: string | null
  keyResultId: string | null
  createdAt: Date
  /** The key that used this name last. */
  keyId: string | null
}

export const ExternalIdEntity = new EntitySchema<ExternalIdRow>({
  name: 'external_ids',
  tableName: 'external_ids',
  columns: {
    workspaceId,
    id,
    kind: text,
    source: text,
    externalId: text,
    objectiveId: nullable(uuid),
    keyResultId: nullable(uuid),
    createdAt: instant,
    keyId: nullable(uuid),
  },
  foreignKeys: [
    inWorkspace('external_ids'),
    belongsTo('objectives', 'objectiveId', 'external_ids_objective_fk'),
    belongsTo('key_results', 'keyResultId', 'external_ids_key_result_fk'),
    belongsTo('keys', 'keyId', 'external_ids_key_fk'),
  ],
  checks: [
    { name: 'external_ids_subject_ck', expression: 'num_nonnulls(objective_id, key_result_id) = 1' },
    { name: 'external_ids_kind_ck', expression: `kind IN ('objective', 'key_result')` },
  ],
  indices: [
    { name: 'external_ids_name', columns: ['workspaceId', 'externalId', 'source', 'kind'] },
    { name: 'external_ids_objective', columns: ['workspaceId', 'objectiveId'] },
    { name: 'external_ids_key_result', columns: ['workspaceId', 'keyResultId'] },
  ],
})
