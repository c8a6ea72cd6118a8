import { makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons'
import { type FormEvent, useRef, useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { ChipsField } from '../ui/chips-field.tsx'
import { LongTextField, NumberField, numberOf } from '../ui/fields.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Confidence, confidences } from './record.ts'

type Schemas = components['schemas']
type Followed = Pick<Schemas['Objective'], 'id' | 'title' | 'progress'>

/** How far a goal is that is followed by hand, in percent; the last one is filled in. */
export function CheckInByHand({ objective }: { objective: Followed }) {
  const styles = useFormStyles()
  const { t } = useStrings()
  const { draft, set, problem, submit, busy } = useForm(objective)
  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('checkIn.of', { title: objective.title })}>
      <NumberField
        label={t('checkIn.value')}
        unit="%"
        value={draft.value}
        onChange={(value) => set({ value })}
        problem={problem}
      />
      <ChipsField
        label={t('checkIn.confidence')}
        value={draft.confidence}
        onChange={(confidence) => set({ confidence })}
        options={confidences.map((value) => ({ value, text: t(`confidence.${value}`) }))}
      />
      <LongTextField label={t('checkIn.note')} value={draft.note} onChange={(note) => set({ note })} />
      <div>
        <TapButton kind="main" icon={<CheckmarkRegular />} busy={busy} submit>
          {t('checkIn.send')}
        </TapButton>
      </div>
    </form>
  )
}

function useForm(objective: Followed) {
  const { t } = useStrings()
  const action = useCheckInByHand(objective)
  const began = useRef(Date.now())
  const value = objective.progress.value
  const [draft, setDraft] = useState({
    value: value === null ? '' : String(value),
    confidence: null as Confidence | null,
    note: '',
  })
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const number = numberOf(draft.value)
    const fits = number !== undefined && number >= 0 && number <= 100
    setProblem(fits ? undefined : t('checkIn.noPercent'))
    if (!fits) return
    const { confidence, note } = draft
    const seconds = Math.round((Date.now() - began.current) / 1000)
    // Both what was saved and why not are told by the toast; what was typed stays when it failed.
    action.run({ value: number, confidence, note: note.trim() || null, seconds })
  }
  const set = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }))
  return { draft, set, problem, submit, busy: action.busy }
}

function useCheckInByHand({ id, title }: Followed) {
  const api = useApi()
  const { t } = useStrings()
  const { percent } = useFormats()
  return useAction({
    run: (body: Schemas['NewCheckInByHand'], once) =>
      read(api.POST('/v1/objectives/{id}/check-ins', { params: { path: { id }, header: once }, body })),
    touches: [['objectives'], ['board'], ['my-week']],
    done: ({ checkIn, objective }) =>
      t('checkIn.receipt', {
        title,
        value: percent(checkIn.value ?? 0),
        status: t(`status.${objective.standing.health}`),
      }),
    undo: ({ checkIn }, _, once) =>
      read(
        api.POST('/v1/objectives/{id}/check-ins/{checkInId}/undo', {
          params: { path: { id, checkInId: checkIn.id }, header: once },
        }),
      ),
    failed: () => t('checkIn.failed'),
  })
}

const useFormStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
})
