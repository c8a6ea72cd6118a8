import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { useEditing } from '../ui/editing.ts'
import { LongTextField, TextField } from '../ui/fields.tsx'
import { LocaleField, ZoneField } from '../ui/zone-field.tsx'
import { WeekdaysField } from './weekdays-field.tsx'
import { type EditedWorkspace, useSaveWorkspace, type Workspace } from './workspace.ts'

/** Edits name, mission, zone, language and working days against the version that was read. */
export function WorkspaceDialog({ item, reload, onClose }: EditedWorkspace & { onClose: () => void }) {
  const { t } = useStrings()
  const save = useSaveWorkspace(item.data)
  const editing = useEditing({ item, toDraft, reload })
  const [tried, setTried] = useState(false)
  const { draft, changes, set } = editing
  const named = draft.name.trim() !== ''
  const submit = async () => {
    setTried(true)
    if (!named || draft.workingWeekdays.length === 0) return
    const change = { ...changes, ...('mission' in changes && { mission: draft.mission.trim() || null }) }
    if (Object.keys(change).length > 0) {
      await editing.save((etag) => save.send({ etag, said: { change } }))
    }
    onClose()
  }
  return (
    <FormDialog title={t('settings.workspace')} submit={t('edit.save')} onSubmit={submit} onCancel={onClose}>
      <TextField
        label={t('settings.name')}
        required
        maxLength={100}
        value={draft.name}
        onChange={(name) => set({ name })}
        problem={tried && !named ? t('edit.missing') : theirs(editing.theirs('name'), t)}
      />
      <LongTextField
        label={t('settings.mission')}
        hint={t('settings.missionHint')}
        maxLength={500}
        value={draft.mission}
        onChange={(mission) => set({ mission })}
        problem={theirs(editing.theirs('mission'), t)}
      />
      <ZoneField value={draft.zone} onChange={(zone) => set({ zone })} />
      <LocaleField value={draft.locale} onChange={(locale) => set({ locale })} />
      <WeekdaysField value={draft.workingWeekdays} onChange={(workingWeekdays) => set({ workingWeekdays })} />
      {tried && draft.workingWeekdays.length === 0 && <p role="alert">{t('settings.noWeekday')}</p>}
    </FormDialog>
  )
}

function theirs(text: string | undefined, t: ReturnType<typeof useStrings>['t']): string | undefined {
  return text === undefined ? undefined : t('edit.theirs', { text: text || '–' })
}

function toDraft({ name, mission, zone, locale, workingWeekdays }: Workspace) {
  return { name, mission: mission ?? '', zone, locale, workingWeekdays }
}
