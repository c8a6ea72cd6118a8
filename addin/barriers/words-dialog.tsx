import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { DateField, LongTextField } from '../ui/fields.tsx'
import { PersonField } from '../ui/person-field.tsx'
import { type BarrierSummary, isMissed, type Said, useMove } from './moves.ts'

export type Asking = 'askBack' | 'answer' | 'cant' | 'decide' | 'handOn' | 'reopen' | 'take' | 'clear'

const hows = ['fixed', 'removed', 'simplified'] as const

/** What a move must be told before it is made: a question, a reason, a person, another date. */
export function WordsDialog(props: { barrier: BarrierSummary; move: Asking; onClose: () => void }) {
  const { barrier, move, onClose } = props
  const { t } = useStrings()
  const action = useMove(barrier)
  const [said, setSaid] = useState<Said>({})
  const missed = move === 'take' && isMissed(barrier)
  const set = (part: Said) => setSaid((old) => ({ ...old, ...part }))
  return (
    <FormDialog
      title={missed ? t('barrier.ask.take.missedTitle') : t(`barrier.ask.${move}.title`)}
      submit={t(`barrier.ask.${move}.submit`)}
      onSubmit={() => action.send({ move, ...said }).then(onClose)}
      onCancel={onClose}
    >
      {move === 'handOn' && (
        <PersonField
          label={t('barrier.ask.handOn.to')}
          value={said.to ?? null}
          onChange={(to) => set({ to })}
        />
      )}
      {move === 'clear' && <How how={said.how} onChange={(how) => set({ how })} />}
      {move === 'take' ? (
        <DateField label={t('barrier.ask.take.by')} value={said.by ?? ''} onChange={(by) => set({ by })} />
      ) : (
        <LongTextField
          label={t(`barrier.ask.${move}.words`)}
          value={said.words ?? ''}
          maxLength={2000}
          onChange={(words) => set({ words })}
        />
      )}
    </FormDialog>
  )
}

/** One optional tap: what kind of clearing it was. */
function How({ how, onChange }: { how: Said['how']; onChange: (how: NonNullable<Said['how']>) => void }) {
  const { t } = useStrings()
  return (
    <ChipsField
      label={t('barrier.ask.clear.how')}
      value={how ?? null}
      onChange={onChange}
      options={hows.map((value) => ({ value, text: t(`barrier.how.${value}`) }))}
    />
  )
}
