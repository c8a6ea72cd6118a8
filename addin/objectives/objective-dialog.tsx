import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { ChipsField } from '../ui/chips-field.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { LongTextField, TextField } from '../ui/fields.tsx'
import { PersonField } from '../ui/person-field.tsx'

type NewObjective = components['schemas']['NewObjective']
type Kind = NonNullable<NewObjective['kind']>

interface ObjectiveDialogProps {
  teamId: string
  cycleId: string
  onClose: () => void
}

/** Writes a goal by hand: what, and who is better off. */
export function ObjectiveDialog({ teamId, cycleId, onClose }: ObjectiveDialogProps) {
  const { t } = useStrings()
  const create = useCreate()
  const [draft, setDraft] = useState({ title: '', why: '', ownerId: '', kind: 'committed' as Kind })
  const set = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }))
  const submit = () => {
    const { ownerId, why, ...said } = draft
    const body = { ...said, teamId, cycleId, why: why || null, ...(ownerId && { ownerId }) }
    return create.send({ ...body, lifecycle: 'published' }).then(onClose)
  }
  return (
    <FormDialog
      title={t('objective.write')}
      submit={t('objective.save')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <TextField
        label={t('objective.title')}
        required
        value={draft.title}
        maxLength={200}
        onChange={(title) => set({ title })}
      />
      <LongTextField
        label={t('objective.why')}
        hint={t('objective.whyHint')}
        value={draft.why}
        maxLength={1000}
        onChange={(why) => set({ why })}
      />
      <PersonField
        label={t('objective.owner')}
        value={draft.ownerId || null}
        onChange={(ownerId) => set({ ownerId })}
      />
      <KindField value={draft.kind} onChange={(kind) => set({ kind })} />
    </FormDialog>
  )
}

function KindField(props: { value: Kind; onChange: (kind: Kind) => void }) {
  const { t } = useStrings()
  const options = (['committed', 'aspirational'] as const).map((value) => ({
    value,
    text: t(`objective.kind.${value}`),
  }))
  return <ChipsField label={t('objective.kind')} {...props} options={options} />
}

function useCreate() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: NewObjective, once) => read(api.POST('/v1/objectives', { params: { header: once }, body })),
    touches: [['board'], ['objectives'], ['my-week']],
    done: ({ title }) => t('objective.written', { title }),
  })
}
