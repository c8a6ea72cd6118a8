import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import type { InsightFigure } from './insights.ts'

/** Each figure with how it was worked out and what to do about it. */
export function Figures({ figures }: { figures: InsightFigure[] }) {
  const styles = useFigureStyles()
  return (
    <div className={styles.grid}>
      {figures.map((figure) => (
        <OneFigure key={figure.code} figure={figure} />
      ))}
    </div>
  )
}

function OneFigure({ figure }: { figure: InsightFigure }) {
  const styles = useFigureStyles()
  const { t } = useStrings()
  const { code, of, hidden } = figure
  const shown = useShown(figure)
  return (
    <Card label={t(`insight.${code}`)}>
      <h3 className={styles.name}>{t(`insight.${code}`)}</h3>
      <p className={shown ? styles.value : styles.none}>
        {shown ?? t(hidden ? `insight.hidden.${hidden}` : 'insight.unknown')}
      </p>
      <p className={styles.quiet}>{t(`insight.how.${code}`, { count: of })}</p>
      <p className={styles.next}>{t(`insight.next.${code}`)}</p>
    </Card>
  )
}

function useShown({ code, value }: InsightFigure): string | null {
  const { t } = useStrings()
  const { percent, number } = useFormats()
  if (value === null) return null
  if (code === 'seconds') return t('insight.inSeconds', { seconds: number(Math.round(value)) })
  if (code === 'reminders') return number(Math.round(value * 10) / 10)
  return percent(value * 100)
}

const useFigureStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(240px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  name: { ...typographyStyles.body1Strong, margin: 0 },
  value: { ...typographyStyles.title2, margin: 0 },
  none: { ...typographyStyles.body1, margin: 0, paddingBlock: tokens.spacingVerticalS },
  quiet: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  next: { ...typographyStyles.body1, margin: 0, marginBlockStart: tokens.spacingVerticalS },
})
