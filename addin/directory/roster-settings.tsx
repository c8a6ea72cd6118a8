import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { TeamField } from '../ui/team-field.tsx'
import { type Roster, useLinkRoster, useRosters } from './rosters.ts'

/** The teams of Microsoft Teams that have the app, and where their people come; nothing while there is none. */
export function RosterSettings() {
  const { t } = useStrings()
  const { data } = useRosters()
  const [linking, setLinking] = useState<Roster>()
  if (!data || data.data.length === 0) return null
  return (
    <Section title={t('rosters.title')} lead={t('rosters.lead')}>
      <Rows label={t('rosters.title')}>
        {data.data.map((roster) => (
          <RosterRow key={roster.id} roster={roster} onLink={() => setLinking(roster)} />
        ))}
      </Rows>
      {linking && <LinkDialog roster={linking} onClose={() => setLinking(undefined)} />}
    </Section>
  )
}

function RosterRow({ roster, onLink }: { roster: Roster; onLink: () => void }) {
  const { t } = useStrings()
  const { instant } = useFormats()
  const link = useLinkRoster(roster)
  const { name, team, readAt, trouble } = roster
  const facts = [
    team ? t('rosters.into', { team: team.name }) : t('rosters.nobody'),
    trouble ? t(`rosters.trouble.${trouble}`) : readAt && t('rosters.read', { at: instant(readAt) }),
  ].filter(Boolean)
  return (
    <Row
      title={name}
      detail={facts.join(' · ')}
      actions={
        team ? (
          <TapButton busy={link.busy} onTap={() => link.run(null)}>
            {t('rosters.unlink')}
          </TapButton>
        ) : (
          <TapButton onTap={onLink}>{t('rosters.link')}</TapButton>
        )
      }
    />
  )
}

function LinkDialog({ roster, onClose }: { roster: Roster; onClose: () => void }) {
  const { t } = useStrings()
  const [teamId, setTeamId] = useState('')
  const [tried, setTried] = useState(false)
  const link = useLinkRoster(roster)
  const submit = async () => {
    setTried(true)
    if (!teamId) return
    await link.send(teamId)
    onClose()
  }
  return (
    <FormDialog
      title={t('rosters.linkTitle', { name: roster.name })}
      submit={t('rosters.link')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <TeamField
        label={t('rosters.where')}
        hint={t('rosters.whereHint')}
        value={teamId}
        onChange={setTeamId}
        problem={tried && !teamId ? t('edit.missing') : undefined}
      />
    </FormDialog>
  )
}
