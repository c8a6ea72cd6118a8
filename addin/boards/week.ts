import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'

type Schemas = components['schemas']
export type MyWeek = Schemas['MyWeek']
export type MyCheckIn = Schemas['MyCheckIn']
export type MyPath = Schemas['MyPath']
export type LedTo = Schemas['LedTo']

/** Everything that is mine this week. */
export function useMyWeek() {
  const api = useApi()
  return useQuery({
    queryKey: ['my-week'],
    queryFn: ({ signal }) => read(api.GET('/v1/my-week', { signal })),
  })
}
