import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { ChoiceField } from '../ui/pick-fields.tsx'
import { Section } from '../ui/section.tsx'
import { type Team, useStandIn, useTeam } from './teams.ts'

/** Who leads in one's place while one is away, team by team; nothing for who leads none. */
export function StandIns({ me, teamIds }: { me: string; teamIds: string[] }) {
  const { t } = useStrings()
  if (teamIds.length === 0) return null
  return (
    <Section title={t('teams.standIn.title')} lead={t('teams.standIn.lead')}>
      {teamIds.map((id) => (
        <OneTeam key={id} id={id} me={me} />
      ))}
    </Section>
  )
}

function OneTeam({ id, me }: { id: string; me: string }) {
  const query = useTeam(id)
  return (
    <Loaded query={query} lines={1}>
      {(team) => (
        <Card>
          <StandInField team={team} me={me} />
        </Card>
      )}
    </Loaded>
  )
}

function StandInField({ team, me }: { team: Team; me: string }) {
  const { t } = useStrings()
  const present = team.people.find(({ id }) => id === me)?.standIn ?? null
  const name = useStandIn(team, present?.id ?? null)
  const people = team.people.filter(({ id, guest, state }) => id !== me && !guest && state === 'active')
  const outside = present && !people.some(({ id }) => id === present.id) ? [present] : []
  return (
    <ChoiceField
      label={t('teams.standIn.of', { team: team.name })}
      value={present?.id ?? ''}
      onChange={(id) => name.run(id || null)}
      options={[
        { value: '', text: t('teams.standIn.nobody') },
        ...[...outside, ...people].map((person) => ({ value: person.id, text: person.name })),
      ]}
    />
  )
}
