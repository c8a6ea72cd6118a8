import { useInfiniteQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Win = Schemas['Win']
export type NewWin = Schemas['NewWin']

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
  const about = [subject?.number && `#${subject.number}`, subject?.title].filter(Boolean).join(' ')
  return what ?? t(`win.found.${foundBy}`, { what: about || '…' })
}
