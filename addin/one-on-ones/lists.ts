import { useInfiniteQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { oneOnOneKey } from './one-on-one.ts'

/** The one-on-ones of whoever looks. */
export function useOneOnOnes() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['one-on-ones', 'list'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      read(api.GET('/v1/one-on-ones', { params: { query: pageParam ? { cursor: pageParam } : {} }, signal })),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

/** The meetings of the past, the last one first. */
export function useMeetings(id: string) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...oneOnOneKey(id), 'meetings'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 10, ...(pageParam && { cursor: pageParam }) }
      return read(api.GET('/v1/one-on-ones/{id}/meetings', { params: { path: { id }, query }, signal }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

/** The weeklies of the past, the last one first. */
export function useWeeklies(teamId: string) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['one-on-ones', 'weekly', teamId, 'meetings'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 10, ...(pageParam && { cursor: pageParam }) }
      return read(
        api.GET('/v1/teams/{id}/weekly/meetings', { params: { path: { id: teamId }, query }, signal }),
      )
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}
