import { HandRightRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { type InTheWayOf, RaiseDialog } from '../barriers/raise-dialog.tsx'
import { CheckInForm } from '../check-ins/check-in-form.tsx'
import { CheckInHistory } from '../check-ins/history.tsx'
import { StepPath } from '../commitments/path.tsx'
import { type KeyResult, KeyResultCard } from '../key-results/key-result-card.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import type { PageProps } from './routes.ts'

/** One key result: where it stands, its path, its check-in, its history. */
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
  const [stuck, setStuck] = useState<InTheWayOf>()
  const inTheWay = (stepId?: string) => setStuck({ keyResultId: keyResult.id, ...(stepId && { stepId }) })
  const back = (
    <GoTo kind="back" href={hrefTo('team', { id: keyResult.teamId })}>
      {t('keyResult.back')}
    </GoTo>
  )
  const actions = (
    <TapButton icon={<HandRightRegular />} onTap={() => inTheWay()}>
      {t('keyResult.inTheWay')}
    </TapButton>
  )
  return (
    <Page title={keyResult.title} back={back} actions={actions}>
      <KeyResultCard keyResult={keyResult} />
      <StepPath keyResultId={keyResult.id} onStuck={inTheWay} />
      <CheckIn keyResult={keyResult} />
      <CheckInHistory subject={keyResult} />
      {stuck && <RaiseDialog of={stuck} onClose={() => setStuck(undefined)} />}
    </Page>
  )
}

function CheckIn({ keyResult }: { keyResult: KeyResult }) {
  const { t } = useStrings()
  if (!keyResult.can.checkIn) return null
  return (
    <Section title={t('checkIn.title')}>
      <Card>
        {/* A new check-in starts a new form, filled with what is the last one now. */}
        <CheckInForm key={keyResult.latest?.id ?? 'first'} subject={keyResult} />
      </Card>
    </Section>
  )
}
