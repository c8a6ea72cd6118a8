import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { useFactStyles } from '../ui/item-facts.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Section } from '../ui/section.tsx'

type Reachability = components['schemas']['Reachability']

/** Whether messages reach the reader and, where the bot does not, why and what to do. */
export function MyReach() {
  const { t } = useStrings()
  const api = useApi()
  const query = useQuery({
    queryKey: ['notifications', 'reachability', 'mine'],
    queryFn: ({ signal }) => read(api.GET('/v1/notifications/reachability/mine', { signal })),
  })
  return (
    <Section title={t('reach.mine')}>
      <Loaded query={query}>{(one) => <Reached one={one} />}</Loaded>
    </Section>
  )
}

function Reached({ one: { by, why, deliveredAt, uncertain } }: { one: Reachability }) {
  const { t } = useStrings()
  const { instant } = useFormats()
  const styles = useFactStyles()
  const facts = [
    ...(deliveredAt ? [t('reach.mine.delivered', { at: instant(deliveredAt) })] : []),
    ...(uncertain > 0 ? [t('reach.mine.uncertain', { count: uncertain })] : []),
  ]
  return (
    <Card>
      <p className={styles.text}>{t(`reach.mine.by.${by ?? 'nothing'}`)}</p>
      {why && <p className={styles.text}>{t(`reach.mine.why.${why}`)}</p>}
      {facts.length > 0 && <p className={styles.quiet}>{facts.join(' · ')}</p>}
    </Card>
  )
}
