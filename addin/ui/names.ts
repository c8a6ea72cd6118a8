import { useQueries, useQueryClient } from '@tanstack/react-query'
import { type Api, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'

const staleTime = 5 * 60_000
const atOnce = 100

/** Who is behind ids, also of people who have left; a stroke while that is not known. */
export function useNames(memberIds: readonly (string | null | undefined)[]): (id: string | null) => string {
  const api = useApi()
  const ids = [...new Set(memberIds.filter((id): id is string => Boolean(id)))]
  const found = useQueries({
    queries: ids.map((id) => ({ queryKey: keyOf(id), queryFn: () => lookUp(api, id), staleTime })),
  })
  const names = new Map(ids.map((id, place) => [id, found[place]?.data]))
  return (id) => names.get(id ?? '') ?? '–'
}

/** Notes names that came along with something else, so that nobody asks for them. */
export function useKnownName(): (id: string, name: string) => void {
  const queries = useQueryClient()
  return (id, name) => queries.setQueryData(keyOf(id), name)
}

function keyOf(id: string) {
  return ['names', id]
}

interface Waiting {
  id: string
  tell: (name: string | null) => void
  fail: (failure: unknown) => void
}

// Names that one drawing of the screen asks for go in one request.
const waiting = new WeakMap<Api, Waiting[]>()

function lookUp(api: Api, id: string): Promise<string | null> {
  return new Promise((tell, fail) => {
    const others = waiting.get(api)
    if (others) others.push({ id, tell, fail })
    else {
      waiting.set(api, [{ id, tell, fail }])
      setTimeout(() => void send(api))
    }
  })
}

async function send(api: Api): Promise<void> {
  const all = waiting.get(api) ?? []
  waiting.delete(api)
  const batches = Array.from({ length: Math.ceil(all.length / atOnce) }, (_, i) =>
    all.slice(i * atOnce, (i + 1) * atOnce),
  )
  await Promise.all(batches.map((batch) => sendBatch(api, batch)))
}

async function sendBatch(api: Api, batch: Waiting[]): Promise<void> {
  try {
    const ids = batch.map(({ id }) => id)
    const { data } = await read(api.GET('/v1/members/names', { params: { query: { ids } } }))
    const names = new Map(data.map(({ id, name }) => [id, name]))
    for (const { id, tell } of batch) tell(names.get(id) ?? null)
  } catch (failure) {
    for (const { fail } of batch) fail(failure)
  }
}
