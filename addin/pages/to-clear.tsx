import { CheckmarkCircleRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { BarrierRow } from '../barriers/barrier-row.tsx'
import { MyFigures } from '../barriers/figures.tsx'
import { AgainAndAgain } from '../barriers/systemic.tsx'
import { useMyWeek } from '../boards/week.ts'
import { BreakDowns } from '../ladder/break-downs.tsx'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Rows } from '../ui/rows.tsx'
import { EmptyState } from '../ui/states.tsx'
import { WaitingWins } from '../wins/waiting-wins.tsx'

/** The leader's queue: what to clear, in the order of what waiting costs. */
export function ToClearPage() {
  const { t } = useStrings()
  const api = useApi()
  const query = useQuery({
    queryKey: ['barriers', 'queue'],
    queryFn: ({ signal }) => read(api.GET('/v1/barriers/queue', { signal })),
  })
  const { data: week } = useMyWeek()
  return (
    <Page title={t('toClear.title')} lead={t('toClear.lead')}>
      <Loaded query={query} lines={6}>
        {({ data }) =>
          data.length === 0 ? (
            <NothingToClear />
          ) : (
            <Rows label={t('toClear.title')}>
              {data.map((barrier) => (
                <BarrierRow key={barrier.id} barrier={barrier} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      <BreakDowns />
      <AgainAndAgain />
      <WaitingWins wins={week?.celebrate ?? []} />
      <MyFigures />
    </Page>
  )
}

function NothingToClear() {
  const { t } = useStrings()
  return (
    <EmptyState
      icon={<CheckmarkCircleRegular />}
      title={t('toClear.empty.title')}
      why={t('toClear.empty.why')}
      action={
        <GoTo kind="button" href={hrefTo('teams')}>
          {t('toClear.empty.action')}
        </GoTo>
      }
    />
  )
}
