import { makeStyles, tokens } from '@fluentui/react-components'
import { EditRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readWithEtag } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { BarrierActions } from '../barriers/barrier-actions.tsx'
import { Blocks } from '../barriers/blocks.tsx'
import { EditBarrier, type EditedBarrier } from '../barriers/edit-dialog.tsx'
import { useBarrierFacts } from '../barriers/facts.ts'
import { WhatItCost } from '../barriers/figures.tsx'
import { Kin } from '../barriers/kin.tsx'
import { type Barrier, useName } from '../barriers/moves.ts'
import { Offers } from '../barriers/offers.tsx'
import { Screenshots } from '../barriers/screenshots.tsx'
import { BarrierBadge } from '../barriers/state-badge.tsx'
import { BarrierStory } from '../barriers/story.tsx'
import { Comments } from '../comments/comments.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import type { Tagged } from '../ui/editing.ts'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type ForAgenda, ToAgendaButton } from '../ui/to-agenda.tsx'
import type { PageProps } from './routes.ts'

/** One barrier: what it is, what it blocks, what can be done, what happened. */
export function BarrierPage({ id }: PageProps) {
  const api = useApi()
  const query = useQuery({
    queryKey: ['barriers', id],
    queryFn: ({ signal }) => readWithEtag(api.GET('/v1/barriers/{id}', { params: { path: { id } }, signal })),
  })
  const reload = async () => (await query.refetch({ throwOnError: true })).data as Tagged<Barrier>
  return <Loaded query={query}>{(item) => <Shown item={item} reload={reload} />}</Loaded>
}

function Shown({ item, reload }: EditedBarrier) {
  const barrier = item.data
  const styles = useBarrierStyles()
  const { t } = useStrings()
  const facts = useBarrierFacts(barrier)
  const name = useName(barrier)
  const [editing, setEditing] = useState(false)
  const back = (
    <GoTo kind="back" href={hrefTo('team', { id: barrier.teamId })}>
      {t('keyResult.back')}
    </GoTo>
  )
  return (
    <Page title={name} lead={facts.join(' · ')} back={back}>
      <Card>
        <div className={styles.card}>
          <BarrierBadge barrier={barrier} />
          {barrier.clearing?.how && <span>{t(`barrier.how.${barrier.clearing.how}`)}</span>}
          {barrier.audience === 'leader_only' && <span>{t('barrier.leaderOnly')}</span>}
          {barrier.details && <p className={styles.text}>{barrier.details}</p>}
          {barrier.decision && (
            <p className={styles.text}>{t('barrier.decision', { words: barrier.decision })}</p>
          )}
          <Links barrier={barrier} />
          <Offers barrier={barrier} />
          <div className={styles.actions}>
            <BarrierActions barrier={barrier} />
            {barrier.can.edit && (
              <TapButton kind="quiet" icon={<EditRegular />} onTap={() => setEditing(true)}>
                {t('barrier.edit')}
              </TapButton>
            )}
            <ToAgendaButton item={forAgenda(barrier, name)} />
          </div>
        </div>
      </Card>
      <Screenshots barrier={barrier} />
      <Blocks barrier={barrier} />
      <Kin barrier={barrier} />
      <WhatItCost id={barrier.id} />
      <Section title={t('barrier.story')}>
        <BarrierStory barrier={barrier} />
      </Section>
      <Comments subject={{ kind: 'barrier', id: barrier.id }} />
      {editing && <EditBarrier item={item} reload={reload} onClose={() => setEditing(false)} />}
    </Page>
  )
}

/** With whom it is spoken about: who is asked, else who raised it. */
function forAgenda({ id, asked, raisedBy, teamId }: Barrier, title: string): ForAgenda {
  return { kind: 'barrier', id, title, suggest: [asked?.memberId, raisedBy], teamId }
}

function Links({ barrier }: { barrier: Barrier }) {
  if (barrier.links.length === 0) return null
  return (
    <ul>
      {barrier.links.map(({ url, text }) => (
        <li key={url}>
          <a href={url} target="_blank" rel="noreferrer noopener">
            {text ?? url}
          </a>
        </li>
      ))}
    </ul>
  )
}

const useBarrierStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalM,
  },
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})
