import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { ArrowRightRegular } from '@fluentui/react-icons'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { DateField, TextField } from '../ui/fields.tsx'
import { MoreFields } from '../ui/more-fields.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { sentenceOf } from './live-step.tsx'
import { fromParts, offerIn, type Part, type SplitOffer } from './offer.ts'
import { type ShownStep, type StepSubject, useAddStep, useStart } from './steps.ts'
import { useSuggestedBy } from './suggested-by.ts'

const SplitDialog = lazy(async () => ({ default: (await import('./split-dialog.tsx')).SplitDialog }))

interface NextStepProps {
  subject: StepSubject
  pencilled: ShownStep[]
}

/** Asks for the next step: one tap on a pencilled one, or a few words of one's own. */
export function NextStep({ subject, pencilled }: NextStepProps) {
  const styles = useNextStyles()
  const { t } = useStrings()
  const start = useStart()
  const suggestedBy = useSuggestedBy(pencilled)
  return (
    <div className={styles.next}>
      <p className={styles.question}>{t('step.next')}</p>
      {pencilled.map((step) => (
        <div key={step.id} className={styles.pick}>
          <TapButton
            icon={<ArrowRightRegular />}
            busy={start.busy}
            label={t('step.startLabel', { text: step.text })}
            onTap={() => start.run(step)}
          >
            {sentenceOf(step, t)}
          </TapButton>
          {step.suggestedBy && <span className={styles.by}>{suggestedBy(step)}</span>}
        </div>
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
        {start && (
          <div className={styles.more}>
            <Until value={said.until} onChange={(until) => set({ until })} />
          </div>
        )}
      </form>
      {offer && (
        <Suspense>
          <SplitDialog offer={offer} onSplit={split} onClose={leave} />
        </Suspense>
      )}
    </>
  )
}

/** A day of one's own for a step that starts; most people need none. */
export function Until(props: { value: string; onChange: (until: string) => void }) {
  const { t } = useStrings()
  return (
    <MoreFields>
      <DateField label={t('step.until')} hint={t('step.untilHint')} {...props} />
    </MoreFields>
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
        .catch((failure) => setOffer(offerIn(failure))) // the dialog or a toast says why; what was typed stays
    },
    split: (parts: Part[]) => add.send({ ...fromParts(parts), start: true, ...cue }).then(done),
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
  pick: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minInlineSize: 0,
  },
  by: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  question: { ...typographyStyles.body1Strong, margin: 0 },
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
    inlineSize: '100%',
  },
})
