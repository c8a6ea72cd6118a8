import { send, type Tx } from '../database/transaction.ts'
import { newId } from '../ids.ts'
import type { Actor } from './actor.ts'

/** What the audit log says of one write: ids and words of ours, never what people wrote. */
export interface Audited {
  operation: string
  status: number
  code: string | null
  subject: string | null
}

/** Appends one line to the audit log; the application roles can only ever insert there. */
export function audit(tx: Tx, actor: Actor, { operation, status, code, subject }: Audited): void {
  send(
    tx,
    `INSERT INTO audit_log (workspace_id, id, at, member_id, credential, operation, status, code, subject_id, surface,
      trace_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      actor.workspaceId,
      newId(actor.now),
      actor.now,
      actor.memberId,
      actor.credential,
      operation,
      status,
      code,
      subject,
      actor.surface,
      actor.traceId,
    ],
  )
}
