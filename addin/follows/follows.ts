import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Follow = Schemas['Follow']
export type Followed = Schemas['NewFollow']['subject']

const touches = [['follows']]

/** Whether I follow an item. */
export function useFollow(subjectId: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['follows', subjectId],
    queryFn: async ({ signal }) => {
      const query = { subjectId, limit: 1 }
      return (await read(api.GET('/v1/follows', { params: { query }, signal }))).data[0] ?? null
    },
  })
}

/** What I follow that moved since I looked. */
export function useMoved() {
  const api = useApi()
  return useQuery({
    queryKey: ['follows', 'moved'],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/follows', { params: { query: { moved: true, limit: 20 } }, signal })),
  })
}

/** Follows an item; the undo ends it. */
export function useBeginFollowing() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (subject: Followed, once) =>
      read(api.POST('/v1/follows', { params: { header: once }, body: { subject } })),
    touches,
    done: ({ subject }) => t('follow.begun', { title: subject.title }),
    undo: ({ id }, _, once) =>
      read(api.POST('/v1/follows/{id}/end', { params: { path: { id }, header: once } })),
  })
}

/** Follows no more; the undo begins again. */
export function useEndFollowing() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: ({ id }: Follow, once) =>
      read(api.POST('/v1/follows/{id}/end', { params: { path: { id }, header: once } })),
    touches,
    done: (_, { subject }) => t('follow.ended', { title: subject.title }),
    undo: (_, { subject: { kind, id } }, once) =>
      read(api.POST('/v1/follows', { params: { header: once }, body: { subject: { kind, id } } })),
  })
}

/** Has looked at all that is shown; the undo shows it again. */
export function useLooked() {
  const api = useApi()
  const { t } = useStrings()
  const look = (looks: Schemas['Looked']['looks'], header: { 'idempotency-key': string }) =>
    read(api.POST('/v1/follows/looked', { params: { header }, body: { looks } }))
  return useAction({
    // What came in after the list was read is still news: each is looked at until its latest movement.
    run: (follows: Follow[], once) =>
      look(
        follows.map(({ id, moved, lookedAt }) => ({ id, at: moved?.at ?? lookedAt })),
        once,
      ),
    touches,
    done: () => t('follow.looked'),
    undo: (_, follows, once) =>
      look(
        follows.map(({ id, lookedAt }) => ({ id, at: lookedAt })),
        once,
      ),
  })
}
