import { AddRegular } from '@fluentui/react-icons'
import { useDeferredValue, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { TextField } from '../ui/fields.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { Face } from './face.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { type Member, useMembers } from './people.ts'

/** Everybody of the workspace, found by name; a tap leads to one person. */
export function PeopleSettings() {
  const { t } = useStrings()
  const [inviting, setInviting] = useState(false)
  const [typed, setTyped] = useState('')
  const query = useMembers(useDeferredValue(typed.trim()))
  const add = (
    <TapButton icon={<AddRegular />} onTap={() => setInviting(true)}>
      {t('people.invite')}
    </TapButton>
  )
  return (
    <Section title={t('settings.people')} lead={t('people.lead')} actions={add}>
      <TextField label={t('person.search')} maxLength={100} value={typed} onChange={setTyped} />
      <Loaded query={query}>{({ pages }) => <Found members={pages.flatMap((page) => page.data)} />}</Loaded>
      {query.hasNextPage && (
        <div>
          <TapButton busy={query.isFetchingNextPage} onTap={() => void query.fetchNextPage()}>
            {t('list.more')}
          </TapButton>
        </div>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Section>
  )
}

function Found({ members }: { members: Member[] }) {
  const { t } = useStrings()
  if (members.length === 0) return <EmptyState why={t('person.none')} />
  return (
    <Rows label={t('settings.people')}>
      {members.map((member) => (
        <MemberRow key={member.id} member={member} />
      ))}
    </Rows>
  )
}

function MemberRow({ member }: { member: Member }) {
  return (
    <Row
      start={<Face person={member} />}
      title={member.name}
      href={hrefTo('settingsPerson', { id: member.id })}
      detail={useFactsOf(member).join(' · ')}
    />
  )
}

/** What is said of a person beside the name. */
export function useFactsOf({ state, admin, guest }: Pick<Member, 'state' | 'admin' | 'guest'>): string[] {
  const { t } = useStrings()
  return [t(`people.state.${state}`), admin && t('people.admin'), guest && t('people.guest')].filter(
    (fact): fact is string => Boolean(fact),
  )
}
