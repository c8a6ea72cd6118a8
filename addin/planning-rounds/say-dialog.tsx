import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { LongTextField, TextField } from '../ui/fields.tsx'
import { PersonField } from '../ui/person-field.tsx'
import { ChoiceField } from '../ui/pick-fields.tsx'
import { type Proposal, type Round, type Said, useSay } from './rounds.ts'

export type Asking = 'agree' | 'coach' | 'combine' | 'decline' | 'reword' | 'reply' | 'notMeant'

interface SayDialogProps {
  round: Round
  proposal: Proposal
  asking: Asking
  onClose: () => void
}

/** What must be said with an answer: words of one's own, a goal to join, a reason. */
export function SayDialog({ round, proposal, asking, onClose }: SayDialogProps) {
  const { t } = useStrings()
  const action = useSay(round, proposal)
  const { draft, set, said, problem } = useDraft(round, proposal, asking)
  const submit = async () => {
    const words = said()
    if (!words) return
    await action.send(words)
    onClose()
  }
  return (
    <FormDialog
      title={t(`round.dialog.${asking}.title`)}
      submit={t(`round.dialog.${asking}.submit`)}
      onSubmit={submit}
      onCancel={onClose}
    >
      <Fields {...{ round, asking, draft, set, problem }} />
    </FormDialog>
  )
}

interface FieldsProps {
  round: Round
  asking: Asking
  draft: Draft
  set: (part: Partial<Draft>) => void
  problem: string | undefined
}

function Fields(props: FieldsProps) {
  const { asking, draft, set } = props
  const { t } = useStrings()
  return (
    <>
      <Words {...props} />
      {(asking === 'agree' || asking === 'reword') && (
        <TextField
          label={t('objective.why')}
          value={draft.why}
          maxLength={1000}
          onChange={(why) => set({ why })}
        />
      )}
      {asking === 'agree' && (
        <PersonField
          label={t('round.owner')}
          value={draft.ownerId}
          onChange={(ownerId) => set({ ownerId })}
        />
      )}
    </>
  )
}

function Words({ round, asking, draft, set, problem }: FieldsProps) {
  const { t } = useStrings()
  return (
    <>
      {asking === 'combine' ? (
        <ChoiceField
          label={t('round.dialog.combine.words')}
          value={draft.objectiveId}
          onChange={(objectiveId) => set({ objectiveId })}
          options={round.objectives.map(({ id, title }) => ({ value: id, text: title }))}
        />
      ) : (
        <LongTextField
          label={t(`round.dialog.${asking}.words`)}
          hint={asking === 'agree' ? t('round.dialog.agree.hint') : undefined}
          value={draft.words}
          problem={problem}
          maxLength={asking === 'agree' ? 200 : asking === 'reword' ? 300 : 500}
          onChange={(words) => set({ words })}
        />
      )}
    </>
  )
}

function useDraft(round: Round, proposal: Proposal, asking: Asking) {
  const { t } = useStrings()
  const prefilled = asking === 'agree' || asking === 'reword'
  const [draft, setDraft] = useState({
    words: prefilled ? proposal.text : '',
    why: proposal.why ?? '',
    objectiveId: round.objectives[0]?.id ?? '',
    ownerId: proposal.author?.id ?? round.openedBy.id,
  })
  const [problem, setProblem] = useState<string>()
  return {
    draft,
    problem,
    set: (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part })),
    /** What was said; nothing while the words are missing, and the field says so. */
    said: (): Said | undefined => {
      const needed = asking !== 'combine' && !draft.words.trim()
      setProblem(needed ? t('edit.missing') : undefined)
      return needed ? undefined : saidBy(asking, draft, proposal)
    },
  }
}

type Draft = { words: string; why: string; objectiveId: string; ownerId: string }

function saidBy(asking: Asking, draft: Draft, { wording }: Proposal): Said {
  const words = draft.words.trim()
  const why = draft.why.trim() || null
  const said: Record<Asking, Said> = {
    agree: { say: 'agree', title: words, why, ownerId: draft.ownerId },
    coach: { say: 'coach', question: words },
    combine: { say: 'combine', objectiveId: draft.objectiveId },
    decline: { say: 'decline', reason: words },
    reword: { say: 'reword', text: words, why },
    reply: { say: 'reply', text: words },
    notMeant: { say: 'wording', verdict: 'not_meant', title: wording?.title ?? '', words },
  }
  return said[asking]
}
