import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { CheckSet } from './check-set.tsx'
import { useTeams } from './teams.ts'

interface PrivateTeamsFieldProps {
  label: string
  /** What was granted before, by whomever. */
  before?: readonly string[]
  picked: readonly string[]
  onPick: (picked: string[]) => void
}

/** Private teams stay out of sight of a program unless somebody of theirs says otherwise; an admin may take them away. */
export function PrivateTeamsField({ label, before = [], picked, onPick }: PrivateTeamsFieldProps) {
  const { t } = useStrings()
  const { list } = useFormats()
  const teams = useTeams().data ?? []
  const offered = teams.filter((team) => (team.private && team.role !== null) || before.includes(team.id))
  const others = offered.filter(({ role }) => role === null).map(({ name }) => name)
  if (offered.length === 0) return null
  return (
    <CheckSet
      label={label}
      options={offered.map(({ id, name }) => ({ value: id, text: name }))}
      picked={picked}
      onPick={onPick}
    >
      {others.length > 0 && t('teams.notYours', { names: list(others) })}
    </CheckSet>
  )
}
