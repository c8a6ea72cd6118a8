import { useState } from 'react'
import { useUnfolded } from '../api/provider.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from './chips-field.tsx'
import { FormDialog } from './dialogs.tsx'
import { LongTextField, NumberField, numberOf, TextField } from './fields.tsx'
import { type ItemKind, type MovableItem, useClose, useOverride, useScore } from './item-moves.ts'
import { WhyNew } from './why-new.tsx'

interface ItemDialogProps {
  kind: ItemKind
  item: MovableItem
  onClose: () => void
}

/** How it ended: a score from 0 to 1 (one is proposed) and what was learned. For a closed item: another score. */
export function CloseDialog({ kind, item, onClose }: ItemDialogProps) {
  const { t } = useStrings()
  const { number } = useFormats()
  const closed = item.lifecycle === 'closed'
  const action = { close: useClose(kind, item), score: useScore(kind, item) }[closed ? 'score' : 'close']
  const proposed = closed ? item.score : item.suggestedScore
  const [score, setScore] = useState(proposed === null ? '' : number(proposed))
  const [learned, setLearned] = useState(item.learned ?? '')
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const given = scoreOf(score)
  const differs = closed ? given !== item.score : isOther(given, item.suggestedScore)
  const submit = async () => {
    setAsked(true)
    if (given === undefined || (differs && !why.trim())) return
    await action.send({
      score: given,
      learned: learned.trim() || null,
      ...(differs && { reason: why.trim() }),
    })
    onClose()
  }
  return (
    <FormDialog
      title={t(closed ? 'item.close.scoreTitle' : 'item.close.title', { title: item.title })}
      submit={t(closed ? 'item.close.scoreSubmit' : 'item.close.submit')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <ScoreField
        proposed={item.suggestedScore}
        {...{ score, setScore }}
        problem={asked && given === undefined ? t('item.close.noScore') : undefined}
      />
      {differs && <ReasonField {...{ why, setWhy, asked }} />}
      <LongTextField label={t('item.close.learned')} value={learned} maxLength={2000} onChange={setLearned} />
    </FormDialog>
  )
}

interface ReasonFieldProps {
  why: string
  setWhy: (why: string) => void
  asked: boolean
}

/** Why it is another score than the one that the facts suggest. */
function ReasonField({ why, setWhy, asked }: ReasonFieldProps) {
  const { t } = useStrings()
  return (
    <TextField
      label={t('review.reason')}
      hint={t('review.reasonHint')}
      required
      value={why}
      maxLength={500}
      onChange={setWhy}
      problem={asked && !why.trim() ? t('review.reasonMissing') : undefined}
    />
  )
}

interface ScoreFieldProps {
  proposed: number | null
  score: string
  setScore: (score: string) => void
  problem: string | undefined
}

/** Not there before the end of a first cycle: until then an item closes with the score that is proposed. */
function ScoreField({ proposed, score, setScore, problem }: ScoreFieldProps) {
  const { t } = useStrings()
  const has = useUnfolded()
  if (!has('scores')) return null
  return (
    <>
      <WhyNew parts={['scores']} />
      <NumberField
        label={t('item.close.score')}
        hint={proposed === null ? t('item.close.scoreHint') : t('item.close.proposed')}
        value={score}
        onChange={setScore}
        problem={problem}
      />
    </>
  )
}

/** Whether a score was given that is not the suggested one. */
function isOther(given: number | null | undefined, suggested: number | null): boolean {
  return given != null && suggested !== null && given !== suggested
}

/** Null for none, undefined for what is no score. */
function scoreOf(typed: string): number | null | undefined {
  if (typed.trim() === '') return null
  const score = numberOf(typed)
  if (score === undefined || score < 0 || score > 1) return undefined
  return Math.round(score * 100) / 100
}

const said = ['on_track', 'at_risk', 'behind'] as const

/** Says by hand how an item stands, with the reason; it holds until the next check-in. */
export function OverrideDialog({ kind, item, onClose }: ItemDialogProps) {
  const { t } = useStrings()
  const action = useOverride(kind, item)
  const form = useOverrideForm(item)
  const submit = async () => {
    const override = form.said()
    if (!override) return
    await action.send(override)
    onClose()
  }
  const dialog = { title: t('item.override.title'), submit: t('item.override.submit') }
  return (
    <FormDialog {...dialog} onSubmit={submit} onCancel={onClose}>
      <ChipsField
        label={t('item.override.health')}
        value={form.health}
        onChange={form.setHealth}
        options={said.map((value) => ({ value, text: t(`status.${value}`) }))}
      />
      <TextField
        label={t('item.override.why')}
        hint={t('item.override.hint')}
        required
        value={form.why}
        maxLength={500}
        onChange={form.setWhy}
        problem={form.problem}
      />
    </FormDialog>
  )
}

function useOverrideForm({ standing: { override } }: MovableItem) {
  const { t } = useStrings()
  const [health, setHealth] = useState(said.find((one) => one === override?.health) ?? null)
  const [why, setWhy] = useState(override?.why ?? '')
  const [problem, setProblem] = useState<string>()
  return {
    ...{ health, setHealth, why, setWhy, problem },
    /** What was said; nothing while a part of it is missing, and the field says so. */
    said: () => {
      const complete = health && why.trim() ? { health, why: why.trim() } : undefined
      setProblem(complete ? undefined : t('item.override.missing'))
      return complete
    },
  }
}
