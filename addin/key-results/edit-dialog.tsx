import { useState } from 'react'
import { type StringKey, useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { useEditing } from '../ui/editing.ts'
import { TextField } from '../ui/fields.tsx'
import { type KeyResultDraft, missingIn, toChange, toDraft } from './draft.ts'
import { type EditedKeyResult, type KeyResult, useChangeKeyResult } from './key-result.ts'
import { KeyResultFields, type KeyResultForm } from './key-result-fields.tsx'

/** Edits a measure against the version that was read; another target is remembered with its reason. */
export function EditKeyResult({ item, reload, onClose }: EditedKeyResult & { onClose: () => void }) {
  const { t } = useStrings()
  const editing = useEditing<KeyResult, KeyResultDraft>({ item, reload, toDraft: useToDraft() })
  const change = useChangeKeyResult(item.data)
  const form = useForm(editing)
  const { changes, draft } = editing
  const submit = async () => {
    if (!form.complete()) return
    const said = { ...toChange(changes, draft), ...form.reasoned }
    if (Object.keys(said).length > 0) await editing.save((etag) => change.send({ etag, change: said }))
    onClose()
  }
  return (
    <FormDialog title={t('keyResult.edit')} submit={t('edit.save')} onSubmit={submit} onCancel={onClose}>
      <KeyResultFields {...form.fields} />
      {form.reason}
    </FormDialog>
  )
}

/** Numbers without separators, so that they can be typed on. */
function useToDraft() {
  const { intl } = useStrings()
  const write = (value: number) => intl.formatNumber(value, { useGrouping: false, maximumFractionDigits: 6 })
  return (keyResult: KeyResult) => toDraft(keyResult, write)
}

const wrong: Partial<Record<keyof KeyResultDraft, StringKey>> = {
  title: 'edit.missing',
  external: 'external.wrong',
}

type Editing = ReturnType<typeof useEditing<KeyResult, KeyResultDraft>>

function useForm({ draft, changes, set, theirs }: Editing) {
  const { t } = useStrings()
  const [tried, setTried] = useState(false)
  const [reason, setReason] = useState('')
  const missing = missingIn(draft)
  const retargeted = 'baseline' in changes || 'target' in changes
  const problem: KeyResultForm['problem'] = (field) => {
    if (tried && missing.includes(field)) return t(wrong[field] ?? 'checkIn.noNumber')
    const text = theirs(field)
    return text === undefined ? undefined : t('edit.theirs', { text: text || '–' })
  }
  return {
    fields: { draft, set, problem },
    reasoned: retargeted && reason.trim() ? { reason: reason.trim() } : {},
    reason: retargeted && (
      <TextField
        label={t('keyResult.reason')}
        hint={t('keyResult.reasonHint')}
        value={reason}
        maxLength={500}
        onChange={setReason}
      />
    ),
    complete: () => {
      setTried(true)
      return missing.length === 0
    },
  }
}
