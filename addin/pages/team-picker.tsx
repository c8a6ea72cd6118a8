import { Select } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { hrefTo } from '../ui/places.ts'

/** Goes to another team's board. Shown where there is more than one. */
export function TeamPicker({ current }: { current?: string }) {
  const api = useApi()
  const { t } = useStrings()
  const { data } = useQuery({
    queryKey: ['teams'],
    queryFn: ({ signal }) => read(api.GET('/v1/teams', { params: { query: { limit: 200 } }, signal })),
    staleTime: 5 * 60_000,
  })
  const teams = data?.data ?? []
  if (teams.length < 2) return null
  return (
    <Select
      aria-label={t('team.pick')}
      value={current ?? ''}
      onChange={(_, { value }) => {
        window.location.hash = hrefTo('team', { id: value })
      }}
    >
      {!current && <option value="">{t('team.pick')}</option>}
      {teams.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  )
}
