import { QueryClient } from '@tanstack/react-query'
import { isPassing } from './problem.ts'

const retries = 2
const retry = (failures: number, failure: unknown) => failures < retries && isPassing(failure)

/**
 * The cache behind every screen. What was read is shown at once and asked again after 15 s, on focus and after
 * an action; unchanged replies cost a 304. A refusal (4xx) is shown, not repeated.
 */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry,
        networkMode: 'always',
      },
      // Offline is said at once: an action that waits unseen is one that people believe was done.
      mutations: { retry, networkMode: 'always' },
    },
  })
}
