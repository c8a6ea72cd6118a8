import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from './chips-field.tsx'
import { TextField } from './fields.tsx'
import { useKnownName, useNames } from './names.ts'
import { ChoiceField } from './pick-fields.tsx'

interface PersonFieldProps {
  label: string
  value: string | null
  onChange: (memberId: string, name: string) => void
  /** Only the people of this team. */
  teamId?: string | undefined
  /** People who cannot be picked here. */
  without?: string[]
  hint?: string
  problem?: string | undefined
}

// A list that opens serves some dozen people; more are found by the beginning of a name.
const listed = 50
const shownAtOnce = 8

/** One person of the workspace, by name: from a list where few are to choose from, else by searching. */
export function PersonField(props: PersonFieldProps) {
  const { without = [], onChange, teamId } = props
  const note = useKnownName()
  const { people, more } = usePeople({ teamId })
  const pick = (id: string, among: Named[]) => {
    const name = among.find((person) => person.id === id)?.name ?? ''
    if (name) note(id, name)
    onChange(id, name)
  }
  const field = { ...props, without, pick }
  if (more) return <SearchField {...field} />
  return <ListField {...field} people={people.filter(({ id }) => !without.includes(id))} />
}

interface Named {
  id: string
  name: string
}

type FieldProps = PersonFieldProps & { without: string[]; pick: (id: string, among: Named[]) => void }

function ListField({ label, value, hint, problem, people, pick }: FieldProps & { people: Named[] }) {
  const nameOf = useNames([value])
  const known = people.some(({ id }) => id === value) || !value
  const all = known ? people : [{ id: value, name: nameOf(value) }, ...people]
  const options = all.map(({ id, name }) => ({ value: id, text: name }))
  return (
    <ChoiceField
      label={label}
      value={value ?? ''}
      onChange={(id) => pick(id, people)}
      problem={problem}
      options={value ? options : [{ value: '', text: '–' }, ...options]}
      {...(hint && { hint })}
    />
  )
}

function SearchField({ label, value, hint, problem, teamId, without, pick }: FieldProps) {
  const { t } = useStrings()
  const nameOf = useNames([value])
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const { people, known } = usePeople({ teamId, q: q || undefined })
  const found = people.filter(({ id }) => !without.includes(id)).slice(0, shownAtOnce)
  const chosen = value && !found.some(({ id }) => id === value) ? [{ id: value, name: nameOf(value) }] : []
  const options = [...chosen, ...(q ? found : [])].map(({ id, name }) => ({ value: id, text: name }))
  return (
    <>
      <TextField
        label={label}
        placeholder={t('person.search')}
        maxLength={100}
        value={typed}
        onChange={setTyped}
        problem={problem}
        {...(hint && { hint })}
      />
      {options.length > 0 && (
        <ChipsField
          label={t('person.found')}
          value={value}
          onChange={(id) => pick(id, [...chosen, ...found])}
          options={options}
        />
      )}
      {q && known && found.length === 0 && <p>{t('person.none')}</p>}
    </>
  )
}

/** The active people of the workspace or of one team, by name, as far as they stand in one list. */
function usePeople({ teamId, q }: { teamId?: string | undefined; q?: string | undefined }) {
  const api = useApi()
  const query = { limit: listed, state: 'active' as const, ...(teamId && { teamId }), ...(q && { q }) }
  const { data } = useQuery({
    queryKey: ['members', query],
    queryFn: ({ signal }) => read(api.GET('/v1/members', { params: { query }, signal })),
    staleTime: 5 * 60_000,
    placeholderData: (before) => (q ? before : undefined),
  })
  return {
    people: data?.data ?? [],
    more: data?.nextCursor != null,
    known: data !== undefined,
  }
}
