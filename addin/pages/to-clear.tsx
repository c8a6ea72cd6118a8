import { CheckmarkCircleRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { EmptyState } from '../ui/states.tsx'

/** The leader's queue: what to clear, in the order of what waiting costs. */
export function ToClearPage() {
  const { t } = useStrings()
  return (
    <Page title={t('toClear.title')} lead={t('toClear.lead')}>
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
    </Page>
  )
}
