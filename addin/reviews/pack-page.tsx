import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { type StringKey, useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Told } from '../ui/item-facts.tsx'
import { MovementChart } from './movement-chart.tsx'
import type { ReviewedKeyResult, ReviewedObjective } from './review.ts'
import { useWay } from './reviewed-row.tsx'

/** One goal on one page: why, movement, what was learned, what was cleared, what was won. */
export function PackPage({ objective }: { objective: ReviewedObjective }) {
  const styles = usePackStyles()
  const { t } = useStrings()
  const { why, learned, kind, keyResults, barriers } = objective
  return (
    <article className={styles.page} aria-label={objective.title}>
      <h2 className={styles.title}>{objective.title}</h2>
      <p className={styles.why}>{why ?? t('board.noWhy')}</p>
      <p className={styles.quiet}>{[t(`objective.short.${kind}`), useScore(objective)].join(' · ')}</p>
      <div className={styles.measures}>
        {keyResults.map((one) => (
          <Measure key={one.id} keyResult={one} />
        ))}
      </div>
      {learned && <Told title={t('item.learned')} text={learned} />}
      <List title={t('pack.cleared')} none={t('pack.clearedNone')} lines={useCleared(barriers)} />
      <List title={t('pack.wins')} none={t('pack.winsNone')} lines={useWins(objective)} />
    </article>
  )
}

function useScore({ score, percent }: { score: number | null; percent: number | null }): string {
  const { t } = useStrings()
  const formats = useFormats()
  if (score !== null) return t('review.score', { score: formats.number(score) })
  return percent === null ? t('gauge.unknown') : formats.percent(percent)
}

function Measure({ keyResult }: { keyResult: ReviewedKeyResult }) {
  const styles = usePackStyles()
  const { t } = useStrings()
  const { day, amount } = useFormats()
  const way = useWay({ ...keyResult, of: 'key_result', aspirational: false })
  return (
    <Card label={keyResult.title}>
      <h3 className={styles.name}>{keyResult.title}</h3>
      <p className={styles.quiet}>{[way, useScore(keyResult)].join(' · ')}</p>
      <MovementChart keyResult={keyResult} />
      {keyResult.targetEdits.map((edit) => (
        <p key={`${edit.day} ${edit.after}`} className={styles.quiet}>
          {t('pack.targetMoved', {
            day: day(edit.day),
            before: amount(edit.before, keyResult.unit),
            after: amount(edit.after, keyResult.unit),
            why: edit.reason ?? t('pack.noReason'),
          })}
        </p>
      ))}
      {keyResult.scoring?.reason && (
        <p className={styles.quiet}>{t('review.because', { why: keyResult.scoring.reason })}</p>
      )}
      {keyResult.learned && (
        <p className={styles.text}>{t('review.learned', { learned: keyResult.learned })}</p>
      )}
    </Card>
  )
}

function List({
  title,
  none,
  lines,
}: {
  title: string
  none: string
  lines: { id: string; text: string }[]
}) {
  const styles = usePackStyles()
  return (
    <section>
      <h3 className={styles.name}>{title}</h3>
      {lines.length === 0 && <p className={styles.quiet}>{none}</p>}
      {lines.length > 0 && (
        <ul className={styles.list}>
          {lines.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function useCleared(barriers: ReviewedObjective['barriers']) {
  const { t } = useStrings()
  const { day, dayOf } = useFormats()
  return barriers.map(({ id, number, title, kind, clearedAt }) => ({
    id,
    text: `#${number} ${title ?? t(`obstacle.${kind}` as StringKey)} · ${day(dayOf(clearedAt))}`,
  }))
}

/** Who is better off stands at the top already; a win says it where it says something else. */
function useWins({ wins, why }: Pick<ReviewedObjective, 'wins' | 'why'>) {
  const { t } = useStrings()
  return wins.map(({ id, what, foundBy, betterOff }) => ({
    id,
    text: [what ?? t(`pack.found.${foundBy}`), betterOff?.trim() !== why?.trim() && betterOff]
      .filter(Boolean)
      .join(' · '),
  }))
}

const usePackStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    overflowWrap: 'anywhere',
    // One goal a page; the first one stands under the title.
    '@media print': { breakInside: 'avoid', ':not(:first-of-type)': { breakBefore: 'page' } },
  },
  title: { ...typographyStyles.subtitle1, margin: 0 },
  why: { ...typographyStyles.body2, margin: 0 },
  name: { ...typographyStyles.body1Strong, margin: 0 },
  quiet: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  text: { ...typographyStyles.body1, margin: 0, whiteSpace: 'pre-wrap' },
  list: { margin: 0, paddingInlineStart: '20px', ...typographyStyles.body1 },
  measures: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(300px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
})
