import { useQuery } from '@tanstack/react-query'
import { ifVersion, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Directory = Schemas['Directory']
export type DirectoryChange = Schemas['DirectoryChange']
export type LeaderSuggestion = Schemas['LeaderSuggestion']

const key = ['directory'] as const

/** How the directory is followed; asked again now and then, for the worker reads it meanwhile. */
export function useDirectory() {
  const api = useApi()
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read(api.GET('/v1/directory', { signal })),
    refetchInterval: ({ state }) => (state.data?.on && !state.data.syncedAt ? 3000 : 60_000),
  })
}

/** Turns it on or off, or says otherwise who comes; a form shows its own problems. */
export function useChangeDirectory(before: Directory) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: DirectoryChange) =>
      read(api.PATCH('/v1/directory', { params: { header: ifVersion(before) }, body })),
    touches: [key],
    done: ({ on }) => t(on ? 'directory.isOn' : 'directory.isOff'),
  })
}

/** Asks the directory now. */
export function useLookNow() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (_: object, once) => read(api.POST('/v1/directory/look', { params: { header: once } })),
    touches: [key],
    done: () => t('directory.looking'),
  })
}

/** Lets the memberships end that were held back; there is no way back. */
export function useLetEnd() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (_: object, once) => read(api.POST('/v1/directory/let-end', { params: { header: once } })),
    touches: [key, ['members'], ['teams']],
    done: () => t('directory.ending'),
  })
}

/** Makes a suggested person the leader of their team: the admin's own deed. */
export function useMakeLeader() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: ({ team, member }: LeaderSuggestion, once) =>
      read(
        api.POST('/v1/teams/{id}/members', {
          params: { path: { id: team.id }, header: once },
          body: { memberId: member.id, role: 'leader' },
        }),
      ),
    touches: [key, ['teams'], ['members']],
    done: (_, { team, member }) => t('directory.leads', { name: member.name, team: team.name }),
  })
}
