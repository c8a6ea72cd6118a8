import { PeopleTeamRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { Page } from '../ui/page.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { PageProps } from './routes.ts'

/** A team's board: its goals, what moved, what is agreed but unmoved. Without an id: my first team. */
export function TeamPage({ me, id }: PageProps) {
  const { t } = useStrings()
  const team = me.teams.find((one) => one.id === id) ?? me.teams[0]
  return (
    <Page title={team?.name ?? t('team.title')}>
      <EmptyState icon={<PeopleTeamRegular />} title={t('team.empty.title')} why={t('team.empty.why')} />
    </Page>
  )
}
