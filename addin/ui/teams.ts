import { useQuery } from '@tanstack/react-query'
import { type Api, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'

export type TeamSummary = components['schemas']['TeamSummary']

/** All open teams in sight, by name; there may be more than one page of them. */
export function useTeams() {
  const api = useApi()
  return useQuery({
    queryKey: ['teams', 'all'],
    queryFn: ({ signal }) => allTeams(api, signal),
    staleTime: 5 * 60_000,
  })
}

async function allTeams(api: Api, signal: AbortSignal): Promise<TeamSummary[]> {
  const found: TeamSummary[] = []
  let cursor: string | null = null
  do {
    const query: { limit: number; cursor?: string } = { limit: 200, ...(cursor && { cursor }) }
    const page = await read(api.GET('/v1/teams', { params: { query }, signal }))
    found.push(...page.data)
    cursor = page.nextCursor
  } while (cursor)
  return found
}
