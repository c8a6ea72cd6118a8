import { useInfiniteQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { PersonChip } from '../ui/person-chip.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'

type Reachability = components['schemas']['Reachability']

/** Whom messages reach, when the last one arrived, and why the bot cannot reach the others. */
export function ReachabilitySettings() {
  const { t } = useStrings()
  const query = useReachability()
  return (
    <Section title={t('settings.reach')} lead={t('reach.lead')}>
      <Loaded query={query}>
        {({ pages }) => (
          <Rows label={t('settings.reach')}>
            {pages
              .flatMap(({ data }) => data)
              .map((one) => (
                <PersonRow key={one.id} one={one} />
              ))}
          </Rows>
        )}
      </Loaded>
      {query.hasNextPage && (
        <div>
          <TapButton busy={query.isFetchingNextPage} onTap={() => void query.fetchNextPage()}>
            {t('list.more')}
          </TapButton>
        </div>
      )}
    </Section>
  )
}

function PersonRow({ one }: { one: Reachability }) {
  return <Row title={<PersonChip name={one.name} />} detail={useFactsOf(one).join(' · ')} />
}

function useFactsOf({ by, why, deliveredAt, uncertain }: Reachability): string[] {
  const { t } = useStrings()
  const { instant } = useFormats()
  return [
    t(`reach.by.${by ?? 'nothing'}`),
    ...(why ? [t(`reach.why.${why}`)] : []),
    deliveredAt ? t('reach.delivered', { at: instant(deliveredAt) }) : t('reach.never'),
    ...(uncertain > 0 ? [t('reach.uncertain', { count: uncertain })] : []),
  ]
}

function useReachability() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['notifications', 'reachability'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor, signal }) =>
      read(
        api.GET('/v1/notifications/reachability', { params: { query: cursor ? { cursor } : {} }, signal }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
}
