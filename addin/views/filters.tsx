import { makeStyles, tokens } from '@fluentui/react-components'
import { useStrings } from '../strings/strings.tsx'
import { TextField } from '../ui/fields.tsx'
import { MoreFields } from '../ui/more-fields.tsx'
import { ChoiceField } from '../ui/pick-fields.tsx'
import { useRoom } from '../ui/room.ts'
import { TeamField } from '../ui/team-field.tsx'
import type { Filters } from './views.ts'

const kinds = ['objective', 'key_result'] as const
const statuses = [
  'draft',
  'not_started',
  'on_track',
  'at_risk',
  'behind',
  'unknown',
  'postponed',
  'closed',
] as const

interface FilterFieldsProps {
  value: Filters
  onChange: (filters: Filters) => void
}

/** What narrows a list further: a word, goals or measures, a team, how it stands. */
export function FilterFields({ value, onChange }: FilterFieldsProps) {
  const styles = useFilterStyles()
  const { t } = useStrings()
  const narrow = useRoom() === 'narrow'
  // What is left empty is not asked for.
  const set: Set = (change) => {
    const all = Object.entries({ ...value, ...change }).filter(([, one]) => one !== '')
    onChange(Object.fromEntries(all) as Filters)
  }
  const others = <OtherFields value={value} set={set} />
  return (
    <search className={styles.fields}>
      <TextField label={t('views.q')} value={value.q ?? ''} maxLength={100} onChange={(q) => set({ q })} />
      {narrow ? <MoreFields>{others}</MoreFields> : others}
    </search>
  )
}

type Set = (change: Partial<Record<keyof Filters, string>>) => void

function OtherFields({ value, set }: { value: Filters; set: Set }) {
  const { t } = useStrings()
  const any = { value: '', text: t('views.any') }
  return (
    <>
      <ChoiceField
        label={t('views.kind')}
        value={value.kind ?? ''}
        options={[any, ...kinds.map((kind) => ({ value: kind, text: t(`views.kind.${kind}`) }))]}
        onChange={(kind) => set({ kind })}
      />
      <TeamField
        label={t('views.column.team')}
        none={t('views.any')}
        value={value.teamId ?? ''}
        onChange={(teamId) => set({ teamId })}
      />
      <ChoiceField
        label={t('views.column.status')}
        value={value.status ?? ''}
        options={[any, ...statuses.map((status) => ({ value: status, text: t(`status.${status}`) }))]}
        onChange={(status) => set({ status })}
      />
    </>
  )
}

const useFilterStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(200px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
})
