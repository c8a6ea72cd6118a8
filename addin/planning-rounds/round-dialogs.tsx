import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { DateField, TextField } from '../ui/fields.tsx'
import { type Round, useRoundMove } from './rounds.ts'

interface RoundDialogProps {
  round: Round
  onClose: () => void
}

/** Gives people more time. */
export function ExtendDialog({ round, onClose }: RoundDialogProps) {
  const { t } = useStrings()
  const action = useRoundMove(round)
  const [closesDay, setDay] = useState(round.closesDay)
  return (
    <FormDialog
      title={t('round.extend')}
      submit={t('round.extendIt')}
      onSubmit={() => action.send({ move: 'extend', closesDay }).then(onClose)}
      onCancel={onClose}
    >
      <DateField label={t('round.closesDay')} value={closesDay} min={round.closesDay} onChange={setDay} />
    </FormDialog>
  )
}

/** What the team did not say, labelled the leader's. */
export function GapDialog({ round, onClose }: RoundDialogProps) {
  const { t } = useStrings()
  const action = useRoundMove(round)
  const [title, setTitle] = useState('')
  const [why, setWhy] = useState('')
  const [problem, setProblem] = useState<string>()
  const submit = async () => {
    setProblem(title.trim() ? undefined : t('edit.missing'))
    if (!title.trim()) return
    await action.send({ move: 'gap', title: title.trim(), why: why.trim() || null })
    onClose()
  }
  return (
    <FormDialog title={t('round.gap')} submit={t('round.gapIt')} onSubmit={submit} onCancel={onClose}>
      <TextField
        label={t('round.gapTitle')}
        hint={t('round.gapHint')}
        required
        value={title}
        maxLength={200}
        problem={problem}
        onChange={setTitle}
      />
      <TextField label={t('objective.why')} value={why} maxLength={1000} onChange={setWhy} />
    </FormDialog>
  )
}
