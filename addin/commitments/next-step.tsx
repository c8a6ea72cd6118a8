import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { ArrowRightRegular } from '@fluentui/react-icons'
import { type FormEvent, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { TextField } from '../ui/fields.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { sentenceOf } from './live-step.tsx'
import { type ShownStep, type StepSubject, useAddStep, useStart } from './steps.ts'

interface NextStepProps {
  subject: StepSubject
  pencilled: ShownStep[]
}

/** Asks for the next step: one tap on a pencilled one, or a few words of one's own. */
export function NextStep({ subject, pencilled }: NextStepProps) {
  const styles = useNextStyles()
  const { t } = useStrings()
  const start = useStart()
  return (
    <div className={styles.next}>
      <p className={styles.question}>{t('step.next')}</p>
      {pencilled.map((step) => (
        <TapButton
          key={step.id}
          icon={<ArrowRightRegular />}
          busy={start.busy}
          label={t('step.startLabel', { text: step.text })}
          onTap={() => start.run(step)}
        >
          {sentenceOf(step, t)}
        </TapButton>
      ))}
      <NewStep subject={subject} start />
    </div>
  )
}

/** A step in one's own words: *when …, I will …*. */
export function NewStep({ subject, start }: { subject: StepSubject; start: boolean }) {
  const styles = useNextStyles()
  const { t } = useStrings()
  const add = useAddStep(subject)
  const [cue, setCue] = useState('')
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    const said = { text: text.trim(), start, ...(cue.trim() && { cue: cue.trim() }) }
    add
      .send(said)
      .then(() => {
        setCue('')
        setText('')
      })
      .catch(() => undefined) // the toast has said why; what was typed stays
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.field}>
        <TextField label={t('step.when')} value={cue} maxLength={200} onChange={setCue} />
      </div>
      <div className={styles.field}>
        <TextField label={t('step.iWill')} value={text} onChange={setText} />
      </div>
      <TapButton submit busy={add.busy}>
        {start ? t('step.startIt') : t('step.pencilIt')}
      </TapButton>
    </form>
  )
}

const useNextStyles = makeStyles({
  next: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalS,
  },
  field: { flex: '1 1 200px', minInlineSize: 0, maxInlineSize: '420px' },
  question: { ...typographyStyles.body1Strong, margin: 0 },
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
    inlineSize: '100%',
  },
})
