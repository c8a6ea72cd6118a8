import { useState } from 'react'
import { useHost } from '../host/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Page } from '../ui/page.tsx'
import { pathTo } from '../ui/places.ts'
import { EmptyState } from '../ui/states.tsx'
import { TeamField } from '../ui/team-field.tsx'
import { useTeams } from '../ui/teams.ts'

/** While a tab is added to a channel or chat: whose board it shall show. Teams' own button saves it. */
export function ConfigurePage() {
  const { t } = useStrings()
  const host = useHost()
  const { data: teams = [] } = useTeams()
  const [teamId, setTeamId] = useState('')
  if (!host.offerTab) {
    return (
      <Page title={t('configure.title')}>
        <EmptyState why={t('configure.onlyThere')} />
      </Page>
    )
  }
  const choose = (id: string) => {
    const team = teams.find((one) => one.id === id)
    setTeamId(id)
    if (team) host.offerTab?.({ path: pathTo('team', { id }).slice(1), name: team.name })
  }
  return (
    <Page title={t('configure.title')} lead={t('configure.lead')}>
      <TeamField label={t('configure.team')} value={teamId} onChange={choose} />
    </Page>
  )
}
