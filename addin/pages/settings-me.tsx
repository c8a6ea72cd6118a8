import { MyData } from '../erasure/person-data.tsx'
import { Identities } from '../members/identities.tsx'
import { usePerson } from '../members/people.ts'
import { Absences, PersonWays } from '../members/person.tsx'
import { MyReach } from '../notifications/my-reach.tsx'
import { MyTimesSettings } from '../notifications/my-times-settings.tsx'
import { useStrings } from '../strings/strings.tsx'
import { StandIns } from '../teams/stand-ins.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { SectionProps } from './settings-sections.ts'

/** One's own: time away, whether and when messages come, who stands in, zone and language. */
export function MySettings({ me }: SectionProps) {
  const { t } = useStrings()
  if (!me.memberId) return <EmptyState why={t('settings.noPerson')} />
  return <OfPerson id={me.memberId} led={me.teams.flatMap(({ id, role }) => (role === 'leader' ? id : []))} />
}

function OfPerson({ id, led }: { id: string; led: string[] }) {
  const query = usePerson(id)
  return (
    <Loaded query={query}>
      {(person) => (
        <>
          <Absences person={person} />
          <MyReach />
          <MyTimesSettings />
          <StandIns me={id} teamIds={led} />
          <PersonWays person={person} />
          <Identities person={person} />
          <MyData person={person} />
        </>
      )}
    </Loaded>
  )
}
