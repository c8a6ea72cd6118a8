import { type Feature, operation } from '../http/operation.ts'
import { closed, paging, ref } from '../http/schema.ts'
import { listAuditLog } from './audit-log.ts'
import { AuditLinePage, auditFilters, auditSchemas } from './schema.ts'

/** Where admins see who changed what. */
export const auditLog: Feature = {
  name: 'audit-log',
  description: 'Who wrote what, refused writes included',
  schemas: auditSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/audit-log',
        operationId: 'listAuditLog',
        summary: 'List every write, the newest first',
        who: ['admin'],
        scopes: ['audit-log:read'],
        query: closed({ ...paging, ...auditFilters }),
        reply: [200, ref(AuditLinePage)],
      },
      ({ tx, actor, query }) => listAuditLog(tx, actor, query),
    ),
  ],
}
