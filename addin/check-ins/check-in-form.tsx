import { makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkRegular } from '@fluentui/react-icons'
import { type FormEvent, useRef, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { LongTextField, NumberField, numberOf } from '../ui/fields.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import {
  type Confidence,
  confidences,
  type NewCheckIn,
  type Obstacle,
  obstacles,
  type Subject,
  useCheckIn,
} from './record.ts'

interface CheckInFormProps {
  subject: Subject
  /** After it was sent; the toast has told already. */
  onDone?: () => void
}

/** Where it stands now: the last value and confidence are filled in, and *looks right* sends them untouched. */
export function CheckInForm({ subject, onDone }: CheckInFormProps) {
  const styles = useFormStyles()
  const { t } = useStrings()
  const form = useForm(subject, onDone)
  return (
    <form
      className={styles.form}
      onSubmit={form.submit}
      aria-label={t('checkIn.of', { title: subject.title })}
    >
      <ValueField
        subject={subject}
        value={form.draft.value}
        onChange={(value) => form.set({ value })}
        problem={form.problem}
      />
      {subject.asks === 'all' && <Questions draft={form.draft} set={form.set} />}
      {form.touched && subject.asks === 'all' && (
        <LongTextField
          label={t('checkIn.note')}
          hint={t('checkIn.noteHint')}
          value={form.draft.note}
          maxLength={2000}
          onChange={(note) => form.set({ note })}
        />
      )}
      <div className={styles.actions}>
        <TapButton kind="main" icon={<CheckmarkRegular />} busy={form.busy} submit>
          {form.touched ? t('checkIn.send') : t('checkIn.looksRight')}
        </TapButton>
      </div>
    </form>
  )
}

/** Both answered by one tap, neither asked for. */
function Questions({ draft, set }: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const { t } = useStrings()
  return (
    <>
      <ChipsField
        label={t('checkIn.confidence')}
        value={draft.confidence}
        onChange={(confidence) => set({ confidence })}
        options={confidences.map((value) => ({ value, text: t(`confidence.${value}`) }))}
      />
      <ChipsField
        label={t('checkIn.inTheWay')}
        value={draft.inTheWay}
        onChange={(inTheWay) => set({ inTheWay })}
        options={obstacles.map((value) => ({ value, text: t(`obstacle.${value}`) }))}
      />
    </>
  )
}

interface ValueFieldProps {
  subject: Subject
  value: string
  onChange: (value: string) => void
  problem: string | undefined
}

function ValueField({ subject, value, onChange, problem }: ValueFieldProps) {
  const { t } = useStrings()
  if (subject.kind === 'done') {
    const options = [
      { value: '1', text: t('checkIn.done') },
      { value: '0', text: t('checkIn.notYet') },
    ]
    return <ChipsField label={t('checkIn.value')} value={value} onChange={onChange} options={options} />
  }
  const unit =
    subject.kind === 'people' ? t('checkIn.ofPeople', { total: subject.peopleTotal }) : subject.unit
  return <NumberField label={t('checkIn.value')} {...{ value, onChange, unit, problem }} />
}

interface Draft {
  value: string
  confidence: Confidence | null
  inTheWay: Obstacle | null
  note: string
}

function useForm(subject: Subject, onDone: (() => void) | undefined) {
  const { t } = useStrings()
  const action = useCheckIn(subject)
  const began = useRef(Date.now())
  const [draft, setDraft] = useState(() => firstDraft(subject))
  const [problem, setProblem] = useState<string>()
  const touched = isTouched(draft, subject)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const seconds = Math.round((Date.now() - began.current) / 1000)
    const said = touched ? saidBy(draft) : { untouched: true }
    setProblem(said ? undefined : t('checkIn.noNumber'))
    if (!said) return
    action
      .send({ ...said, seconds })
      .then(() => onDone?.())
      .catch(() => undefined) // the toast has said why; what was typed stays
  }
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }))
  return { draft, set, problem, touched, submit, busy: action.busy }
}

function firstDraft({ latest }: Subject): Draft {
  const value = latest?.value ?? null
  return {
    value: value === null ? '' : String(value),
    confidence: latest?.confidence ?? null,
    inTheWay: null,
    note: '',
  }
}

/** Whether anything differs from what was filled in; without an earlier value there is nothing to repeat. */
function isTouched({ value, confidence, inTheWay, note }: Draft, { latest }: Subject): boolean {
  const same = latest !== null && latest.value !== null && numberOf(value) === latest.value
  return !same || confidence !== latest.confidence || inTheWay !== null || note !== ''
}

/** What the draft says; undefined while its value is no number. */
function saidBy({ value, confidence, inTheWay, note }: Draft): NewCheckIn | undefined {
  const number = numberOf(value)
  if (number === undefined) return undefined
  return { value: number, confidence, ...(inTheWay && { inTheWay }), ...(note && { note }) }
}

const useFormStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})
