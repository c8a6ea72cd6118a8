import { EntitySchema } from 'typeorm'
import {
  id,
  instant,
  int,
  inWorkspace,
  json,
  nullable,
  text,
  uuid,
  workspaceId,
} from '../database/columns.ts'

export interface AuditRow {
  workspaceId: string
  id: string
  at: Date
  memberId: string | null
  credential: string
  operation: string
  status: number
  code: string | null
  subjectId: string | null
  surface: string
  traceId: string
  /** When the archive was made with which the line came; null for what happened here. */
  archiveOf: Date | null
}

export const AuditEntity = new EntitySchema<AuditRow>({
  name: 'audit_log',
  tableName: 'audit_log',
  columns: {
    workspaceId,
    id,
    at: instant,
    memberId: nullable(uuid),
    credential: text,
    operation: text,
    status: int,
    code: nullable(text),
    subjectId: nullable(uuid),
    surface: text,
    traceId: text,
    archiveOf: nullable(instant),
  },
  foreignKeys: [inWorkspace('audit_log')],
  indices: [
    { name: 'audit_log_recent', columns: ['workspaceId', 'at'] },
    { name: 'audit_log_member', columns: ['workspaceId', 'memberId', 'at'] },
    { name: 'audit_log_subject', columns: ['workspaceId', 'subjectId', 'at'] },
  ],
})

export interface IdempotencyRow {
  workspaceId: string
  credential: string
  operation: string
  key: string
  hash: string
  status: number
  headers: Record<string, string>
  body: string
  /** Whose matter it was; null in replies that were kept before this was noted. */
  teams: string[] | null
  createdAt: Date
}

export const IdempotencyEntity = new EntitySchema<IdempotencyRow>({
  name: 'idempotency',
  tableName: 'idempotency',
  columns: {
    workspaceId,
    credential: { ...text, primary: true },
    operation: { ...text, primary: true },
    key: { ...text, primary: true },
    hash: text,
    status: int,
    headers: json,
    body: text,
    teams: { type: 'uuid', array: true, nullable: true },
    createdAt: instant,
  },
  foreignKeys: [inWorkspace('idempotency')],
  indices: [{ name: 'idempotency_age', columns: ['workspaceId', 'createdAt'] }],
})
