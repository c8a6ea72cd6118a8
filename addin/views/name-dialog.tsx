import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import { go } from '../ui/navigation.ts'
import { pathTo } from '../ui/places.ts'
import { type Looking, type SavedView, useChangeView, useSaveView } from './views.ts'

interface NameFormProps {
  title: string
  name?: string
  onSubmit: (name: string) => Promise<unknown>
  onClose: () => void
}

function NameForm({ title, name: before = '', onSubmit, onClose }: NameFormProps) {
  const { t } = useStrings()
  const [name, setName] = useState(before)
  const submit = async () => {
    await onSubmit(name)
    onClose()
  }
  return (
    <FormDialog title={title} submit={t('edit.save')} onSubmit={submit} onCancel={onClose}>
      <TextField
        label={t('views.name')}
        hint={t('views.nameHint')}
        value={name}
        maxLength={80}
        onChange={setName}
        required
      />
    </FormDialog>
  )
}

/** Keeps what is shown under a name. */
export function SaveViewDialog({ looking, onClose }: { looking: Looking; onClose: () => void }) {
  const { t } = useStrings()
  const save = useSaveView()
  const submit = async (name: string) => {
    const { id } = await save.send({ name, ...looking })
    go(pathTo('view', { id }))
  }
  return <NameForm title={t('views.save')} onSubmit={submit} onClose={onClose} />
}

/** Gives a view another name. */
export function RenameViewDialog({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const { t } = useStrings()
  const change = useChangeView(view)
  return (
    <NameForm
      title={t('views.rename')}
      name={view.name}
      onSubmit={(name) => change.send({ name })}
      onClose={onClose}
    />
  )
}
