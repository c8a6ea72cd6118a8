import Type, { type Static } from 'typebox'
import { closed, Id, Instant, oneOf, orNull, pageOf, Revision, Version } from '../http/schema.ts'

const Counts = Type.Record(Type.String({ maxLength: 63 }), Type.Integer({ minimum: 0 }))

export const Export = closed(
  {
    id: Id,
    state: oneOf(['waiting', 'ready', 'refused', 'expired'], {
      description: 'refused: whoever asked for it was no admin any more when its turn came.',
    }),
    memberId: orNull(Type.String({ format: 'uuid', description: 'Of whom it is; null: of the workspace.' })),
    requestedAt: Instant,
    madeAt: orNull(Instant),
    expiresAt: orNull(Type.String({ format: 'date-time', description: 'Until then it can be had.' })),
    bytes: Type.Integer({ minimum: 0 }),
    fits: Type.Boolean({ description: 'Whether it is small enough for an import to take it.' }),
    counts: Type.Unsafe<Record<string, number>>({ ...Counts, description: 'Rows in it, by table.' }),
    omitted: Type.Unsafe<Record<string, number>>({
      ...Counts,
      description: 'Rows that stay away as whoever asked does not see them, by table.',
    }),
    version: Version,
    revision: Revision,
  },
  {
    $id: 'Export',
    description: 'An archive of the workspace or of one person, for whoever asked for it alone.',
  },
)

export const ExportPage = pageOf(Export)

export type ExportDto = Static<typeof Export>
export const exportSchemas = [Export, ExportPage]
