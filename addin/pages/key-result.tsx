import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { CheckInForm } from '../check-ins/check-in-form.tsx'
import { CheckInHistory } from '../check-ins/history.tsx'
import { type KeyResult, KeyResultCard } from '../key-results/key-result-card.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Section } from '../ui/section.tsx'
import type { PageProps } from './routes.ts'

/** One key result: where it stands, its check-in, its history. */
export function KeyResultPage({ id }: PageProps) {
  const api = useApi()
  const query = useQuery({
    queryKey: ['key-results', id],
    queryFn: ({ signal }) => read(api.GET('/v1/key-results/{id}', { params: { path: { id } }, signal })),
  })
  return <Loaded query={query}>{(keyResult) => <Shown keyResult={keyResult} />}</Loaded>
}

function Shown({ keyResult }: { keyResult: KeyResult }) {
  const { t } = useStrings()
  return (
    <Page
      title={keyResult.title}
      back={
        <GoTo kind="back" href={hrefTo('team', { id: keyResult.teamId })}>
          {t('keyResult.back')}
        </GoTo>
      }
    >
      <KeyResultCard keyResult={keyResult} />
      {keyResult.can.checkIn && (
        <Section title={t('checkIn.title')}>
          <Card>
            {/* A new check-in starts a new form, filled with what is the last one now. */}
            <CheckInForm key={keyResult.latest?.id ?? 'first'} subject={keyResult} />
          </Card>
        </Section>
      )}
      <CheckInHistory subject={keyResult} />
    </Page>
  )
}
