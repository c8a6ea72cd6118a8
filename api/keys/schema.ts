import Type, { type Static } from 'typebox'
import { closed, Id, Instant, line, oneOf, orNull, pageOf, Revision, ref, Version } from '../http/schema.ts'

/** The words there are stand in the operations of the API: app.ts gathers them. */
export const scopeSchema = (scopes: readonly string[]) =>
  Type.String({ enum: [...scopes], $id: 'Scope', description: 'What a key may do: resource and right.' })
const Scope = Type.Unsafe<string>(Type.Ref('Scope'))

const teamIds = Type.Array(Id, {
  maxItems: 50,
  uniqueItems: true,
  description: 'Private teams it sees. Teams that are not private are seen by every key that may read.',
})

const granted = {
  name: line(100, { description: 'What it is for, to recognise it by.' }),
  scopes: Type.Array(Scope, { minItems: 1, maxItems: 100, uniqueItems: true }),
}
export const Key = closed(
  {
    id: Id,
    kind: oneOf(['secret', 'application']),
    ...granted,
    teamIds: Type.Array(Id),
    hint: orNull(Type.String({ description: 'The first characters of the secret.' })),
    applicationId: orNull(Type.String({ format: 'uuid', description: 'Application (client) id in Entra.' })),
    state: oneOf(['active', 'expired', 'revoked']),
    createdBy: Id,
    createdAt: Instant,
    expiresAt: Instant,
    lastUsedAt: orNull(Type.String({ format: 'date-time', description: 'To the hour.' })),
    revokedAt: orNull(Instant),
    revokedBy: orNull(Id),
    version: Version,
    revision: Revision,
  },
  {
    $id: 'Key',
    description: 'What may act for an integration. The secret itself is shown once and never kept.',
  },
)
export const KeyPage = pageOf(Key)

export const NewKey = closed(
  {
    ...granted,
    teamIds: Type.Optional(teamIds),
    expiresAt: Type.Optional(
      Type.String({ format: 'date-time', description: 'At most a year from now; 90 days when left out.' }),
    ),
    applicationId: Type.Optional(
      Type.String({
        format: 'uuid',
        description: 'Instead of a secret: an application that signs in through Entra with its own token.',
      }),
    ),
  },
  { $id: 'NewKey', description: 'A key to be made.' },
)

export const MadeKey = closed(
  {
    key: ref(Key),
    secret: orNull(Type.String({ description: 'Shown this once. Null for an application.' })),
  },
  { $id: 'MadeKey', description: 'The new key, with its secret.' },
)

export type KeyDto = Static<typeof Key>
export type NewKeyInput = Static<typeof NewKey>
export type MadeKeyDto = Static<typeof MadeKey>
export const keySchemas = [Key, KeyPage, NewKey, MadeKey]
