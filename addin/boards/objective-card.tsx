import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { useBecause } from '../strings/reasons.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Gauge } from '../ui/gauge.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { RungCounts } from '../ui/rungs.tsx'
import { StatusBadge, statusOf } from '../ui/status-badge.tsx'
import type { BoardObjective } from './board.ts'
import { KeyResultRow } from './key-result-row.tsx'

/** A goal on the board: its why first, how it stands and why, then the measures under it. */
export function ObjectiveCard({ objective }: { objective: BoardObjective }) {
  const styles = useCardStyles()
  const { t } = useStrings()
  const because = useBecause()
  const { title, why, lifecycle, standing, progress, owner, team, shared, rungs, line } = objective
  return (
    <section className={styles.objective} aria-label={title}>
      <Card>
        <div className={styles.head}>
          <div className={styles.words}>
            <h2 className={styles.title}>
              <a className={styles.link} href={hrefTo('objective', { id: objective.id })}>
                {title}
              </a>
            </h2>
            <p className={styles.why}>{why ?? t('board.noWhy')}</p>
            <p className={styles.quiet}>{shared ? t('board.shared', { team: team.name }) : owner.name}</p>
          </div>
          <StatusBadge
            status={statusOf({ lifecycle, health: standing.health })}
            reason={because(standing.reason)}
          />
        </div>
        <Gauge percent={progress.value} expected={objective.expected} label={title} />
        <p className={styles.quiet}>{because(progress.reason)}</p>
        <p className={styles.quiet}>
          {line ? t('objective.serves', { priority: line.sentence }) : t('objective.notLinked')}
        </p>
        {rungs && <RungCounts counts={rungs} />}
      </Card>
      <Items objective={objective} />
    </section>
  )
}

function Items({ objective }: { objective: BoardObjective }) {
  const { t } = useStrings()
  const { percent } = useFormats()
  const { keyResults, contributions, privateContributions } = objective
  if (keyResults.length + contributions.length + privateContributions.length === 0) return null
  const known = (value: number | null) => (value === null ? t('gauge.unknown') : percent(value))
  return (
    <Rows label={objective.title}>
      {keyResults.map((keyResult) => (
        <KeyResultRow key={keyResult.id} keyResult={keyResult} />
      ))}
      {contributions.map((item) => (
        <Row
          key={item.id}
          title={item.title}
          href={hrefTo('objective', { id: item.id })}
          detail={t('board.contribution', { team: item.team.name, percent: known(item.percent) })}
          figure={<StatusBadge status={item.health} />}
        />
      ))}
      {privateContributions.map((item, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a private contribution has nothing but its place
        <Row key={place} title={t('board.private')} detail={known(item.percent)} />
      ))}
    </Rows>
  )
}

const useCardStyles = makeStyles({
  objective: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    marginBlockEnd: tokens.spacingVerticalS,
  },
  words: { flex: '1 1 200px', minInlineSize: 0, overflowWrap: 'anywhere' },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  link: {
    color: 'inherit',
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  why: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground2 },
  quiet: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
})
