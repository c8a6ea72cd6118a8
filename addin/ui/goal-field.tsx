import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { ChipsField } from './chips-field.tsx'
import { TextField } from './fields.tsx'

interface GoalFieldProps {
  value: string | null
  onChange: (objectiveId: string) => void
  /** Goals that make no sense here: the item itself, and what it serves already. */
  without: string[]
  problem?: string | undefined
}

const shownAtOnce = 8

/** One goal of the workspace: the newest to pick from, or those that a typed word finds. */
export function GoalField({ value, onChange, without, problem }: GoalFieldProps) {
  const { t } = useStrings()
  const [typed, setTyped] = useState('')
  const found = useGoals(useDeferredValue(typed.trim()), shownAtOnce + without.length)
  const goals = found?.filter(({ id }) => !without.includes(id)) ?? []
  const options = goals.slice(0, shownAtOnce).map(({ id, title }) => ({ value: id, text: title }))
  return (
    <>
      <TextField
        label={t('goal.search')}
        value={typed}
        maxLength={100}
        onChange={setTyped}
        problem={problem}
      />
      {options.length > 0 && (
        <ChipsField label={t('goal.pick')} value={value} onChange={onChange} options={options} />
      )}
      {found && options.length === 0 && <p>{t('goal.none')}</p>}
    </>
  )
}

function useGoals(q: string, limit: number) {
  const api = useApi()
  const query = { limit: Math.min(limit, 100), open: true, sort: '-created' as const, ...(q && { q }) }
  const { data } = useQuery({
    queryKey: ['objectives', query],
    queryFn: ({ signal }) => read(api.GET('/v1/objectives', { params: { query }, signal })),
    placeholderData: (before) => before,
  })
  return data?.data
}
