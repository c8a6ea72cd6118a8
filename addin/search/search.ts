import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'

export type SearchGroup = components['schemas']['SearchGroup']
export type SearchHit = components['schemas']['SearchHit']

/** What the beginnings of the typed words find; the former answer stays until the new one is there. */
export function useSearch(typed: string) {
  const api = useApi()
  const q = typed.trim()
  return useQuery({
    queryKey: ['search', q],
    enabled: q !== '',
    queryFn: ({ signal }) => read(api.GET('/v1/search', { params: { query: { q, limit: 6 } }, signal })),
    placeholderData: (before) => before,
  })
}

const kept = 'footbridge.noSlashKey'

/** Whether the single key / opens the search; some people's helpers type it by themselves, so it can be off. */
export function slashKeyIsOn(): boolean {
  return window.localStorage.getItem(kept) === null
}

export function switchSlashKey(on: boolean) {
  if (on) window.localStorage.removeItem(kept)
  else window.localStorage.setItem(kept, 'off')
}
