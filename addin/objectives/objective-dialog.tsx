import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi, useMe } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { FormDialog } from '../ui/dialogs.tsx'
import { emptyDraft, type ObjectiveDraft, toChange } from './draft.ts'
import { ObjectiveFields } from './objective-fields.tsx'

type NewObjective = components['schemas']['NewObjective']

interface ObjectiveDialogProps {
  teamId: string
  cycleId: string
  onClose: () => void
}

/** Writes a goal by hand: what, and who is better off. */
export function ObjectiveDialog({ teamId, cycleId, onClose }: ObjectiveDialogProps) {
  const { t } = useStrings()
  const create = useCreate()
  const ownerId = useMe().data?.memberId ?? ''
  const [draft, setDraft] = useState({ ...emptyDraft, ownerId })
  const [tried, setTried] = useState(false)
  const set = (part: Partial<ObjectiveDraft>) => setDraft((old) => ({ ...old, ...part }))
  const missing = draft.title.trim() === ''
  const submit = async () => {
    setTried(true)
    if (missing) return
    await create.send({ ...written(draft), teamId, cycleId })
    onClose()
  }
  const problem = (field: string) => (tried && missing && field === 'title' ? t('edit.missing') : undefined)
  return (
    <FormDialog
      title={t('objective.write')}
      submit={t('objective.save')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <ObjectiveFields draft={draft} set={set} problem={problem} />
    </FormDialog>
  )
}

function written({ title, why, kind, ownerId }: ObjectiveDraft) {
  return { title: title.trim(), kind, ...toChange({ why }), ...(ownerId && { ownerId }) }
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
