import { CalendarLtrRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { EmptyState } from '../ui/states.tsx'
import type { PageProps } from './routes.ts'

/** What is mine this week: my check-in, my next steps, what is asked of me. */
export function MyWeekPage({ me }: PageProps) {
  const { t } = useStrings()
  return (
    <Page title={t('myWeek.title')} lead={t('myWeek.lead', { name: me.member.name })}>
      <EmptyState
        icon={<CalendarLtrRegular />}
        title={t('myWeek.empty.title')}
        why={t('myWeek.empty.why')}
        action={<GoTo href={hrefTo('teams')}>{t('myWeek.empty.action')}</GoTo>}
      />
    </Page>
  )
}
