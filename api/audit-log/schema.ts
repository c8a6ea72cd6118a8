import Type, { type Static } from 'typebox'
import { closed, Id, Instant, orNull, pageOf } from '../http/schema.ts'

export const AuditLine = closed(
  {
    id: Id,
    at: Instant,
    memberId: orNull(Id),
    credential: Type.String({ description: 'member:<id> or key:<id>.' }),
    operation: Type.String({ description: 'The operationId.' }),
    status: Type.Integer({ description: 'The HTTP status; 4xx was refused.' }),
    code: orNull(Type.String({ description: 'Why it was refused.' })),
    subjectId: orNull(Id),
    surface: Type.String(),
    traceId: Type.String(),
  },
  { $id: 'AuditLine', description: 'One write, done or refused. Ids and our words only.' },
)

export const AuditLinePage = pageOf(AuditLine)

export type AuditLineDto = Static<typeof AuditLine>
export const auditSchemas = [AuditLine, AuditLinePage]
