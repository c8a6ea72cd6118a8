import { useStrings } from '../strings/strings.tsx'
import { ChoiceField } from './pick-fields.tsx'
import { useTeams } from './teams.ts'

interface TeamFieldProps {
  label: string
  /** The empty text: none. */
  value: string
  onChange: (teamId: string) => void
  /** Teams that cannot be picked here. */
  without?: string[]
  /** What it means to pick none; absent: one must be picked. */
  none?: string
  hint?: string
  problem?: string | undefined
}

/** One team, each under the name of the team above it. */
export function TeamField({ value, none, without = [], ...field }: TeamFieldProps) {
  const { t } = useStrings()
  const { data: teams = [] } = useTeams()
  const names = new Map(teams.map(({ id, name }) => [id, name]))
  const options = teams
    .filter(({ id }) => !without.includes(id))
    .map(({ id, name, parentId }) => {
      const above = parentId && names.get(parentId)
      return { value: id, text: above ? t('teams.under', { name, above }) : name }
    })
  const nothing = none ?? (value === '' ? '–' : undefined)
  return (
    <ChoiceField
      {...field}
      value={value}
      options={nothing === undefined ? options : [{ value: '', text: nothing }, ...options]}
    />
  )
}
