import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { touchedByBarrier } from './moves.ts'

type Suggestion = components['schemas']['SystemicSuggestion']

/** What comes again and again: a suggestion, never made one by itself. */
export function AgainAndAgain() {
  const api = useApi()
  const { t } = useStrings()
  const { data } = useQuery({
    queryKey: ['barriers', 'systemic'],
    queryFn: ({ signal }) => read(api.GET('/v1/barriers/systemic', { signal })),
  })
  if (!data || data.data.length === 0) return null
  return (
    <Section title={t('systemic.title')} lead={t('systemic.lead')}>
      <Rows>
        {data.data.map((suggestion) => (
          <SuggestionRow key={suggestion.id} suggestion={suggestion} />
        ))}
      </Rows>
    </Section>
  )
}

function SuggestionRow({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useStrings()
  const { list } = useFormats()
  const { accept, dismiss } = useAnswers(suggestion)
  const { kind, teamName, parts } = suggestion
  const what = t(`obstacle.${kind}`)
  const names = parts.map(({ number, title }) =>
    [number && `#${number}`, title ?? what].filter(Boolean).join(' '),
  )
  return (
    <Row
      title={t('systemic.often', { what, count: parts.length, team: teamName })}
      detail={list(names)}
      actions={
        <>
          <TapButton kind="main" busy={accept.busy} onTap={() => accept.run(suggestion.id)}>
            {t('systemic.accept')}
          </TapButton>
          <TapButton busy={dismiss.busy} onTap={() => dismiss.run(suggestion.id)}>
            {t('systemic.dismiss')}
          </TapButton>
        </>
      }
    />
  )
}

function useAnswers({ kind }: Suggestion) {
  const api = useApi()
  const { t } = useStrings()
  const what = t(`obstacle.${kind}`)
  const at = (id: string, header: { 'idempotency-key': string }) => ({ path: { id }, header })
  return {
    accept: useAction({
      run: (id: string, once) =>
        read(api.POST('/v1/barriers/systemic/{id}/accept', { params: at(id, once), body: {} })),
      touches: touchedByBarrier,
      done: ({ number }) => t('systemic.accepted', { number, what }),
    }),
    dismiss: useAction({
      run: (id: string, once) =>
        read(api.POST('/v1/barriers/systemic/{id}/dismiss', { params: at(id, once) })),
      touches: touchedByBarrier,
      done: () => t('systemic.dismissed', { what }),
    }),
  }
}
