import { PersonData } from '../erasure/person-data.tsx'
import { Identities } from '../members/identities.tsx'
import { usePerson } from '../members/people.ts'
import { useFactsOf } from '../members/people-settings.tsx'
import { Absences, PersonWays } from '../members/person.tsx'
import { PersonActions } from '../members/person-actions.tsx'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { useTeams } from '../ui/teams.ts'
import type { PageProps } from './routes.ts'

/** One person: how we know them, where they are, when they are away, and what an admin may do. */
export function SettingsPersonPage({ me, id }: PageProps) {
  const query = usePerson(id)
  return <Loaded query={query}>{(person) => <Shown me={me} person={person} />}</Loaded>
}

function Shown({
  me,
  person,
}: {
  me: PageProps['me']
  person: NonNullable<ReturnType<typeof usePerson>['data']>
}) {
  const { t } = useStrings()
  const known = useFactsOf(person)
  const erased = person.state === 'erased'
  const facts = erased ? [t('erasure.was')] : [...known, ...person.emails]
  return (
    <Page
      title={person.name}
      lead={facts.join(' · ')}
      back={
        <GoTo kind="back" href={hrefTo('settingsPart', { id: 'people' })}>
          {t('settings.people')}
        </GoTo>
      }
      actions={<PersonActions person={person} self={person.id === me.memberId} />}
    >
      {!(erased && person.teams.length === 0) && <Teams of={person.teams} />}
      {me.admin && !erased && <Identities person={person} />}
      <Absences person={person} />
      <PersonWays person={person} />
      <PersonData person={person} />
    </Page>
  )
}

function Teams({ of }: { of: { id: string; role: 'member' | 'leader' }[] }) {
  const { t } = useStrings()
  const { data: teams = [] } = useTeams()
  const names = new Map(teams.map(({ id, name }) => [id, name]))
  return (
    <Section title={t('settings.teams')} {...(of.length === 0 && { lead: t('people.noTeam') })}>
      {of.length > 0 && (
        <Rows label={t('settings.teams')}>
          {of.map(({ id, role }) => (
            <Row
              key={id}
              title={names.get(id) ?? '–'}
              href={hrefTo('settingsTeam', { id })}
              detail={t(`teams.role.${role}`)}
            />
          ))}
        </Rows>
      )}
    </Section>
  )
}
