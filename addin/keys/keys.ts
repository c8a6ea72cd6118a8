import { useQuery } from '@tanstack/react-query'
import { ifVersion, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Key = Schemas['Key']
export type NewKey = Schemas['NewKey']
export type Scope = Schemas['Scope']

/** What a key may be given here, in the order in which it is offered; each has its words in the catalogues. */
export const scopes = [
  'check-ins:write',
  'check-ins:read',
  'key-results:read',
  'key-results:write',
  'objectives:read',
  'objectives:write',
  'barriers:read',
  'steps:read',
  'wins:read',
  'planning-rounds:read',
  'comments:read',
  'comments:write',
  'boards:read',
  'changes:read',
  'teams:read',
  'members:read',
  'cycles:read',
  'workspaces:read',
  'audit-log:read',
  'webhooks:read',
  'webhooks:write',
] as const satisfies readonly Scope[]

/** What most keys are for. */
export const usual = {
  numbers: ['check-ins:write', 'key-results:read'],
  reading: scopes.filter(
    (scope) => scope.endsWith(':read') && !['audit-log:read', 'webhooks:read'].includes(scope),
  ),
} satisfies Record<string, readonly Scope[]>

/** The keys, the newest first; an installation has a hundred at the most at work. */
export function useKeys() {
  const api = useApi()
  return useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => read(api.GET('/v1/keys', { params: { query: { limit: 200 } }, signal })),
  })
}

/** Makes a key; the reply holds the secret, which nobody sees again. */
export function useMakeKey() {
  const api = useApi()
  return useAction({
    run: (body: NewKey, once) => read(api.POST('/v1/keys', { params: { header: once }, body })),
    touches: [['keys']],
  })
}

/** Ends a key; there is no way back. */
export function useEndKey(key: Key) {
  const api = useApi()
  const { t } = useStrings()
  const params = { path: { id: key.id }, header: ifVersion(key) }
  return useAction({
    run: (_: Record<string, never>) => read(api.DELETE('/v1/keys/{id}', { params })),
    touches: [['keys']],
    done: () => t('keys.ended', { name: key.name }),
  })
}
