import Type, { type Static } from 'typebox'
import { closed, Id, Instant, oneOf, orNull, pageOf } from '../http/schema.ts'

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
    archiveOf: orNull(
      Type.String({
        format: 'date-time',
        description:
          'It came with the archive of this moment, and is what that says; null: it happened here.',
      }),
    ),
  },
  { $id: 'AuditLine', description: 'One write, done or refused. Ids and our words only.' },
)

/** What the log can be searched for: who, what, about what, when, and whether it was refused. */
export const auditFilters = {
  memberId: Type.Optional(Id),
  subjectId: Type.Optional(Id),
  operation: Type.Optional(
    Type.String({ maxLength: 5000, description: 'The operationId, or several with commas between.' }),
  ),
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Any part of an operationId.' })),
  outcome: Type.Optional(oneOf(['done', 'refused'])),
  since: Type.Optional(Instant),
  until: Type.Optional(Type.String({ format: 'date-time', description: 'Before this instant.' })),
}

export const AuditLinePage = pageOf(AuditLine)

export type AuditLineDto = Static<typeof AuditLine>
export const auditSchemas = [AuditLine, AuditLinePage]
