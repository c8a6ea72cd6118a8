import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'

type Moved = components['schemas']['MovementAround']

/** What a barrier cost: how fast what it held up moved before, while it stood there, and after. */
export function WhatItCost({ id }: { id: string }) {
  const api = useApi()
  const { t } = useStrings()
  const { data } = useQuery({
    queryKey: ['barriers', id, 'movement'],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/barriers/{id}/movement', { params: { path: { id } }, signal })),
  })
  const known = (data?.data ?? []).filter(({ before, during }) => before !== null || during !== null)
  if (known.length === 0) return null
  return (
    <Section title={t('barrier.cost.title')} lead={t('barrier.cost.lead')}>
      <Rows>
        {known.map((moved) => (
          <MovedRow key={moved.keyResultId} moved={moved} />
        ))}
      </Rows>
    </Section>
  )
}

function MovedRow({ moved }: { moved: Moved }) {
  const { t } = useStrings()
  const { number } = useFormats()
  const parts = (['before', 'during', 'after'] as const)
    .filter((part) => moved[part] !== null)
    .map((part) => t(`barrier.cost.${part}`, { points: number(moved[part]!) }))
  return (
    <Row
      title={moved.title}
      href={hrefTo('keyResult', { id: moved.keyResultId })}
      detail={parts.join(' · ')}
    />
  )
}

/** Promises kept to a team, for everybody who sees it; nothing while none was given. */
export function usePromisesKept(teamId: string): string {
  const api = useApi()
  const { t } = useStrings()
  const { data } = useQuery({
    queryKey: ['barriers', 'promises', teamId],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/barriers/promises', { params: { query: { teamId } }, signal })),
  })
  if (!data || data.kept + data.missed === 0) return ''
  return t('barrier.promises', { kept: data.kept, all: data.kept + data.missed })
}

/** How I answer what I am asked; I alone see it. */
export function MyFigures() {
  const api = useApi()
  const { t } = useStrings()
  const { number, percent } = useFormats()
  const { data } = useQuery({
    queryKey: ['barriers', 'my-figures'],
    queryFn: ({ signal }) => read(api.GET('/v1/barriers/my-figures', { signal })),
  })
  if (!data || data.asked === 0) return null
  const { daysToAnswer, daysToUnblocked, confirmedFirst } = data
  const facts = [
    daysToAnswer !== null && t('figures.answer', { days: daysToAnswer, figure: number(daysToAnswer) }),
    daysToUnblocked !== null &&
      t('figures.unblocked', { days: daysToUnblocked, figure: number(daysToUnblocked) }),
    confirmedFirst !== null && t('figures.first', { share: percent(confirmedFirst * 100) }),
  ].filter((fact): fact is string => Boolean(fact))
  if (facts.length === 0) return null
  return (
    <Section title={t('figures.title')} lead={t('figures.lead')}>
      <Rows>
        {facts.map((fact) => (
          <Row key={fact} title={fact} />
        ))}
      </Rows>
    </Section>
  )
}
