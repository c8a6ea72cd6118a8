import { AddRegular, LockClosedRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Me } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type TeamSummary, useTeams } from '../ui/teams.ts'
import { NewTeamDialog } from './team-dialogs.tsx'

/** The teams, each below the one above it; a tap leads to its people. */
export function TeamsSettings({ me }: { me: Me }) {
  const { t } = useStrings()
  const [making, setMaking] = useState(false)
  const query = useTeams()
  const mayMake = !me.guest && (me.admin || me.leads.length > 0)
  const add = mayMake && (
    <TapButton icon={<AddRegular />} onTap={() => setMaking(true)}>
      {t('teams.add')}
    </TapButton>
  )
  return (
    <Section title={t('settings.teams')} lead={t('teams.lead')} actions={add}>
      <Loaded query={query}>{(teams) => <Tree teams={teams} />}</Loaded>
      {making && <NewTeamDialog me={me} onClose={() => setMaking(false)} />}
    </Section>
  )
}

function Tree({ teams }: { teams: TeamSummary[] }) {
  const { t } = useStrings()
  if (teams.length === 0) return <EmptyState why={t('teams.none')} />
  return (
    <Rows label={t('settings.teams')}>
      {inOrder(teams).map((each) => (
        <TeamRow key={each.team.id} {...each} />
      ))}
    </Rows>
  )
}

interface Placed {
  team: TeamSummary
  above: TeamSummary[]
}

function TeamRow({ team, above }: Placed) {
  const { t } = useStrings()
  const { id, name, leaders, memberCount, private: closed } = team
  const facts = [
    above.length > 0 && above.map((each) => each.name).join(' › '),
    leaders.length > 0 && t('teams.ledBy', { names: leaders.map((each) => each.name).join(', ') }),
    memberCount > 0 && t('teams.people', { count: memberCount }),
    closed && t('teams.private'),
  ]
  return (
    <Row
      title={name}
      href={hrefTo('settingsTeam', { id })}
      detail={facts.filter(Boolean).join(' · ')}
      {...(closed && { start: <LockClosedRegular aria-hidden /> })}
    />
  )
}

/** Depth first: a team, then those below it, each level by name. A team whose parent is out of sight is a root. */
function inOrder(teams: TeamSummary[]): Placed[] {
  const byId = new Map(teams.map((team) => [team.id, team]))
  const below = (parent: TeamSummary | undefined, above: TeamSummary[]): Placed[] =>
    teams
      .filter(({ parentId }) => byId.get(parentId ?? '') === parent)
      .flatMap((team) => [{ team, above }, ...below(team, [...above, team])])
  return below(undefined, [])
}
