import { listAuditLog } from '../../audit-log/audit-log.ts'
import { type AuditLineDto, auditFilters } from '../../audit-log/schema.ts'
import { listExport } from '../list.ts'

/** Who wrote what, refused writes included. */
export const auditLogFile = listExport<AuditLineDto>({
  name: 'audit-log',
  operationId: 'exportAuditLog',
  summary: 'The audit log as a file',
  who: ['admin'],
  scopes: ['audit-log:read'],
  filters: auditFilters,
  read: listAuditLog,
  columns: [
    { heading: 'at', of: ({ at }) => at },
    { heading: 'member', of: ({ memberId }) => memberId, refers: 'member' },
    { heading: 'memberId', of: ({ memberId }) => memberId },
    { heading: 'credential', of: ({ credential }) => credential },
    { heading: 'operation', of: ({ operation }) => operation },
    { heading: 'status', of: ({ status }) => status },
    { heading: 'code', of: ({ code }) => code },
    { heading: 'subjectId', of: ({ subjectId }) => subjectId },
    { heading: 'surface', of: ({ surface }) => surface },
    { heading: 'traceId', of: ({ traceId }) => traceId },
    { heading: 'archiveOf', of: ({ archiveOf }) => archiveOf },
    { heading: 'id', of: ({ id }) => id },
  ],
})
