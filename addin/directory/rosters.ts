import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

export type Roster = components['schemas']['Roster']

const key = ['directory', 'rosters'] as const

/** The teams of Microsoft Teams that have the app. */
export function useRosters() {
  const api = useApi()
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read(api.GET('/v1/directory/rosters', { signal })),
  })
}

/** Lets its people into a team here, or no more of them (null). */
export function useLinkRoster({ id, name }: Roster) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (teamId: string | null, once) =>
      read(
        api.POST('/v1/directory/rosters/{id}/link', {
          params: { path: { id }, header: once },
          body: { teamId },
        }),
      ),
    touches: [key, ['members'], ['teams']],
    done: (_, teamId) => t(teamId ? 'rosters.linked' : 'rosters.unlinked', { name }),
  })
}
