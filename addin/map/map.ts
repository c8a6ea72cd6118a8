import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'

export type MapNode = components['schemas']['MapNode']
export type MapRoot = components['schemas']['MapRoot']
export type Place = { priorityId: string } | { objectiveId: string } | { unlinked: true }

const atOnce = 50

/** Where the map begins. */
export function useMap() {
  const api = useApi()
  return useQuery({
    queryKey: ['map', 'roots'],
    queryFn: ({ signal }) => read(api.GET('/v1/map', { signal })),
  })
}

/** One level of the map, read when it is first opened. */
export function useBranch(place: Place, enabled: boolean) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['map', 'branch', place],
    enabled,
    initialPageParam: '',
    queryFn: ({ signal, pageParam: cursor }) => {
      const where = 'unlinked' in place ? {} : place
      const query = { limit: atOnce, ...where, ...(cursor && { cursor }) }
      return read(api.GET('/v1/map/branches', { params: { query }, signal }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}
