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
  q?: string
  outcome?: 'done' | 'refused'
  since?: string
  until?: string
}

// A button of a card in chat ('chat.morning.take') is found by its card, too.
const named = `(operation = ANY(string_to_array($4, ','))
      OR split_part(operation, '.', 1) || '.' || split_part(operation, '.', 2) = ANY(string_to_array($4, ',')))`

// A refusal is a status of 400 and above.
const statement = `
  SELECT id, at, member_id AS "memberId", credential, operation, status, code, subject_id AS "subjectId", surface,
    trace_id AS "traceId", archive_of AS "archiveOf"
  FROM audit_log
  WHERE workspace_id = $1 AND ($2::uuid IS NULL OR member_id = $2) AND ($3::uuid IS NULL OR subject_id = $3)
    AND ($4::text IS NULL OR ${named}) AND ($5::timestamptz IS NULL OR (at, id) < ($5, $6::uuid))
    AND ($8::text IS NULL OR position(lower($8) IN lower(operation)) > 0)
    AND ($9::text IS NULL OR (status >= 400) = ($9 = 'refused'))
    AND ($10::timestamptz IS NULL OR at >= $10) AND ($11::timestamptz IS NULL OR at < $11)
  ORDER BY at DESC, id DESC LIMIT $7`

/** Every write of the workspace, refused ones included, the newest first. */
export async function listAuditLog(
  tx: Tx,
  actor: Actor,
  query: AuditQuery,
): Promise<{ data: AuditLineDto[]; nextCursor: string | null }> {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'audit-log', filters, cursor)
  const { memberId, subjectId, operation, q, outcome, since, until } = query
  const about = [memberId, subjectId, operation, after?.[0], after?.[1]]
  const narrowed = [q, outcome, since, until]
  const found = await rows<AuditRow>(tx, statement, [
    actor.workspaceId,
    ...about.map((value) => value ?? null),
    limit + 1,
    ...narrowed.map((value) => value ?? null),
  ])
  const { data, nextCursor } = page(actor, 'audit-log', query, found, (row) => [row.at.toISOString(), row.id])
  return { data: data.map(toLine), nextCursor }
}

function toLine({ at, archiveOf, ...row }: AuditRow): AuditLineDto {
  return { ...row, at: at.toISOString(), archiveOf: archiveOf?.toISOString() ?? null }
}
