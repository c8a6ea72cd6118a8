import type { ReactNode } from 'react'
import { ErrorState } from './states.tsx'
import { Waiting } from './waiting.tsx'

interface LoadedProps<T> {
  /** What `useQuery` gave. */
  query: { data: T | undefined; error: unknown; refetch: () => unknown }
  /** Grey lines to show while waiting. */
  lines?: number
  children: (data: T) => ReactNode
}

/** Draws what a query read: its data, or why there is none yet. Old data stays while new is asked for. */
export function Loaded<T>({ query, lines, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorState failure={query.error} onRetry={() => void query.refetch()} />
  return <Waiting {...(lines !== undefined && { lines })} />
}
