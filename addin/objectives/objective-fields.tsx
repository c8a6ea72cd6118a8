import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { CycleField } from '../ui/cycle-field.tsx'
import { ExternalField } from '../ui/external.tsx'
import { DateField, LongTextField, TextField } from '../ui/fields.tsx'
import { MoreFields } from '../ui/more-fields.tsx'
import { PersonField } from '../ui/person-field.tsx'
import { ChoiceField } from '../ui/pick-fields.tsx'
import { TeamField } from '../ui/team-field.tsx'
import type { ObjectiveDraft } from './draft.ts'

export interface ObjectiveForm {
  draft: ObjectiveDraft
  set: (part: Partial<ObjectiveDraft>) => void
  /** Why a field cannot be taken, or what somebody else put there meanwhile. */
  problem: (field: keyof ObjectiveDraft) => string | undefined
}

/** What a goal is asked when it is written: what, who is better off, who answers for it, how sure. */
export function ObjectiveFields({ draft, set, problem }: ObjectiveForm) {
  const { t } = useStrings()
  return (
    <>
      <TextField
        label={t('objective.title')}
        required
        value={draft.title}
        maxLength={200}
        onChange={(title) => set({ title })}
        problem={problem('title')}
      />
      <LongTextField
        label={t('objective.why')}
        hint={t('objective.whyHint')}
        value={draft.why}
        maxLength={1000}
        onChange={(why) => set({ why })}
        problem={problem('why')}
      />
      <PersonField
        label={t('objective.owner')}
        value={draft.ownerId || null}
        onChange={(ownerId) => set({ ownerId })}
        problem={problem('ownerId')}
      />
      <ChipsField
        label={t('objective.kind')}
        value={draft.kind}
        onChange={(kind) => set({ kind })}
        options={kinds.map((value) => ({ value, text: t(`objective.kind.${value}`) }))}
      />
    </>
  )
}

const kinds = ['committed', 'aspirational'] as const
const modes = ['roll_up', 'by_hand'] as const

/** What rarely needs an answer: it has a good one already. */
export function MoreObjectiveFields({ draft, set, problem }: ObjectiveForm) {
  const { t } = useStrings()
  return (
    <MoreFields>
      <LongTextField
        label={t('objective.description')}
        value={draft.description}
        onChange={(description) => set({ description })}
        problem={problem('description')}
      />
      <PriorityField value={draft.priorityId} onChange={(priorityId) => set({ priorityId })} />
      <ChipsField
        label={t('objective.progressMode')}
        value={draft.progressMode}
        onChange={(progressMode) => set({ progressMode })}
        options={modes.map((value) => ({ value, text: t(`objective.progressMode.${value}`) }))}
      />
      <TeamField
        label={t('objective.team')}
        hint={t('objective.teamHint')}
        value={draft.teamId}
        onChange={(teamId) => set({ teamId })}
      />
      <CycleField value={draft.cycleId} onChange={(cycleId) => set({ cycleId })} />
      <Days {...{ draft, set, problem }} />
      <ExternalField
        value={draft.external}
        onChange={(external) => set({ external })}
        problem={problem('external')}
      />
    </MoreFields>
  )
}

function Days({ draft, set, problem }: ObjectiveForm) {
  const { t } = useStrings()
  return (
    <>
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

/** Which of the workspace's priorities it serves; nothing is asked where there are none. */
function PriorityField(props: { value: string; onChange: (priorityId: string) => void }) {
  const api = useApi()
  const { t } = useStrings()
  const { data } = useQuery({
    queryKey: ['workspace'],
    queryFn: ({ signal }) => read(api.GET('/v1/workspace', { signal })),
    staleTime: 5 * 60_000,
  })
  if (!data || data.priorities.length === 0) return null
  const options = data.priorities.map(({ id, sentence }) => ({ value: id, text: sentence }))
  return (
    <ChoiceField
      label={t('objective.priority')}
      {...props}
      options={[{ value: '', text: t('objective.noPriority') }, ...options]}
    />
  )
}
