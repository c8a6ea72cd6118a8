import { useState } from 'react'
import { useUnfolded } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { type Contributor, useAlign, useMoveAlignment } from './alignments.ts'
import { FormDialog } from './dialogs.tsx'
import { LongTextField, NumberField, numberOf } from './fields.tsx'
import { GoalField } from './goal-field.tsx'
import { WhyNew } from './why-new.tsx'

interface AlignDialogProps {
  child: Contributor
  /** Goals it serves already. */
  served: string[]
  onClose: () => void
}

/** Says which goal an item serves, how, and, for whoever may say so, for how much it counts there. */
export function AlignDialog({ child, served, onClose }: AlignDialogProps) {
  const { t } = useStrings()
  const align = useAlign(child)
  const form = useAlignForm()
  const submit = async () => {
    const said = form.said()
    if (!said) return
    await align.send(said)
    onClose()
  }
  return (
    <FormDialog title={t('align.title')} submit={t('align.submit')} onSubmit={submit} onCancel={onClose}>
      <GoalField
        value={form.parentId}
        onChange={form.setParentId}
        without={[child.id, ...served]}
        problem={form.problems.goal}
      />
      <LongTextField
        label={t('align.sentence')}
        hint={t('align.sentenceHint')}
        value={form.sentence}
        maxLength={500}
        onChange={form.setSentence}
      />
      <WeightField {...form} />
    </FormDialog>
  )
}

interface MoveDialogProps {
  child: Contributor
  /** Where it contributes now. */
  from: { id: string; alignmentId: string }
  served: string[]
  onClose: () => void
}

/** Says which goal an item serves instead; its sentence goes along. */
export function MoveAlignmentDialog({ child, from, served, onClose }: MoveDialogProps) {
  const { t } = useStrings()
  const move = useMoveAlignment()
  const [to, setTo] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (!to) return
    await move.send({ ...from, to })
    onClose()
  }
  return (
    <FormDialog title={t('align.moveTitle')} submit={t('align.moveIt')} onSubmit={submit} onCancel={onClose}>
      <p>{t('align.moveHint')}</p>
      <GoalField
        value={to}
        onChange={setTo}
        without={[child.id, ...served]}
        problem={tried && !to ? t('align.noGoal') : undefined}
      />
    </FormDialog>
  )
}

function WeightField({ weight, setWeight, problems }: ReturnType<typeof useAlignForm>) {
  const { t } = useStrings()
  const has = useUnfolded()
  if (!has('weights')) return null
  return (
    <>
      <WhyNew parts={['weights']} />
      <NumberField
        label={t('align.weight')}
        hint={t('align.weightHint')}
        unit="%"
        value={weight}
        onChange={setWeight}
        problem={problems.weight}
      />
    </>
  )
}

function useAlignForm() {
  const { t } = useStrings()
  const [parentId, setParentId] = useState<string | null>(null)
  const [sentence, setSentence] = useState('')
  const [weight, setWeight] = useState('')
  const [problems, setProblems] = useState<{ goal?: string; weight?: string }>({})
  return {
    ...{ parentId, setParentId, sentence, setSentence, weight, setWeight, problems },
    /** What was said; nothing while it cannot be taken so, and the form says why. */
    said: () => {
      const number = weight.trim() === '' ? null : numberOf(weight)
      const fits = number === null || (number !== undefined && number >= 0 && number <= 100)
      setProblems({
        ...(!parentId && { goal: t('align.noGoal') }),
        ...(!fits && { weight: t('align.noWeight') }),
      })
      return fits && parentId ? { parentId, sentence: sentence.trim() || null, weight: number } : undefined
    },
  }
}
