import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Win = Schemas['Win']
export type NewWin = Schemas['NewWin']
type Subject = Schemas['WinSubject']

/** Wins, the newest first, page by page. */
export function useWins() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['wins', 'all'],
    initialPageParam: '',
    queryFn: ({ signal, pageParam: cursor }) => {
      const query = { limit: 20, ...(cursor && { cursor }) }
      return read(api.GET('/v1/wins', { params: { query }, signal }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

/** Logs a win by hand; the undo takes it back. */
export function useLogWin() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: NewWin, once) => read(api.POST('/v1/wins', { params: { header: once }, body })),
    touches: [['wins'], ['my-week'], ['board']],
    done: ({ what }) => t('win.logged', { what }),
    undo: ({ id }, _, once) =>
      read(api.POST('/v1/wins/{id}/take-back', { params: { path: { id }, header: once } })),
  })
}

/** What a win is called: its own words, or those of what it is about. */
export function useWinTitle({ what, foundBy, subject }: Win): string {
  const { t } = useStrings()
  const about = useSubjectTitle(what === null ? subject : null)
  return what ?? t(`win.found.${foundBy}`, { what: about })
}

/** The title of what a win is about, once it is known. */
function useSubjectTitle(subject: Subject | null): string {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['wins', 'subject', subject],
    enabled: subject !== null,
    staleTime: 5 * 60_000,
    queryFn: async ({ signal }) => {
      const { kind, id } = subject!
      const asked = { params: { path: { id } }, signal }
      if (kind === 'objective') return (await read(api.GET('/v1/objectives/{id}', asked))).title
      if (kind === 'key_result') return (await read(api.GET('/v1/key-results/{id}', asked))).title
      if (kind === 'step') return (await read(api.GET('/v1/steps/{id}', asked))).text
      const { number, title } = await read(api.GET('/v1/barriers/{id}', asked))
      return [number && `#${number}`, title].filter(Boolean).join(' ')
    },
  })
  return data ?? '…'
}
