import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import type { AuditRow } from '../http/entity.ts'
import type { AuditLineDto } from './schema.ts'

export interface AuditQuery {
  limit: number
  cursor?: string
  memberId?: string
  subjectId?: string
  operation?: string
}

const statement = `
  SELECT id, at, member_id AS "memberId", credential, operation, status, code, subject_id AS "subjectId", surface,
    trace_id AS "traceId"
  FROM audit_log
  WHERE workspace_id = $1 AND ($2::uuid IS NULL OR member_id = $2) AND ($3::uuid IS NULL OR subject_id = $3)
    AND ($4::text IS NULL OR operation = $4) AND ($5::timestamptz IS NULL OR (at, id) < ($5, $6::uuid))
  ORDER BY at DESC, id DESC LIMIT $7`

/** Every write of the workspace, refused ones included, the newest first. */
export async function listAuditLog(
  tx: Tx,
  actor: Actor,
  query: AuditQuery,
): Promise<{ data: AuditLineDto[]; nextCursor: string | null }> {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'audit-log', filters, cursor)
  const found = await rows<AuditRow>(tx, statement, [
    actor.workspaceId,
    query.memberId ?? null,
    query.subjectId ?? null,
    query.operation ?? null,
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit + 1,
  ])
  const { data, nextCursor } = page(actor, 'audit-log', query, found, (row) => [row.at.toISOString(), row.id])
  return { data: data.map((row) => ({ ...row, at: row.at.toISOString() })), nextCursor }
}
