import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { DateField, TextField } from '../ui/fields.tsx'
import { MoreFields } from '../ui/more-fields.tsx'
import { CheckField, ChoiceField } from '../ui/pick-fields.tsx'
import { type NewRound, useOpenRound } from './rounds.ts'

const starters = ['matter', 'better', 'stop'] as const
const week = 7 * 86_400_000

interface OpenRoundDialogProps {
  teams: { id: string; name: string }[]
  cycles: { id: string; name: string }[]
  onOpened: (id: string) => void
  onClose: () => void
}

/** Asks a team: a question (three to start from), until when, by name or without. */
export function OpenRoundDialog({ teams, cycles, onOpened, onClose }: OpenRoundDialogProps) {
  const { t } = useStrings()
  const open = useOpenRound()
  const { draft, set, problem, said } = useDraft(teams[0]!.id, cycles[0]!.id)
  const submit = async () => {
    const round = said()
    if (!round) return
    onOpened((await open.send(round)).id)
  }
  return (
    <FormDialog title={t('round.ask')} submit={t('round.askIt')} onSubmit={submit} onCancel={onClose}>
      <Question {...{ teams, draft, set, problem }} />
      <TextField
        label={t('round.vision')}
        hint={t('round.visionHint')}
        value={draft.vision}
        onChange={(vision) => set({ vision })}
      />
      <HowLong draft={draft} set={set} />
      <Names draft={draft} set={set} />
      <Whom {...{ cycles, draft, set }} />
    </FormDialog>
  )
}

type Draft = ReturnType<typeof useDraft>['draft']

interface PartProps {
  draft: Draft
  set: (part: Partial<Draft>) => void
}

function Question({
  teams,
  draft,
  set,
  problem,
}: PartProps & Pick<OpenRoundDialogProps, 'teams'> & { problem: string | undefined }) {
  const { t } = useStrings()
  return (
    <>
      {teams.length > 1 && (
        <ChoiceField
          label={t('round.team')}
          value={draft.teamId}
          onChange={(teamId) => set({ teamId })}
          options={teams.map(({ id, name }) => ({ value: id, text: name }))}
        />
      )}
      <ChipsField
        label={t('round.starters')}
        value={starters.find((starter) => draft.question === t(`round.starter.${starter}`)) ?? null}
        onChange={(starter) => set({ question: t(`round.starter.${starter}`) })}
        options={starters.map((starter) => ({ value: starter, text: t(`round.starter.${starter}`) }))}
      />
      <TextField
        label={t('round.question')}
        required
        value={draft.question}
        problem={problem}
        onChange={(question) => set({ question })}
      />
    </>
  )
}

function Names({ draft, set }: PartProps) {
  const { t } = useStrings()
  return (
    <>
      <CheckField
        label={t('round.anonymous')}
        value={draft.anonymous}
        onChange={(anonymous) => set({ anonymous })}
      />
      <p>{t(draft.anonymous ? 'round.anonymousHint' : 'round.namedHint')}</p>
    </>
  )
}

function Whom({ cycles, draft, set }: PartProps & Pick<OpenRoundDialogProps, 'cycles'>) {
  const { t } = useStrings()
  return (
    <MoreFields>
      {cycles.length > 1 && (
        <ChoiceField
          label={t('round.cycle')}
          value={draft.cycleId}
          onChange={(cycleId) => set({ cycleId })}
          options={cycles.map(({ id, name }) => ({ value: id, text: name }))}
        />
      )}
      <CheckField
        label={t('round.teamsBelow')}
        value={draft.teamsBelow}
        onChange={(teamsBelow) => set({ teamsBelow })}
      />
    </MoreFields>
  )
}

function HowLong({ draft, set }: PartProps) {
  const { t } = useStrings()
  const { dayOf } = useFormats()
  return (
    <>
      <ChipsField
        label={t('round.howLong')}
        value={draft.kind}
        onChange={(kind) => set({ kind })}
        options={[
          { value: 'days' as const, text: t('round.untilDay') },
          { value: 'minutes' as const, text: t('round.tenMinutes') },
        ]}
      />
      {draft.kind === 'days' && (
        <DateField
          label={t('round.closesDay')}
          value={draft.closesDay}
          min={dayOf()}
          onChange={(closesDay) => set({ closesDay })}
        />
      )}
    </>
  )
}

function useDraft(teamId: string, cycleId: string) {
  const { t } = useStrings()
  const { dayOf } = useFormats()
  const [draft, setDraft] = useState({
    teamId,
    cycleId,
    question: t('round.starter.matter'),
    vision: '',
    anonymous: false,
    teamsBelow: false,
    kind: 'days' as 'days' | 'minutes',
    closesDay: dayOf(new Date(Date.now() + week)),
  })
  const [problem, setProblem] = useState<string>()
  return {
    draft,
    problem,
    set: (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part })),
    /** What was said; nothing while there is no question, and the field says so. */
    said: (): NewRound | undefined => {
      const { kind, closesDay, vision, question, ...rest } = draft
      setProblem(question.trim() ? undefined : t('edit.missing'))
      if (!question.trim()) return undefined
      const ends = kind === 'minutes' ? { minutes: 10 } : { closesDay }
      return { ...rest, question: question.trim(), vision: vision.trim() || null, ...ends }
    },
  }
}
