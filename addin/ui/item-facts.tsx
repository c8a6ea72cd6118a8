import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useBecause } from '../strings/reasons.ts'
import { useStrings } from '../strings/strings.tsx'
import { Gauge } from './gauge.tsx'
import { GoTo } from './go-to.tsx'
import { hrefTo } from './places.ts'
import { StatusBadge, statusOf } from './status-badge.tsx'

type Schemas = components['schemas']

interface StandingFactsProps {
  item: Pick<Schemas['ObjectiveDetail'], 'title' | 'lifecycle' | 'progress' | 'standing'>
  /** Where it should be today, in percent. */
  expected?: number | null
  /** The figure in its own unit. */
  amount?: string
}

/** How an item stands: one status, one gauge, and why both are so; who set it by hand says why. */
export function StandingFacts({ item, expected, amount }: StandingFactsProps) {
  const styles = useFactStyles()
  const { t } = useStrings()
  const because = useBecause()
  const { progress, standing, lifecycle, title } = item
  const status = statusOf({ lifecycle, health: standing.health })
  return (
    <>
      <div>
        <StatusBadge status={status} reason={because(standing.reason)} />
      </div>
      {standing.override?.why && (
        <p className={styles.text}>{t('item.overridden', { why: standing.override.why })}</p>
      )}
      <Gauge
        percent={progress.value}
        label={title}
        {...(expected != null && { expected })}
        {...(amount && { amount })}
      />
      <p className={styles.quiet}>{because(progress.reason)}</p>
      <p className={styles.quiet}>{because(standing.reason)}</p>
    </>
  )
}

/** How an item ended, once it is closed. */
export function Ending({
  item,
}: {
  item: Pick<Schemas['ObjectiveDetail'], 'closedAt' | 'score' | 'learned' | 'scorings'>
}) {
  const styles = useFactStyles()
  const { t } = useStrings()
  const { day, dayOf, number } = useFormats()
  const { closedAt, score, learned, scorings } = item
  if (!closedAt) return null
  const on = day(dayOf(closedAt))
  return (
    <>
      <p className={styles.text}>
        {score === null
          ? t('item.closedUnscored', { day: on })
          : t('item.closed', { day: on, score: number(score) })}
      </p>
      {scorings.length > 1 && (
        <ul className={styles.versions} aria-label={t('item.scorings')}>
          {scorings.map(({ at, score: given, reason }) => (
            <li key={at}>
              {[day(dayOf(at)), given === null ? '–' : number(given), reason].filter(Boolean).join(' · ')}
            </li>
          ))}
        </ul>
      )}
      {learned && <Told title={t('item.learned')} text={learned} />}
    </>
  )
}

type Carried = Schemas['CarriedItem'] | null

/** Where an item goes on from an earlier cycle, or in a later one. */
export function GoesOn({ kind, from, to }: { kind: 'objective' | 'keyResult'; from: Carried; to: Carried }) {
  const { t } = useStrings()
  return (
    <>
      {from && (
        <GoTo href={hrefTo(kind, { id: from.id })}>{t('item.carriedFrom', { cycle: from.cycle })}</GoTo>
      )}
      {to && <GoTo href={hrefTo(kind, { id: to.id })}>{t('item.carriedTo', { cycle: to.cycle })}</GoTo>}
    </>
  )
}

/** What people wrote, under a small heading. */
export function Told({ title, text }: { title: string; text: string }) {
  const styles = useFactStyles()
  return (
    <div>
      <h2 className={styles.heading}>{title}</h2>
      <p className={styles.text}>{text}</p>
    </div>
  )
}

/** The facts of a card, one below the other. */
export const useFactStyles = makeStyles({
  facts: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  quiet: {
    ...typographyStyles.caption1,
    margin: 0,
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
  versions: {
    ...typographyStyles.caption1,
    margin: 0,
    paddingInlineStart: '20px',
    color: tokens.colorNeutralForeground3,
    overflowWrap: 'anywhere',
  },
  heading: { ...typographyStyles.caption1Strong, margin: 0, color: tokens.colorNeutralForeground3 },
  text: { ...typographyStyles.body1, margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
})
