import { useQuery, useQueryClient } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { oneOnOneKey } from './one-on-one.ts'

/** Whom the addresses of an item name, and the one-on-one with that person, in one request. `shut`: no private notes. */
export function useMeet(addresses: string[], shut: boolean) {
  const api = useApi()
  const queries = useQueryClient()
  return useQuery({
    queryKey: ['meet', addresses, shut],
    queryFn: async ({ signal }) => {
      const body = { addresses, privateNotes: !shut }
      const met = await read(api.POST('/v1/one-on-ones/meet', { body, signal }))
      if (met.oneOnOne) queries.setQueryData(oneOnOneKey(met.oneOnOne.id), met.oneOnOne)
      return met
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}
