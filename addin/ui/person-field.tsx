import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { ChoiceField } from './fields.tsx'

interface PersonFieldProps {
  label: string
  value: string | null
  onChange: (memberId: string) => void
  /** Only the people of this team. */
  teamId?: string | undefined
  hint?: string
  problem?: string | undefined
}

/** One person of the workspace, by name. */
export function PersonField({ label, value, onChange, teamId, hint, problem }: PersonFieldProps) {
  const people = usePeople(teamId)
  const options = people.map(({ id, name }) => ({ value: id, text: name }))
  return (
    <ChoiceField
      label={label}
      value={value ?? ''}
      onChange={onChange}
      problem={problem}
      options={value ? options : [{ value: '', text: '–' }, ...options]}
      {...(hint && { hint })}
    />
  )
}

/** The active people of the workspace, or of one team, by name. */
export function usePeople(teamId?: string): { id: string; name: string }[] {
  return useMembers(teamId).filter(({ state }) => state === 'active')
}

/** Who is behind an id, also of people who have left; a stroke while that is not known. */
export function useNames(): (memberId: string | null) => string {
  const names = new Map(useMembers().map(({ id, name }) => [id, name]))
  return (memberId) => names.get(memberId ?? '') ?? '–'
}

function useMembers(teamId?: string) {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['members', { teamId }],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/members', { params: { query: { limit: 200, ...(teamId && { teamId }) } }, signal })),
    staleTime: 5 * 60_000,
  })
  return data?.data ?? []
}
