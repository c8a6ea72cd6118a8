import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { CycleField } from '../ui/cycle-field.tsx'
import { ExternalField } from '../ui/external.tsx'
import { DateField, LongTextField, TextField } from '../ui/fields.tsx'
import { MoreFields } from '../ui/more-fields.tsx'
import { PersonField } from '../ui/person-field.tsx'
import { TeamField } from '../ui/team-field.tsx'
import type { KeyResultDraft } from './draft.ts'
import { MeasureFields } from './measure-fields.tsx'

export interface KeyResultForm {
  draft: KeyResultDraft
  set: (part: Partial<KeyResultDraft>) => void
  /** Why a field cannot be taken, or what somebody else put there meanwhile. */
  problem: (field: keyof KeyResultDraft) => string | undefined
}

/** What a measure is asked: its name, its numbers, why this one, who keeps it. */
export function KeyResultFields(form: KeyResultForm) {
  const { draft, set, problem } = form
  const { t } = useStrings()
  return (
    <>
      <TextField
        label={t('keyResult.title')}
        hint={t('keyResult.titleHint')}
        required
        value={draft.title}
        maxLength={200}
        onChange={(title) => set({ title })}
        problem={problem('title')}
      />
      <MeasureFields {...form} />
      <LongTextField
        label={t('keyResult.whyAsked')}
        hint={t('keyResult.whyHint')}
        value={draft.why}
        maxLength={1000}
        onChange={(why) => set({ why })}
        problem={problem('why')}
      />
      <PersonField
        label={t('keyResult.owner')}
        value={draft.ownerId || null}
        onChange={(ownerId) => set({ ownerId })}
        problem={problem('ownerId')}
      />
      <More {...form} />
    </>
  )
}

const cadences = ['weekly', 'biweekly', 'monthly'] as const

/** What rarely needs an answer: it has a good one already. */
function More({ draft, set, problem }: KeyResultForm) {
  const { t } = useStrings()
  return (
    <MoreFields>
      <ChipsField
        label={t('keyResult.cadence')}
        value={draft.cadence}
        onChange={(cadence) => set({ cadence })}
        options={cadences.map((value) => ({ value, text: t(`cadence.${value}`) }))}
      />
      <LongTextField
        label={t('objective.description')}
        value={draft.description}
        onChange={(description) => set({ description })}
        problem={problem('description')}
      />
      {draft.teamId && (
        <TeamField
          label={t('objective.team')}
          hint={t('keyResult.teamHint')}
          value={draft.teamId}
          onChange={(teamId) => set({ teamId })}
        />
      )}
      <Days {...{ draft, set, problem }} />
      {draft.teamId && (
        <ExternalField
          value={draft.external}
          onChange={(external) => set({ external })}
          problem={problem('external')}
        />
      )}
    </MoreFields>
  )
}

function Days({ draft, set, problem }: KeyResultForm) {
  const { t } = useStrings()
  return (
    <>
      {draft.cycleId && <CycleField value={draft.cycleId} onChange={(cycleId) => set({ cycleId })} />}
      <DateField
        label={t('item.startDay')}
        hint={t('item.daysHint')}
        value={draft.startDay}
        onChange={(startDay) => set({ startDay })}
        problem={problem('startDay')}
      />
      <DateField
        label={t('item.endDay')}
        value={draft.endDay}
        min={draft.startDay}
        onChange={(endDay) => set({ endDay })}
        problem={problem('endDay')}
      />
    </>
  )
}
