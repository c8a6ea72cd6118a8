import { AddRegular, DismissRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { useEditing } from '../ui/editing.ts'
import { DateField, TextField } from '../ui/fields.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type DayOff, type EditedWorkspace, useSaveWorkspace } from './workspace.ts'

/** Says on which days nobody works: each with its name, all of them kept in order. */
export function DaysOffDialog({ item, reload, onClose }: EditedWorkspace & { onClose: () => void }) {
  const { t } = useStrings()
  const save = useSaveWorkspace(item.data)
  const editing = useEditing({ item, reload, toDraft: ({ daysOff }) => ({ daysOff }) })
  const [fresh, setFresh] = useState({ day: '', name: '' })
  const { daysOff } = editing.draft
  const all = withNew(daysOff, fresh)
  const submit = () => editing.save((etag) => save.send({ etag, said: { daysOff: all } })).then(onClose)
  const add = () => {
    editing.set({ daysOff: all })
    setFresh({ day: '', name: '' })
  }
  return (
    <FormDialog title={t('settings.daysOff')} submit={t('edit.save')} onSubmit={submit} onCancel={onClose}>
      <DateField
        label={t('settings.dayOff')}
        value={fresh.day}
        onChange={(day) => setFresh({ ...fresh, day })}
      />
      <TextField
        label={t('settings.dayOffName')}
        maxLength={100}
        value={fresh.name}
        onChange={(name) => setFresh({ ...fresh, name })}
      />
      <TapButton icon={<AddRegular />} disabled={all === daysOff} onTap={add}>
        {t('settings.dayOffAdd')}
      </TapButton>
      <Days
        daysOff={daysOff}
        onRemove={(day) => editing.set({ daysOff: daysOff.filter((each) => each.day !== day) })}
      />
    </FormDialog>
  )
}

function Days({ daysOff, onRemove }: { daysOff: DayOff[]; onRemove: (day: string) => void }) {
  const { t } = useStrings()
  const { dayInFull } = useFormats()
  if (daysOff.length === 0) return null
  return (
    <Rows label={t('settings.daysOff')}>
      {daysOff.map(({ day, name }) => (
        <Row
          key={day}
          title={name}
          detail={dayInFull(day)}
          actions={
            <TapButton
              kind="quiet"
              icon={<DismissRegular />}
              label={t('people.remove', { name })}
              onTap={() => onRemove(day)}
            >
              {t('people.off')}
            </TapButton>
          }
        />
      ))}
    </Rows>
  )
}

/** The days with a new one, in order; as they are while it is not complete. */
function withNew(daysOff: DayOff[], { day, name }: DayOff): DayOff[] {
  if (!day || !name.trim()) return daysOff
  const others = daysOff.filter((each) => each.day !== day)
  return [...others, { day, name: name.trim() }].sort((a, b) => (a.day < b.day ? -1 : 1))
}
