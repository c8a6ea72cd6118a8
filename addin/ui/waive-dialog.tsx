import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from './dialogs.tsx'
import { LongTextField } from './fields.tsx'
import { GoTo } from './go-to.tsx'
import { type ItemKind, type MovableItem, type PublishRefusal, usePublish } from './item-moves.ts'
import { hrefTo } from './places.ts'

interface WaiveDialogProps {
  kind: ItemKind
  item: MovableItem
  /** What publishing asks for and did not find. */
  refusal: PublishRefusal
  onClose: () => void
}

/** Says what is missing to publish, leads to asking the team, and takes a written reason for going on all the same. */
export function WaiveDialog({ kind, item, refusal, onClose }: WaiveDialogProps) {
  const { t } = useStrings()
  const publish = usePublish(kind, item)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string>()
  const submit = async () => {
    setProblem(reason.trim() ? undefined : t('edit.missing'))
    if (!reason.trim()) return
    await publish.send({ waive: reason.trim() })
    onClose()
  }
  return (
    <FormDialog
      title={t('item.waive.title')}
      submit={t('item.waive.submit')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <p>{t(`item.waive.${refusal}`)}</p>
      {refusal !== 'why-missing' && <GoTo href={hrefTo('rounds')}>{t('item.waive.ask')}</GoTo>}
      <LongTextField
        label={t('item.waive.reason')}
        hint={t('item.waive.hint')}
        required
        value={reason}
        problem={problem}
        maxLength={500}
        onChange={setReason}
      />
    </FormDialog>
  )
}
