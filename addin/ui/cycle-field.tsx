import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { ChoiceField } from './pick-fields.tsx'

interface CycleFieldProps {
  value: string
  onChange: (cycleId: string) => void
  problem?: string | undefined
}

/** In which cycle an item runs; closed ones take no items any more. */
export function CycleField(props: CycleFieldProps) {
  const api = useApi()
  const { t } = useStrings()
  const { data } = useQuery({
    queryKey: ['cycles', 'all'],
    queryFn: ({ signal }) => read(api.GET('/v1/cycles', { params: { query: { limit: 200 } }, signal })),
  })
  const cycles = (data?.data ?? []).filter(({ id, state }) => state !== 'closed' || id === props.value)
  const options = cycles.map(({ id, name }) => ({ value: id, text: name }))
  if (options.length < 2) return null
  return <ChoiceField label={t('objective.cycle')} {...props} options={options} />
}
