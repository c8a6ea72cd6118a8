import Type, { type Static } from 'typebox'
import { closed, orNull } from '../http/schema.ts'

export const ExternalSource = Type.String({
  maxLength: 40,
  pattern: '^[a-z0-9][a-z0-9._-]*$',
  description: 'The system that the id is of, as `jira` or `azure-devops`.',
})

export const ExternalId = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'What that system calls it.',
})

/** Path parameters of an item by what another system calls it. */
export const ByExternalId = closed({ source: ExternalSource, externalId: ExternalId })
export type ExternalName = Static<typeof ByExternalId>

/** What another system calls an item, as it is shown. */
export const External = closed(
  {
    source: Type.String(),
    externalId: Type.String(),
    fedBy: orNull(Type.String({ description: 'The key that used this name last; null: none yet.' })),
  },
  { $id: 'External', description: 'What the system calls it that its figures come from.' },
)

/** What an item is to be called; null takes the name away. */
export const GivenExternal = closed(
  { source: ExternalSource, externalId: ExternalId },
  { $id: 'GivenExternal', description: 'What another system calls it, in place of what it did before.' },
)
