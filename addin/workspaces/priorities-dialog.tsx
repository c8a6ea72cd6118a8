import { AddRegular, DismissRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { useEditing } from '../ui/editing.ts'
import { TextField } from '../ui/fields.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type EditedWorkspace, type NewPriority, useSaveWorkspace } from './workspace.ts'

const most = 5

/** Says what matters most, in up to five sentences; one left empty is retired. */
export function PrioritiesDialog({ item, reload, onClose }: EditedWorkspace & { onClose: () => void }) {
  const { t } = useStrings()
  const save = useSaveWorkspace(item.data)
  const editing = useEditing({
    item,
    reload,
    toDraft: ({ priorities }) => ({ lines: priorities as NewPriority[] }),
  })
  const lines = editing.draft.lines.length > 0 ? editing.draft.lines : [{ sentence: '' }]
  const set = (changed: NewPriority[]) => editing.set({ lines: changed })
  const submit = async () => {
    const priorities = lines.filter(({ sentence }) => sentence.trim() !== '')
    await editing.save((etag) => save.send({ etag, said: { priorities } }))
    onClose()
  }
  return (
    <FormDialog title={t('settings.priorities')} submit={t('edit.save')} onSubmit={submit} onCancel={onClose}>
      {lines.map((line, place) => (
        <Line
          key={line.id ?? place}
          place={place + 1}
          sentence={line.sentence}
          onChange={(sentence) => set(lines.map((each) => (each === line ? { ...each, sentence } : each)))}
          onRemove={() => set(lines.filter((each) => each !== line))}
        />
      ))}
      {lines.length < most && (
        <TapButton icon={<AddRegular />} onTap={() => set([...lines, { sentence: '' }])}>
          {t('settings.priorityAdd')}
        </TapButton>
      )}
    </FormDialog>
  )
}

interface LineProps {
  place: number
  sentence: string
  onChange: (sentence: string) => void
  onRemove: () => void
}

function Line({ place, sentence, onChange, onRemove }: LineProps) {
  const { t } = useStrings()
  return (
    <div>
      <TextField label={t('settings.priority', { place })} value={sentence} onChange={onChange} />
      <TapButton
        kind="quiet"
        icon={<DismissRegular />}
        label={t('settings.priorityRemove', { place })}
        onTap={onRemove}
      >
        {t('people.off')}
      </TapButton>
    </div>
  )
}
