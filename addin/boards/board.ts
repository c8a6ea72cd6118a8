import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'

type Schemas = components['schemas']
export type TeamBoard = Schemas['TeamBoard']
export type BoardObjective = Schemas['BoardObjective']
export type BoardKeyResult = Schemas['BoardKeyResult']

/** A team's board of the cycle that is running. */
export function useBoard(teamId: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['board', teamId],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/teams/{id}/board', { params: { path: { id: teamId } }, signal })),
  })
}
