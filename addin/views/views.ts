import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ifVersion, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { go } from '../ui/navigation.ts'
import { pathTo } from '../ui/places.ts'

type Schemas = components['schemas']
export type SavedView = Schemas['SavedView']
export type Filters = Schemas['ViewFilters']
export type ViewItem = Schemas['ViewItem']
export type ViewSort = SavedView['sort']

/** What a list shows, and in which order. */
export interface Looking {
  filters: Filters
  sort: ViewSort
}

export const shows = ['mine', 'overdue', 'stale', 'at_risk', 'unaligned'] as const

/** The views that everybody has; `all` is the one that narrows nothing. */
export const builtIn = [...shows, 'all'] as const

/** What a view of everybody shows; undefined for an id that names none. */
export function builtInLooking(id: string): Looking | undefined {
  if (id === 'all') return { filters: {}, sort: 'title' }
  const show = shows.find((one) => one === id)
  return show && { filters: { show }, sort: show === 'overdue' || show === 'stale' ? 'checkedIn' : 'title' }
}

const atOnce = 50

/** The goals and measures of a list, a page at a time. */
export function useItems({ filters, sort }: Looking) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['views', 'items', filters, sort],
    initialPageParam: '',
    queryFn: ({ signal, pageParam: cursor }) => {
      const query = { limit: atOnce, ...filters, sort, ...(cursor && { cursor }) }
      return read(api.GET('/v1/views/items', { params: { query }, signal }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (before) => before,
  })
}

/** The views that somebody named. */
export function useSavedViews() {
  const api = useApi()
  return useQuery({
    queryKey: ['views', 'saved'],
    queryFn: ({ signal }) => read(api.GET('/v1/views', { params: { query: { limit: 200 } }, signal })),
  })
}

const touches = [['views', 'saved']]
const header = (view: SavedView) => ({ path: { id: view.id }, header: ifVersion(view) })

/** Keeps what is shown under a name, and goes there; the undo forgets it again. */
export function useSaveView() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: Schemas['NewView'], once) => read(api.POST('/v1/views', { params: { header: once }, body })),
    touches,
    done: ({ name }) => t('views.saved', { name }),
    undo: async (view) => {
      await read(api.DELETE('/v1/views/{id}', { params: header(view) }))
      go(pathTo('views'))
    },
  })
}

/** Renames a view, or has it show something else; the undo puts back what it was. */
export function useChangeView(before: SavedView) {
  const api = useApi()
  const { t } = useStrings()
  const patch = (at: SavedView, body: Schemas['ViewChange']) =>
    read(api.PATCH('/v1/views/{id}', { params: header(at), body }))
  return useAction({
    run: (body: Schemas['ViewChange']) => patch(before, body),
    touches,
    done: ({ name }) => t('item.edited', { title: name }),
    undo: ({ version, revision }) => {
      const { name, filters, sort } = before
      return patch({ ...before, version, revision }, { name, filters, sort })
    },
  })
}

/** Forgets a view; the undo keeps the same once more. */
export function useRemoveView(view: SavedView) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: async (_: string) => {
      await read(api.DELETE('/v1/views/{id}', { params: header(view) }))
      go(pathTo('views'))
    },
    touches,
    done: () => t('views.removed', { name: view.name }),
    undo: (_, __, once) => {
      const { name, filters, sort } = view
      return read(api.POST('/v1/views', { params: { header: once }, body: { name, filters, sort } }))
    },
  })
}
