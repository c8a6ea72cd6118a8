import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import type { MyReviews as Mine } from './midway.ts'

// Met twice in a quarter.
const MidwayRow = lazy(async () => ({ default: (await import('./midway-row.tsx')).MidwayRow }))
const MyChallenges = lazy(async () => ({ default: (await import('./challenges.tsx')).MyChallenges }))

/** What a cycle asks of me now: half way keep, change or stop; at its end the scores. Nothing: not there. */
export function MyReviews() {
  const api = useApi()
  const query = useQuery({
    queryKey: ['my-reviews'],
    queryFn: ({ signal }) => read(api.GET('/v1/my-reviews', { signal })),
  })
  if (!query.data) return null
  return (
    <Suspense>
      <Midway midway={query.data.midway} />
      <Closing closing={query.data.closing} />
      {query.data.challenges.length > 0 && <MyChallenges challenges={query.data.challenges} />}
    </Suspense>
  )
}

function Midway({ midway }: { midway: Mine['midway'] }) {
  const { t } = useStrings()
  const { day } = useFormats()
  const [first] = midway
  if (!first) return null
  return (
    <Section
      title={t('midway.title')}
      count={midway.length}
      lead={t('midway.lead', { cycle: first.cycle, day: day(first.endDay) })}
    >
      <Rows label={t('midway.title')}>
        {midway.map((item) => (
          <MidwayRow key={item.id} item={item} />
        ))}
      </Rows>
    </Section>
  )
}

function Closing({ closing }: { closing: Mine['closing'] }) {
  const { t } = useStrings()
  const { day } = useFormats()
  if (closing.length === 0) return null
  return (
    <Section title={t('closing.title')} lead={t('closing.lead')}>
      <Rows label={t('closing.title')}>
        {closing.map(({ teamId, teamName, cycleId, cycle, endDay, open }) => (
          <Row
            key={`${teamId} ${cycleId}`}
            title={t('closing.team', { team: teamName, cycle })}
            detail={[t('review.left', { count: open }), t('closing.until', { day: day(endDay) })].join(' · ')}
            actions={
              <GoTo kind="button" href={hrefTo('review', { id: teamId })}>
                {t('review.open')}
              </GoTo>
            }
          />
        ))}
      </Rows>
    </Section>
  )
}
