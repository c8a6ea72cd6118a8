import { useQuery } from '@tanstack/react-query'
import { ifMatch, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

export type TeamWeekly = components['schemas']['TeamWeekly']

/** What a team speaks about this week, in one request. */
export function useWeekly(teamId: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['one-on-ones', 'weekly', teamId],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/teams/{id}/weekly', { params: { path: { id: teamId } }, signal })),
    refetchInterval: 20_000,
  })
}

/** Saves the notes of the team against the version they were read at. */
export function useSaveWeeklyNotes(id: string) {
  const api = useApi()
  return (text: string, version: number) =>
    read(
      api.PUT('/v1/teams/{id}/weekly/notes', {
        params: { path: { id }, header: ifMatch(`"${version}.${version}.typed"`) },
        body: { text },
      }),
    )
}

/** Closes the weekly: its notes are kept, the next begins. */
export function useCloseWeekly({ id, meetings }: Pick<TeamWeekly, 'id' | 'meetings'>) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (_: null, once) =>
      read(
        api.POST('/v1/teams/{id}/weekly/meetings', {
          params: { path: { id }, header: once },
          body: { after: meetings },
        }),
      ),
    touches: [['one-on-ones']],
    done: () => t('oneOnOne.closed'),
    undo: ({ id: meetingId }, _, once) =>
      read(
        api.POST('/v1/teams/{id}/weekly/meetings/{meetingId}/reopen', {
          params: { path: { id, meetingId }, header: once },
        }),
      ),
    failed: () => t('oneOnOne.notClosed'),
  })
}
