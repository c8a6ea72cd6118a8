import { MapRegular } from '@fluentui/react-icons'
import { useDeferredValue, useState } from 'react'
import { GoalMap } from '../map/branches.tsx'
import { useMap } from '../map/map.ts'
import { useSearch } from '../search/search.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { TextField } from '../ui/fields.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { EmptyState } from '../ui/states.tsx'

/** What serves what: from what matters most down to the numbers. */
export function MapPage() {
  const { t } = useStrings()
  const query = useMap()
  const [typed, setTyped] = useState('')
  return (
    <Page title={t('map.title')} lead={query.data?.mission ?? t('map.lead')}>
      <TextField label={t('map.search')} value={typed} maxLength={100} onChange={setTyped} />
      <Hits typed={useDeferredValue(typed)} />
      <Loaded query={query}>
        {({ roots }) =>
          roots.length === 0 ? (
            <EmptyState icon={<MapRegular />} title={t('map.empty.title')} why={t('map.empty.why')} />
          ) : (
            <Card flush>
              <GoalMap roots={roots} />
            </Card>
          )
        }
      </Loaded>
    </Page>
  )
}

function Hits({ typed }: { typed: string }) {
  const { t } = useStrings()
  const { data } = useSearch(typed)
  if (typed.trim() === '' || !data) return null
  const items = data.groups.filter(({ kind }) => kind === 'objective' || kind === 'key_result')
  if (items.length === 0) return <p role="status">{t('search.none', { q: typed.trim() })}</p>
  return (
    <Rows label={t('search.title')}>
      {items.flatMap(({ kind, hits }) =>
        hits.map(({ id, title, team }) => (
          <Row
            key={id}
            title={title}
            href={hrefTo(kind === 'objective' ? 'objective' : 'keyResult', { id })}
            detail={team}
          />
        )),
      )}
    </Rows>
  )
}
