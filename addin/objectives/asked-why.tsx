import { QuestionCircleRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'

/** One imported goal a week asks its owner why it matters; nothing waits for the answer. */
export function AskedForWhy() {
  const api = useApi()
  const { t } = useStrings()
  const { data } = useQuery({
    queryKey: ['objectives', 'asked-why'],
    queryFn: ({ signal }) => read(api.GET('/v1/objectives/asked-why', { signal })),
  })
  if (!data?.objective) return null
  const { id, title } = data.objective
  const href = hrefTo('objective', { id })
  return (
    <Section title={t('objective.askedWhy')} lead={t('objective.askedWhyLead')}>
      <Rows label={t('objective.askedWhy')}>
        <Row
          start={<QuestionCircleRegular fontSize={20} aria-hidden />}
          title={title}
          href={href}
          actions={
            <GoTo kind="button" href={href}>
              {t('objective.sayWhy')}
            </GoTo>
          }
        />
      </Rows>
    </Section>
  )
}
