import { useStrings } from '../strings/strings.tsx'
import { TeamActions, TeamPeople } from '../teams/team-settings.tsx'
import { useTeam } from '../teams/teams.ts'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { go } from '../ui/navigation.ts'
import { Page } from '../ui/page.tsx'
import { hrefTo, pathTo } from '../ui/places.ts'
import type { PageProps } from './routes.ts'

/** One team: who is in it, who leads it, and what it is called. */
export function SettingsTeamPage({ me, id }: PageProps) {
  const { t } = useStrings()
  const query = useTeam(id)
  const place = { id: 'teams' }
  return (
    <Loaded query={query}>
      {(team) => (
        <Page
          title={team.name}
          lead={team.private ? t('teams.privateLead') : undefined}
          back={
            <GoTo kind="back" href={hrefTo('settingsPart', place)}>
              {t('settings.teams')}
            </GoTo>
          }
          actions={<TeamActions team={team} onClosed={() => go(pathTo('settingsPart', place))} />}
        >
          <TeamPeople team={team} me={me.memberId} />
          <p>
            <GoTo href={hrefTo('team', { id })}>{t('teams.board')}</GoTo>
          </p>
        </Page>
      )}
    </Loaded>
  )
}
