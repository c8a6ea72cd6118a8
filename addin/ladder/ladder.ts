import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

export type Ladder = components['schemas']['Ladder']

/** Where the people of a goal stand, as far as the reader may know. */
export function useLadder(objectiveId: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['objectives', objectiveId, 'ladder'],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/objectives/{id}/ladder', { params: { path: { id: objectiveId } }, signal })),
  })
}

/** Writes the why back in one's own words. */
export function useWriteWhyBack(objectiveId: string) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (words: string, once) =>
      read(
        api.POST('/v1/objectives/{id}/own-words', {
          params: { path: { id: objectiveId }, header: once },
          body: { words },
        }),
      ),
    touches: [['objectives', objectiveId], ['board']],
    done: () => t('ladder.written'),
  })
}
