import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { ArrowRightRegular } from '@fluentui/react-icons'
import { type FormEvent, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { DateField, TextField } from '../ui/fields.tsx'
import { MoreFields } from '../ui/more-fields.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { sentenceOf } from './live-step.tsx'
import { offerIn, type Part, SplitDialog, type SplitOffer } from './split-dialog.tsx'
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

/** A step in one's own words: *when …, I will …*. One that is too long is answered with an offer to split it. */
export function NewStep({ subject, start }: { subject: StepSubject; start: boolean }) {
  const styles = useNextStyles()
  const { t } = useStrings()
  const { said, set, submit, split, busy, offer, leave } = useNewStep(subject, start)
  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.field}>
          <TextField
            label={t('step.when')}
            value={said.cue}
            maxLength={200}
            onChange={(cue) => set({ cue })}
          />
        </div>
        <div className={styles.field}>
          <TextField label={t('step.iWill')} value={said.text} onChange={(text) => set({ text })} />
        </div>
        <TapButton submit busy={busy}>
          {start ? t('step.startIt') : t('step.pencilIt')}
        </TapButton>
        {start && <Until value={said.until} onChange={(until) => set({ until })} />}
      </form>
      {offer && <SplitDialog offer={offer} onSplit={split} onClose={leave} />}
    </>
  )
}

function Until(props: { value: string; onChange: (until: string) => void }) {
  const styles = useNextStyles()
  const { t } = useStrings()
  return (
    <div className={styles.more}>
      <MoreFields>
        <DateField label={t('step.until')} hint={t('step.untilHint')} {...props} />
      </MoreFields>
    </div>
  )
}

const nothing = { cue: '', text: '', until: '' }

function useNewStep(subject: StepSubject, start: boolean) {
  const add = useAddStep(subject)
  const [said, setSaid] = useState(nothing)
  const [offer, setOffer] = useState<SplitOffer>()
  const cue = said.cue.trim() && { cue: said.cue.trim() }
  const done = () => setSaid(nothing)
  return {
    said,
    offer,
    busy: add.busy,
    set: (part: Partial<typeof nothing>) => setSaid({ ...said, ...part }),
    leave: () => setOffer(undefined),
    submit: (event: FormEvent) => {
      event.preventDefault()
      const [text, until] = [said.text.trim(), said.until]
      if (text === '') return
      add
        .send({ text, start, ...cue, ...(until && { dueDay: until }) })
        .then(done)
        .catch((failure) => setOffer(offerIn(failure))) // the toast has said why; what was typed stays
    },
    split: ([first, ...rest]: Part[]) => {
      const after = rest.map((part) => ({ text: part.text.trim() }))
      const { text, dueDay } = first!
      const start = { text: text.trim(), start: true, dueDay, ...cue }
      return add.send({ ...start, ...(after.length > 0 && { after }) }).then(done)
    },
  }
}

const useNextStyles = makeStyles({
  next: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalS,
  },
  field: { flex: '1 1 200px', minInlineSize: 0, maxInlineSize: '420px' },
  more: { flex: '1 1 100%', minInlineSize: 0 },
  question: { ...typographyStyles.body1Strong, margin: 0 },
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
    inlineSize: '100%',
  },
})
