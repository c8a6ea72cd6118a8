import { makeStyles, tokens } from '@fluentui/react-components'
import { type FormEvent, useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { TextField } from '../ui/fields.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type NewPulseAnswer, type Pulse, useAnswer, usePulses } from './pulses.ts'

/** Three taps for each open pulse; the third sends it. */
export function OpenPulses() {
  const { t } = useStrings()
  const { data } = usePulses()
  if (!data || data.data.length === 0) return null
  return (
    <Section title={t('pulse.title')} lead={t('pulse.seen')}>
      {data.data.map((pulse) => (
        <PulseTaps key={pulse.id} pulse={pulse} />
      ))}
    </Section>
  )
}

const questions = ['understand', 'say', 'believe'] as const
const answers = ['yes', 'unsure', 'no'] as const
type Taps = Partial<Pick<NewPulseAnswer, (typeof questions)[number]>>

function PulseTaps({ pulse }: { pulse: Pulse }) {
  const styles = usePulseStyles()
  const { t } = useStrings()
  const { day } = useFormats()
  const action = useAnswer(pulse)
  const { comment: said, ...before } = pulse.answer ?? { comment: null }
  const [taps, setTaps] = useState<Taps>(before)
  const [comment, setComment] = useState(said ?? '')
  const tap = (part: Taps) => {
    const next = { ...taps, ...part }
    setTaps(next)
    if (isWhole(next)) action.run({ ...next, comment: comment.trim() || null })
  }
  return (
    <Card label={pulse.team.name}>
      <div className={styles.pulse}>
        <p className={styles.team}>
          {pulse.team.name} · {t('round.until', { day: day(pulse.closesDay) })}
        </p>
        {questions.map((question) => (
          <ChipsField
            key={question}
            label={t(`pulse.${question}`)}
            value={taps[question] ?? null}
            onChange={(answer) => tap({ [question]: answer })}
            options={answers.map((answer) => ({ value: answer, text: t(`pulse.answer.${answer}`) }))}
          />
        ))}
        {isWhole(taps) && (
          <Comment said={said ?? ''} {...{ comment, setComment }} busy={action.busy} onAdd={() => tap({})} />
        )}
      </div>
    </Card>
  )
}

interface CommentProps {
  said: string
  comment: string
  setComment: (comment: string) => void
  busy: boolean
  onAdd: () => void
}

function Comment({ said, comment, setComment, busy, onAdd }: CommentProps) {
  const styles = usePulseStyles()
  const { t } = useStrings()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAdd()
  }
  return (
    <form className={styles.comment} onSubmit={submit}>
      <TextField
        label={t('pulse.comment')}
        hint={t('pulse.commentHint')}
        value={comment}
        maxLength={500}
        onChange={setComment}
      />
      <TapButton submit busy={busy} disabled={said === comment.trim()}>
        {t('pulse.add')}
      </TapButton>
    </form>
  )
}

function isWhole(taps: Taps): taps is Required<Taps> {
  return questions.every((question) => taps[question] !== undefined)
}

const usePulseStyles = makeStyles({
  pulse: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  team: { margin: 0, color: tokens.colorNeutralForeground3 },
  comment: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalS,
  },
})
