import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useBecause } from '../strings/reasons.ts'
import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { LongTextField, NumberField, numberOf, TextField } from '../ui/fields.tsx'
import { useFactStyles } from '../ui/item-facts.tsx'
import { type Reviewed, type Settling, type TeamReview, useSettle } from './review.ts'

interface SettleDialogProps {
  item: Reviewed
  next: TeamReview['next']
  onClose: () => void
}

/** Another score with its reason, what was learned, and whether it goes on. */
export function SettleDialog({ item, next, onClose }: SettleDialogProps) {
  const { t } = useStrings()
  const settle = useSettle(item)
  const form = useSettleForm(item)
  const submit = async () => {
    const said = form.said()
    if (!said) return
    await settle.send(said)
    onClose()
  }
  const closed = item.lifecycle === 'closed'
  return (
    <FormDialog
      title={t('review.dialog', { title: item.title })}
      submit={t(closed ? 'item.close.scoreSubmit' : 'review.submit')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <ScoreFields item={item} form={form} />
      <LongTextField
        label={t('item.close.learned')}
        hint={t('review.learnedHint')}
        value={form.learned}
        maxLength={2000}
        onChange={form.setLearned}
      />
      {!closed && next && <Then form={form} cycle={next.name} />}
    </FormDialog>
  )
}

function Then({ form, cycle }: { form: Form; cycle: string }) {
  const { t } = useStrings()
  const options = (['carry', 'stop'] as const).map((value) => ({
    value,
    text: t(`review.then.${value}`, { cycle }),
  }))
  return <ChipsField label={t('review.then')} value={form.go} onChange={form.setGo} options={options} />
}

const steps = [0, 0.3, 0.5, 0.7, 1]

function ScoreFields({ item, form }: { item: Reviewed; form: Form }) {
  const styles = useFactStyles()
  const { t } = useStrings()
  const { number } = useFormats()
  const because = useBecause()
  const kind = item.aspirational ? 'aspirational' : 'committed'
  return (
    <>
      <ChipsField
        label={t('item.close.score')}
        value={steps.map(String).find((step) => numberOf(form.score) === Number(step)) ?? null}
        onChange={(step) => form.setScore(number(step))}
        options={steps.map((step) => ({ value: String(step), text: number(step) }))}
      />
      <p className={styles.quiet}>{t(`review.guide.${kind}`)}</p>
      <NumberField
        label={t('review.exact')}
        hint={because(item.suggested.reason)}
        value={form.score}
        onChange={form.setScore}
        problem={form.scoreProblem}
      />
      {form.differs && (
        <TextField
          label={t('review.reason')}
          hint={t('review.reasonHint')}
          required
          value={form.reason}
          maxLength={500}
          onChange={form.setReason}
          problem={form.reasonProblem}
        />
      )}
    </>
  )
}

type Form = ReturnType<typeof useSettleForm>

function useSettleForm(item: Reviewed) {
  const { t } = useStrings()
  const { number } = useFormats()
  const [first] = useState(item.score ?? item.suggested.score)
  const [score, setScore] = useState(first === null ? '' : number(first))
  const [reason, setReason] = useState(item.scoring?.reason ?? '')
  const [learned, setLearned] = useState(item.learned ?? '')
  const [go, setGo] = useState<Settling['go']>('stop')
  const [asked, setAsked] = useState(false)
  const given = scoreOf(score)
  const differs =
    item.lifecycle === 'closed'
      ? given !== item.score
      : given != null && item.suggested.score !== null && given !== item.suggested.score
  const missing = differs && !reason.trim()
  return {
    ...{ score, setScore, reason, setReason, learned, setLearned, go, setGo, differs },
    scoreProblem: asked && given === undefined ? t('item.close.noScore') : undefined,
    reasonProblem: asked && missing ? t('review.reasonMissing') : undefined,
    /** What was said; nothing while a part of it is missing, and the field says so. */
    said: (): Settling | undefined => {
      setAsked(true)
      if (given === undefined || missing) return undefined
      return { go, score: given, learned: learned.trim() || null, ...(differs && { reason: reason.trim() }) }
    },
  }
}

/** Null for none, undefined for what is no score. */
function scoreOf(typed: string): number | null | undefined {
  if (typed.trim() === '') return null
  const score = numberOf(typed)
  if (score === undefined || score < 0 || score > 1) return undefined
  return Math.round(score * 100) / 100
}
