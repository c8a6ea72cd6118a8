import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  id,
  instant,
  int,
  inWorkspace,
  json,
  nullable,
  revision,
  text,
  uuid,
  version,
  workspaceId,
} from '../database/columns.ts'

/** An archive of the workspace that an admin asked for: theirs alone, since it holds what they see. */
export interface ExportRow {
  workspaceId: string
  id: string
  requestedBy: string
  requestedAt: Date
  /** Of whom it is; null: of the workspace. */
  memberId: string | null
  /** waiting → ready → expired; refused: whoever asked was no admin any more. */
  state: 'waiting' | 'ready' | 'refused' | 'expired'
  madeAt: Date | null
  expiresAt: Date | null
  bytes: string
  /** Whether it is small enough to be taken back. */
  fits: boolean
  counts: Record<string, number>
  omitted: Record<string, number>
  version: number
  revision: number
}

export const ExportEntity = new EntitySchema<ExportRow>({
  name: 'exports',
  tableName: 'exports',
  columns: {
    workspaceId,
    id,
    requestedBy: uuid,
    requestedAt: instant,
    memberId: nullable(uuid),
    state: text,
    madeAt: nullable(instant),
    expiresAt: nullable(instant),
    bytes: { type: 'bigint' },
    fits: { type: 'boolean', default: true },
    counts: { ...json, default: {} },
    omitted: { ...json, default: {} },
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('exports'),
    belongsTo('members', 'requestedBy', 'exports_requested_fk'),
    belongsTo('members', 'memberId', 'exports_member_fk'),
  ],
  checks: [{ name: 'exports_state_ck', expression: `state IN ('waiting', 'ready', 'refused', 'expired')` }],
})

/** A piece of an archive. */
export interface ExportPartRow {
  workspaceId: string
  exportId: string
  seq: number
  bytes: Buffer
}

export const ExportPartEntity = new EntitySchema<ExportPartRow>({
  name: 'export_parts',
  tableName: 'export_parts',
  columns: {
    workspaceId,
    exportId: { ...uuid, primary: true },
    seq: { ...int, primary: true },
    bytes: { type: 'bytea' },
  },
  foreignKeys: [inWorkspace('export_parts'), belongsTo('exports', 'exportId', 'export_parts_export_fk')],
})
