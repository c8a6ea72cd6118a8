import { makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { BarrierActions } from '../barriers/barrier-actions.tsx'
import { useBarrierFacts } from '../barriers/facts.ts'
import { type Barrier, useName } from '../barriers/moves.ts'
import { BarrierBadge } from '../barriers/state-badge.tsx'
import { BarrierStory } from '../barriers/story.tsx'
import { Comments } from '../comments/comments.tsx'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import type { PageProps } from './routes.ts'

/** One barrier: what it is, what it blocks, what can be done, what happened. */
export function BarrierPage({ id }: PageProps) {
  const api = useApi()
  const query = useQuery({
    queryKey: ['barriers', id],
    queryFn: ({ signal }) => read(api.GET('/v1/barriers/{id}', { params: { path: { id } }, signal })),
  })
  return <Loaded query={query}>{(barrier) => <Shown barrier={barrier} />}</Loaded>
}

function Shown({ barrier }: { barrier: Barrier }) {
  const styles = useBarrierStyles()
  const { t } = useStrings()
  const facts = useBarrierFacts(barrier)
  const back = (
    <GoTo kind="back" href={hrefTo('team', { id: barrier.teamId })}>
      {t('keyResult.back')}
    </GoTo>
  )
  return (
    <Page title={useName(barrier)} lead={facts.join(' · ')} back={back}>
      <Card>
        <div className={styles.card}>
          <BarrierBadge barrier={barrier} />
          {barrier.audience === 'leader_only' && <span>{t('barrier.leaderOnly')}</span>}
          {barrier.details && <p className={styles.text}>{barrier.details}</p>}
          <Links barrier={barrier} />
          <div className={styles.actions}>
            <BarrierActions barrier={barrier} />
          </div>
        </div>
      </Card>
      <Blocks barrier={barrier} />
      <Section title={t('barrier.story')}>
        <BarrierStory barrier={barrier} />
      </Section>
      <Comments subject={{ kind: 'barrier', id: barrier.id }} />
    </Page>
  )
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

function Blocks({ barrier }: { barrier: Barrier }) {
  const { t } = useStrings()
  if (barrier.blocks.length === 0 && barrier.hiddenBlocks === 0) return null
  return (
    <Section title={t('barrier.blocks')} count={barrier.blocks.length + barrier.hiddenBlocks}>
      <Rows>
        {barrier.blocks.map((block) => (
          <Row
            key={block.id}
            title={block.title}
            {...(block.keyResultId && { href: hrefTo('keyResult', { id: block.keyResultId }) })}
            detail={t(`barrier.block.${block.kind}`)}
          />
        ))}
        {barrier.hiddenBlocks > 0 && (
          <Row title={t('barrier.hiddenBlocks', { count: barrier.hiddenBlocks })} />
        )}
      </Rows>
    </Section>
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
