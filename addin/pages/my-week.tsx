import { CalendarLtrRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { EmptyState } from '../ui/states.tsx'

/** What is mine this week: my check-in, my next steps, what is asked of me. */
export function MyWeekPage() {
  const { t } = useStrings()
  return (
    <Page title={t('myWeek.title')} lead={t('myWeek.lead')}>
      <EmptyState
        icon={<CalendarLtrRegular />}
        title={t('myWeek.empty.title')}
        why={t('myWeek.empty.why')}
        action={
          <GoTo kind="button" href={hrefTo('teams')}>
            {t('myWeek.empty.action')}
          </GoTo>
        }
      />
    </Page>
  )
}
