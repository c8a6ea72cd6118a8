import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import { CheckField } from '../ui/pick-fields.tsx'
import { type Directory, useChangeDirectory } from './directory.ts'

type Comes = 'all' | 'group' | 'nobody'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Who of the directory comes, and whether with a face. */
export function DirectoryDialog({ directory, onClose }: { directory: Directory; onClose: () => void }) {
  const { t } = useStrings()
  const form = useDirectoryForm(directory)
  const change = useChangeDirectory(directory)
  const submit = async () => {
    const said = form.said()
    if (!said) return
    await change.send({ on: true, ...said })
    onClose()
  }
  return (
    <FormDialog
      title={t(directory.on ? 'directory.edit' : 'directory.turnOn')}
      submit={t(directory.on ? 'edit.save' : 'directory.turnOnIt')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <DirectoryFields form={form} />
    </FormDialog>
  )
}

function DirectoryFields({ form }: { form: ReturnType<typeof useDirectoryForm> }) {
  const { t } = useStrings()
  return (
    <>
      <ChipsField<Comes>
        label={t('directory.comes')}
        value={form.comes}
        onChange={form.setComes}
        options={(['group', 'all', 'nobody'] as const).map((value) => ({
          value,
          text: t(`directory.pick.${value}`),
        }))}
      />
      {form.comes === 'group' && (
        <TextField
          label={t('directory.group')}
          hint={t('directory.groupHint')}
          required
          maxLength={36}
          value={form.groupId}
          onChange={form.setGroupId}
          problem={form.problem}
        />
      )}
      <CheckField label={t('directory.photos')} value={form.photos} onChange={form.setPhotos} />
      <p>{t('directory.what')}</p>
    </>
  )
}

function useDirectoryForm(directory: Directory) {
  const { t } = useStrings()
  const before: Comes = directory.brings ? (directory.groupId || !directory.on ? 'group' : 'all') : 'nobody'
  const [comes, setComes] = useState<Comes>(before)
  const [groupId, setGroupId] = useState(directory.groupId ?? '')
  const [photos, setPhotos] = useState(directory.photos)
  const [tried, setTried] = useState(false)
  const wrong = comes === 'group' && !uuid.test(groupId.trim())
  return {
    ...{ comes, setComes, groupId, setGroupId, photos, setPhotos },
    problem: tried && wrong ? t('directory.noGroup') : undefined,
    /** What was said; nothing while it cannot be taken so. */
    said: () => {
      setTried(true)
      if (wrong) return undefined
      return {
        photos,
        brings: comes !== 'nobody',
        groupId: comes === 'group' ? groupId.trim().toLowerCase() : null,
      }
    },
  }
}
