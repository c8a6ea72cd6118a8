import { AddRegular, EditRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { ChoicesMenu } from '../ui/choices-menu.tsx'
import { ConfirmDialog, FormDialog } from '../ui/dialogs.tsx'
import { PersonChip } from '../ui/person-chip.tsx'
import { PersonField } from '../ui/person-field.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { EditTeamDialog } from './team-dialogs.tsx'
import { type Team, type TeamPerson, useCloseTeam, usePlace } from './teams.ts'

/** What can be done with a team as a whole: the actions of its page. */
export function TeamActions({ team, onClosed }: { team: Team; onClosed: () => void }) {
  const { t } = useStrings()
  const [asking, setAsking] = useState<'edit' | 'close'>()
  const close = useCloseTeam(team)
  const done = () => setAsking(undefined)
  return (
    <>
      {team.can.edit && (
        <TapButton icon={<EditRegular />} onTap={() => setAsking('edit')}>
          {t('item.edit')}
        </TapButton>
      )}
      {team.can.close && (
        <ChoicesMenu
          label={t('item.more', { title: team.name })}
          choices={[{ text: t('teams.close'), onPick: () => setAsking('close') }]}
        />
      )}
      {asking === 'edit' && <EditTeamDialog team={team} onClose={done} />}
      {asking === 'close' && (
        <ConfirmDialog
          title={t('teams.closeTitle', { name: team.name })}
          confirm={t('teams.closeIt')}
          onConfirm={() => void close.send({}).then(onClosed, done)}
          onCancel={done}
        >
          {t('teams.closeWhy')}
        </ConfirmDialog>
      )}
    </>
  )
}

/** Who is in a team, who leads it, and who stands in. */
export function TeamPeople({ team, me }: { team: Team; me: string | null }) {
  const { t } = useStrings()
  const [adding, setAdding] = useState(false)
  const add = team.can.staff && (
    <TapButton icon={<AddRegular />} onTap={() => setAdding(true)}>
      {t('teams.addPerson')}
    </TapButton>
  )
  const empty = team.private ? t('teams.hiddenPeople') : t('teams.noPeople')
  return (
    <Section
      title={t('teams.who')}
      actions={add}
      {...(team.people.length === 0 ? { lead: empty } : { count: team.people.length })}
    >
      {team.people.length > 0 && (
        <Rows label={t('teams.who')}>
          {team.people.map((person) => (
            <TeamPersonRow key={person.id} team={team} person={person} self={person.id === me} />
          ))}
        </Rows>
      )}
      {adding && <AddDialog team={team} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function TeamPersonRow({ team, person, self }: { team: Team; person: TeamPerson; self: boolean }) {
  const { t } = useStrings()
  const place = usePlace(team)
  const { id: memberId, name, role, guest, standIn } = person
  const say = (to: TeamPerson['role'] | null) => place.run({ memberId, name, role: to, before: role })
  const leader = role === 'leader'
  const choices = [
    ...(team.can.staff && !guest
      ? [
          {
            text: t(leader ? 'teams.toMember' : 'teams.toLeader'),
            onPick: () => say(leader ? 'member' : 'leader'),
          },
        ]
      : []),
    ...(team.can.staff || (self && !guest)
      ? [{ text: t(self ? 'teams.leave' : 'teams.takeOut'), onPick: () => say(null) }]
      : []),
  ]
  return (
    <Row
      title={<PersonChip name={name} />}
      detail={useFactsOf(person)}
      actions={
        choices.length > 0 && <ChoicesMenu label={t('item.more', { title: name })} choices={choices} />
      }
    >
      {standIn && <span>{t('teams.standsIn', { name: standIn.name })}</span>}
    </Row>
  )
}

function useFactsOf({ role, guest, state, absences }: TeamPerson): string {
  const { t } = useStrings()
  const { day } = useFormats()
  const facts = [
    t(`teams.role.${role}`),
    guest && t('people.guest'),
    state !== 'active' && t(`people.state.${state}`),
    ...absences.map(({ fromDay, toDay }) => t('people.away', { from: day(fromDay), to: day(toDay) })),
  ]
  return facts.filter(Boolean).join(' · ')
}

function AddDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const { t } = useStrings()
  const place = usePlace(team)
  const [picked, setPicked] = useState<{ id: string; name: string }>()
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (!picked) return
    await place.send({ memberId: picked.id, name: picked.name, role: 'member', before: null })
    onClose()
  }
  return (
    <FormDialog title={t('teams.addPerson')} submit={t('teams.addThem')} onSubmit={submit} onCancel={onClose}>
      <PersonField
        label={t('teams.whom')}
        value={picked?.id ?? null}
        without={team.people.map(({ id }) => id)}
        onChange={(id, name) => setPicked({ id, name })}
        problem={tried && !picked ? t('edit.missing') : undefined}
      />
    </FormDialog>
  )
}
