import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi, useMe } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { FormDialog } from '../ui/dialogs.tsx'
import { touchedByItem } from '../ui/item-moves.ts'
import { emptyDraft, type KeyResultDraft, measureOf, missingIn } from './draft.ts'
import { KeyResultFields } from './key-result-fields.tsx'

type NewKeyResult = components['schemas']['NewKeyResult']

interface WriteKeyResultProps {
  /** The goal it shows to be reached. */
  objective: { id: string; lifecycle: string }
  onClose: () => void
}

/** Writes a measure under a goal: it is a draft as long as its goal is one, or it says no why. */
export function WriteKeyResult({ objective, onClose }: WriteKeyResultProps) {
  const { t } = useStrings()
  const create = useCreate()
  const form = useNewDraft()
  const submit = async () => {
    if (!form.complete()) return
    const said = written(form.fields.draft)
    const lifecycle = objective.lifecycle === 'draft' || !said.why ? 'draft' : 'published'
    await create.send({ ...said, objectiveId: objective.id, lifecycle })
    onClose()
  }
  return (
    <FormDialog
      title={t('keyResult.write')}
      submit={t('keyResult.save')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <KeyResultFields {...form.fields} />
    </FormDialog>
  )
}

function useNewDraft() {
  const { t } = useStrings()
  const ownerId = useMe().data?.memberId ?? ''
  const [draft, setDraft] = useState({ ...emptyDraft, ownerId })
  const [tried, setTried] = useState(false)
  const missing = missingIn(draft)
  return {
    fields: {
      draft,
      set: (part: Partial<KeyResultDraft>) => setDraft((old) => ({ ...old, ...part })),
      problem: (field: keyof KeyResultDraft) =>
        tried && missing.includes(field)
          ? t(field === 'title' ? 'edit.missing' : 'checkIn.noNumber')
          : undefined,
    },
    complete: () => {
      setTried(true)
      return missing.length === 0
    },
  }
}

function written(draft: KeyResultDraft): NewKeyResult {
  const { title, why, description, ownerId, cadence, startDay, endDay } = draft
  return {
    ...{ title: title.trim(), cadence, why: why.trim() || null, description: description.trim() || null },
    ...(ownerId && { ownerId }),
    ...(startDay && { startDay }),
    ...(endDay && { endDay }),
    ...measureOf(draft),
  }
}

function useCreate() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: NewKeyResult, once) => read(api.POST('/v1/key-results', { params: { header: once }, body })),
    touches: touchedByItem,
    done: ({ title }) => t('keyResult.written', { title }),
  })
}
