import { type QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { type Api, read } from './client.ts'
import { keepLive } from './live.ts'
import type { components } from './schema.gen.ts'

const ApiInUse = createContext<Api | undefined>(undefined)

/** Makes the client and its cache known to everything below. */
export function ApiProvider(props: { api: Api; queries: QueryClient; children: ReactNode }) {
  return (
    <QueryClientProvider client={props.queries}>
      <ApiInUse.Provider value={props.api}>{props.children}</ApiInUse.Provider>
    </QueryClientProvider>
  )
}

/** The typed client. */
export function useApi(): Api {
  const api = useContext(ApiInUse)
  if (!api) throw new Error('useApi needs an ApiProvider above it.')
  return api
}

export type Me = components['schemas']['Me']

/** Who is signed in, and what they may see. */
export function useMe() {
  const api = useApi()
  return useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => read(api.GET('/v1/me', { signal })),
    staleTime: 60_000,
  })
}

/** Follows what others do, once it is known who is here. */
export function useLive(known: boolean): void {
  const api = useApi()
  const queries = useQueryClient()
  useEffect(() => (known ? keepLive(api, queries) : undefined), [known, api, queries])
}

export type Unfolded = Me['unfolded'][number]
export type Part = Unfolded['part']

/** Whether a part of the product is there by now: navigation and forms ask this and nothing else. */
export function useUnfolded(): (part: Part) => boolean {
  const { data } = useMe()
  const there = new Set(data?.unfolded.map(({ part }) => part))
  return (part) => there.has(part)
}
