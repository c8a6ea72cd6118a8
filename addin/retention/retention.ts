import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ifVersion, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Retention = Schemas['Retention']
export type RetentionOver = Schemas['RetentionOver']
export type Kind = RetentionOver['kind']
export type Part = RetentionOver['part']

export const kinds: readonly Kind[] = ['words', 'oneOnOnes', 'audit', 'events', 'logs']

const key = ['retention'] as const

/** For how long things are kept, and what went last. */
export function useRetention() {
  const api = useApi()
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read(api.GET('/v1/retention', { signal })),
  })
}

/** What would go the next night if one kind were kept for so many days (null: for ever); undefined while it is counted. */
export function useWouldGo(kind: Kind, days: number | null): RetentionOver[] | undefined {
  const api = useApi()
  const { data } = useQuery({
    queryKey: [...key, 'preview', kind, days],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/retention/preview', { params: { query: { [kind]: days ?? 0 } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  return data?.data.filter((part) => part.kind === kind)
}

/** Keeps one kind for so long; until the night it can be taken back. */
export function useKeepFor(before: Retention, kind: Kind) {
  const api = useApi()
  const { t } = useStrings()
  const keep = (version: Retention, days: number | null) => {
    const params = { header: ifVersion(version) }
    return read(api.PATCH('/v1/retention', { params, body: { [kind]: days } }))
  }
  return useAction({
    run: (days: number | null) => keep(before, days),
    touches: [key],
    done: () => t('settings.saved'),
    undo: (now) => keep(now, before[kind]),
  })
}

const months: Readonly<Record<number, number>> = { 30: 1, 90: 3, 180: 6, 400: 13 }
const offered = [30, 90, 180, 365, 400, 730, 1095, 1825, 3650]
const bounds: Record<Kind, readonly [number, number]> = {
  words: [180, 3650],
  oneOnOnes: [180, 3650],
  audit: [90, 3650],
  events: [400, 3650],
  logs: [30, 365],
}

/** The times that are offered for a kind, and the one that is set; the API takes any number of days between the first and the last. */
export function timesFor(kind: Kind, set: number | null): (number | null)[] {
  const [least, most] = bounds[kind]
  const times = offered.filter((days) => days >= least && days <= most)
  const all = set === null || times.includes(set) ? times : [...times, set].sort((a, b) => a - b)
  return kind === 'logs' ? all : [...all, null]
}

/** A time in words: 2 years, 6 months, for ever. */
export function useTime(): (days: number | null) => string {
  const { t } = useStrings()
  return (days) => {
    if (days === null) return t('retention.forEver')
    if (days % 365 === 0) return t('retention.years', { count: days / 365 })
    const count = months[days]
    return count ? t('retention.months', { count }) : t('retention.days', { count: days })
  }
}
