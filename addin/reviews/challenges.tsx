import { QuestionCircleRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { useAsking } from '../ui/asking.ts'
import { ChipsField } from '../ui/chips-field.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { DateField, LongTextField, TextField } from '../ui/fields.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { useFactStyles } from '../ui/item-facts.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'

type Schemas = components['schemas']
type Reply = Schemas['ChallengeReply']
const touched = [['my-reviews'], ['challenges'], ['key-results'], ['planning-rounds'], ['my-week']]

interface OfKeyResult {
  id: string
  title: string
  mayChallenge: boolean
}

/** What was said against a measure and what was answered; whoever keeps the number may question it. */
export function Challenges({ id, title, mayChallenge }: OfKeyResult) {
  const api = useApi()
  const { t } = useStrings()
  const [asking, setAsking] = useState(false)
  const query = useQuery({
    queryKey: ['challenges', id],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/key-results/{id}/challenges', { params: { path: { id } }, signal })),
  })
  const challenges = query.data?.data ?? []
  const open = challenges.some(({ answer }) => answer === null)
  if (challenges.length === 0 && !mayChallenge) return null
  const ask = mayChallenge && !open && (
    <TapButton kind="quiet" icon={<QuestionCircleRegular />} onTap={() => setAsking(true)}>
      {t('challenge.ask')}
    </TapButton>
  )
  return (
    <Section title={t('challenge.title')} lead={t('challenge.lead')} actions={ask}>
      {challenges.length > 0 && (
        <Rows label={t('challenge.title')}>
          {challenges.map((one) => (
            <Told key={one.id} challenge={one} title={title} />
          ))}
        </Rows>
      )}
      {asking && <AskDialog id={id} title={title} onClose={() => setAsking(false)} />}
    </Section>
  )
}

function Told({ challenge, title }: { challenge: Schemas['Challenge']; title: string }) {
  const styles = useFactStyles()
  const { t } = useStrings()
  const { day, dayOf } = useFormats()
  const { answer, answerWords, words, dueDay, createdAt, roundId } = challenge
  return (
    <Row
      title={words}
      detail={[
        day(dayOf(createdAt)),
        answer ? t(`challenge.answered.${answer}`) : t('challenge.due', { day: day(dueDay) }),
      ].join(' · ')}
      {...(challenge.can.answer && {
        actions: <AnswerButton id={challenge.id} words={words} title={title} />,
      })}
    >
      {answerWords && <p className={styles.text}>{answerWords}</p>}
      {roundId && <GoTo href={hrefTo('round', { id: roundId })}>{t('challenge.round')}</GoTo>}
    </Row>
  )
}

function AskDialog({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const api = useApi()
  const { t } = useStrings()
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState(false)
  const action = useAction({
    run: (body: Schemas['NewChallenge'], once) =>
      read(api.POST('/v1/key-results/{id}/challenges', { params: { path: { id }, header: once }, body })),
    touches: touched,
    done: () => t('challenge.asked'),
  })
  const submit = async () => {
    setAsked(true)
    if (!words.trim()) return
    await action.send({ words: words.trim() })
    onClose()
  }
  return (
    <FormDialog
      title={t('challenge.dialog', { title })}
      submit={t('challenge.submit')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <LongTextField
        label={t('challenge.words')}
        hint={t('challenge.wordsHint')}
        required
        value={words}
        maxLength={500}
        onChange={setWords}
        problem={asked && !words.trim() ? t('midway.missing') : undefined}
      />
    </FormDialog>
  )
}

interface Questioned {
  id: string
  words: string
  /** The measure's. */
  title: string
}

function AnswerButton(questioned: Questioned) {
  const { words } = questioned
  const { t } = useStrings()
  const [open, setOpen] = useState(false)
  return (
    <>
      <TapButton kind="main" label={t('challenge.answerLabel', { words })} onTap={() => setOpen(true)}>
        {t('challenge.answer')}
      </TapButton>
      {open && <AnswerDialog {...questioned} onClose={() => setOpen(false)} />}
    </>
  )
}

const answers = ['keep', 'change', 'ask_again'] as const

function AnswerDialog({ id, words, title, onClose }: Questioned & { onClose: () => void }) {
  const { t } = useStrings()
  const action = useAnswer(id)
  const [answer, setAnswer] = useState<Reply['answer']>('keep')
  const [why, setWhy] = useState('')
  const [asking, setAsking] = useState(useAsking(title))
  const [asked, setAsked] = useState(false)
  const again = answer === 'ask_again'
  const submit = async () => {
    setAsked(true)
    if (!why.trim() || (again && !asking.question.trim())) return
    await action.send({ answer, words: why.trim(), ...(again && asking) })
    onClose()
  }
  return (
    <FormDialog title={words} submit={t('challenge.answer')} onSubmit={submit} onCancel={onClose}>
      <ChipsField
        label={t('challenge.how')}
        value={answer}
        onChange={setAnswer}
        options={answers.map((value) => ({ value, text: t(`challenge.how.${value}`) }))}
      />
      <LongTextField
        label={t('challenge.why')}
        hint={t('challenge.whyHint')}
        required
        value={why}
        maxLength={500}
        onChange={setWhy}
        problem={asked && !why.trim() ? t('midway.missing') : undefined}
      />
      {again && <AskingFields asking={asking} onChange={setAsking} asked={asked} />}
    </FormDialog>
  )
}

type Asking = ReturnType<typeof useAsking>

interface AskingFieldsProps {
  asking: Asking
  onChange: (asking: Asking) => void
  asked: boolean
}

function AskingFields({ asking, onChange, asked }: AskingFieldsProps) {
  const { t } = useStrings()
  const { dayOf } = useFormats()
  return (
    <>
      <TextField
        label={t('round.question')}
        required
        value={asking.question}
        maxLength={300}
        onChange={(question) => onChange({ ...asking, question })}
        problem={asked && !asking.question.trim() ? t('edit.missing') : undefined}
      />
      <DateField
        label={t('round.closesDay')}
        value={asking.closesDay}
        min={dayOf()}
        onChange={(closesDay) => onChange({ ...asking, closesDay })}
      />
    </>
  )
}

function useAnswer(id: string) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: Reply, once) =>
      read(api.POST('/v1/challenges/{id}/answer', { params: { path: { id }, header: once }, body })),
    touches: touched,
    done: () => t('challenge.done'),
  })
}

/** Measures that somebody questions and that I am asked to answer. */
export function MyChallenges({ challenges }: { challenges: Schemas['MyReviews']['challenges'] }) {
  const { t } = useStrings()
  const { day } = useFormats()
  if (challenges.length === 0) return null
  return (
    <Section title={t('challenge.mine')} count={challenges.length} lead={t('challenge.mineLead')}>
      <Rows label={t('challenge.mine')}>
        {challenges.map(({ id, keyResultId, title, by, words, dueDay, overdue }) => (
          <Row
            key={id}
            title={title}
            href={hrefTo('keyResult', { id: keyResultId })}
            detail={[by.name, t(overdue ? 'challenge.overdue' : 'challenge.due', { day: day(dueDay) })].join(
              ' · ',
            )}
            actions={<AnswerButton id={id} words={words} title={title} />}
          >
            {words}
          </Row>
        ))}
      </Rows>
    </Section>
  )
}
