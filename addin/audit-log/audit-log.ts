import { useInfiniteQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components, operations } from '../api/schema.gen.ts'
import type { OperationNames } from './operation-names.ts'

export type AuditLine = components['schemas']['AuditLine']
type Query = NonNullable<operations['listAuditLog']['parameters']['query']>
export type AuditFilters = Pick<Query, 'memberId' | 'operation' | 'q' | 'outcome' | 'since' | 'until'>

/** What is typed: days of the reader's calendar, empty where nothing is asked. */
export interface Looking {
  memberId: string
  q: string
  outcome: '' | 'done' | 'refused'
  from: string
  to: string
}

export const everything: Looking = { memberId: '', q: '', outcome: '', from: '', to: '' }

/**
 * What is typed as the API asks it: the operations that are called so, else a part of the API's own name; whole days, from
 * midnight to midnight of this browser.
 */
export function filtersOf(
  { memberId, q, outcome, from, to }: Looking,
  names: OperationNames | undefined,
): AuditFilters {
  const typed = q.trim()
  const called =
    (typed &&
      names
        ?.named(typed)
        .map(({ operation }) => operation)
        .join(',')) ||
    ''
  const day = (date: string, later: number) => {
    const [year, month, of] = date.split('-').map(Number)
    return new Date(year!, month! - 1, of! + later).toISOString()
  }
  return {
    ...(memberId && { memberId }),
    ...(called ? { operation: called } : typed && { q: typed.replace(/\s+/g, '') }),
    ...(outcome && { outcome }),
    ...(from && { since: day(from, 0) }),
    ...(to && { until: day(to, 1) }),
  }
}

/** Every write, the newest first, a page at a time. */
export function useAuditLog(filters: AuditFilters) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['audit-log', filters],
    initialPageParam: '',
    queryFn: ({ signal, pageParam: cursor }) => {
      const query = { limit: 50, ...filters, ...(cursor && { cursor }) }
      return read(api.GET('/v1/audit-log', { params: { query }, signal }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (before) => before,
  })
}
