import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { hrefTo } from '../ui/places.ts'
import { Section } from '../ui/section.tsx'
import { type GrownFrom as Quoted, type RoundObjective, useGrownFrom } from './rounds.ts'

type Grown = Pick<RoundObjective, 'id' | 'origin'>

/** How a goal came about: where it comes from, and in whose words; both versions where they differ. */
export function GrownFrom({ objective: { id, origin } }: { objective: Grown }) {
  const styles = useQuoteStyles()
  const { t } = useStrings()
  const quotes = useGrownFrom(id).data?.data ?? []
  return (
    <Section title={t('round.origin.title')}>
      <Card>
        <div className={styles.all}>
          <p className={styles.text}>{t(`round.origin.${origin}`)}</p>
          {quotes.map((quote) => (
            <Quote key={quote.id} quote={quote} />
          ))}
          {quotes[0] && (
            <GoTo href={hrefTo('round', { id: quotes[0].roundId })}>{t('round.origin.round')}</GoTo>
          )}
        </div>
      </Card>
    </Section>
  )
}

function Quote({ quote: { kind, text, why, day, author, wording } }: { quote: Quoted }) {
  const styles = useQuoteStyles()
  const { t } = useStrings()
  const formats = useFormats()
  const name = author?.name ?? ''
  const whose = kind === 'member' ? name || t('round.somebody') : t(`round.kind.${kind}`, { name })
  return (
    <figure className={styles.quote}>
      <figcaption className={styles.quiet}>{[whose, formats.day(day)].join(' · ')}</figcaption>
      <blockquote className={styles.words}>
        <p className={styles.said}>{t('round.quoted', { words: text })}</p>
        {why && <p className={styles.text}>{why}</p>}
      </blockquote>
      {wording.state !== 'same' ? (
        <p className={styles.quiet}>
          {t('round.origin.now')}{' '}
          <span className={styles.now}>{t('round.quoted', { words: wording.title })}</span>
          {kind === 'member' && ` · ${t(`round.wording.${wording.state}`)}`}
          {wording.words && ` ${t('round.quoted', { words: wording.words })}`}
        </p>
      ) : (
        <p className={styles.quiet}>{t('round.origin.same')}</p>
      )}
    </figure>
  )
}

const useQuoteStyles = makeStyles({
  all: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalM,
  },
  quote: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalM,
    borderInlineStartStyle: 'solid',
    borderInlineStartWidth: '3px',
    borderInlineStartColor: tokens.colorBrandStroke2,
    overflowWrap: 'anywhere',
  },
  words: { margin: 0, whiteSpace: 'pre-wrap' },
  said: { ...typographyStyles.body1Strong, margin: 0 },
  text: { ...typographyStyles.body1, margin: 0 },
  quiet: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  now: { color: tokens.colorNeutralForeground1 },
})
