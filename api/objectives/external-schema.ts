import Type, { type Static } from 'typebox'
import { closed } from '../http/schema.ts'

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
