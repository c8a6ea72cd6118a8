import { useState } from 'react'
import type { Me } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import { PeopleField } from '../ui/people-field.tsx'
import { CheckField } from '../ui/pick-fields.tsx'
import { TeamField } from '../ui/team-field.tsx'
import { type Team, type TeamChange, useChangeTeam, useCreateTeam } from './teams.ts'

/** Makes a team: its name, where it stands, who leads it. */
export function NewTeamDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const { t } = useStrings()
  const create = useCreateTeam()
  const [tried, setTried] = useState(false)
  const [draft, setDraft] = useState({ name: '', parentId: '', private: false, leaderIds: [] as string[] })
  const set = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }))
  const placed = me.admin || draft.parentId !== ''
  const submit = async () => {
    setTried(true)
    if (draft.name.trim() === '' || !placed) return
    await create.send({ ...draft, name: draft.name.trim(), parentId: draft.parentId || null })
    onClose()
  }
  return (
    <FormDialog title={t('teams.add')} submit={t('teams.create')} onSubmit={submit} onCancel={onClose}>
      <NameField tried={tried} value={draft.name} onChange={(name) => set({ name })} />
      <TeamField
        label={t('teams.parent')}
        value={draft.parentId}
        onChange={(parentId) => set({ parentId })}
        {...(me.admin
          ? { none: t('teams.top') }
          : { problem: tried && !placed ? t('edit.missing') : undefined })}
      />
      <PeopleField
        label={t('teams.leaders')}
        value={draft.leaderIds}
        onChange={(leaderIds) => set({ leaderIds })}
      />
      <PrivateField value={draft.private} onChange={(closed) => set({ private: closed })} />
    </FormDialog>
  )
}

/** Names a team, moves it, makes it private or open. */
export function EditTeamDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const { t } = useStrings()
  const change = useChangeTeam(team)
  const [tried, setTried] = useState(false)
  const [typed, setTyped] = useState<TeamChange>({})
  const draft = { ...team, ...typed }
  const set = (part: TeamChange) => setTyped((old) => ({ ...old, ...part }))
  const submit = async () => {
    setTried(true)
    if (draft.name.trim() === '') return
    const said = changed(team, typed)
    if (Object.keys(said).length > 0) await change.send(said)
    onClose()
  }
  return (
    <FormDialog
      title={t('settings.editWhat', { what: team.name })}
      submit={t('edit.save')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <NameField tried={tried} value={draft.name} onChange={(name) => set({ name })} />
      <TeamField
        label={t('teams.parent')}
        value={draft.parentId ?? ''}
        without={[team.id]}
        none={t('teams.top')}
        onChange={(parentId) => set({ parentId: parentId || null })}
      />
      {team.can.setPrivate && (
        <PrivateField value={draft.private} onChange={(closed) => set({ private: closed })} />
      )}
    </FormDialog>
  )
}

function changed(team: Team, typed: TeamChange): TeamChange {
  const fields = Object.entries(typed) as [keyof TeamChange, never][]
  return Object.fromEntries(fields.filter(([field, value]) => team[field] !== value))
}

function NameField(props: { tried: boolean; value: string; onChange: (name: string) => void }) {
  const { t } = useStrings()
  const { tried, value, onChange } = props
  return (
    <TextField
      label={t('settings.name')}
      required
      maxLength={100}
      value={value}
      onChange={onChange}
      problem={tried && value.trim() === '' ? t('edit.missing') : undefined}
    />
  )
}

function PrivateField(props: { value: boolean; onChange: (closed: boolean) => void }) {
  const { t } = useStrings()
  return <CheckField label={t('teams.makePrivate')} {...props} />
}
