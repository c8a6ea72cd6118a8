import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import type { ReviewedKeyResult } from './review.ts'

const width = 320
const height = 96
const inset = 8

/** Every value over time with the target it was measured against then; the same in words and as a table. */
export function MovementChart({ keyResult }: { keyResult: ReviewedKeyResult }) {
  const styles = useChartStyles()
  const { points, title } = keyResult
  const summary = useSummary(keyResult)
  if (points.length === 0) return <p className={styles.words}>{summary}</p>
  const drawn = place(keyResult)
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={styles.picture}
        role="img"
        aria-label={`${title}: ${summary}`}
      >
        <polyline className={styles.target} points={drawn.target} />
        <polyline className={styles.line} points={drawn.line} />
        {drawn.late.map(({ x, y }) => (
          <circle key={x} className={styles.late} cx={x} cy={y} r={4} />
        ))}
        <circle className={styles.last} cx={drawn.last.x} cy={drawn.last.y} r={4} />
      </svg>
      <figcaption className={styles.words}>{summary}</figcaption>
      <details className={styles.data}>
        <Summary />
        <PointTable keyResult={keyResult} />
      </details>
    </figure>
  )
}

function Summary() {
  const { t } = useStrings()
  return <summary className={useChartStyles().summary}>{t('chart.data')}</summary>
}

function useSummary({ points, unit }: ReviewedKeyResult): string {
  const { t } = useStrings()
  const { amount, day } = useFormats()
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return t('checkIn.none')
  const late = points.filter((point) => point.late).length
  const targets = new Set(points.map(({ target }) => target)).size
  return t('pack.movement', {
    first: amount(first.value, unit),
    last: amount(last.value, unit),
    from: day(first.day),
    to: day(last.day),
    count: points.length,
    late,
    targets,
  })
}

function PointTable({ keyResult: { points, unit, title } }: { keyResult: ReviewedKeyResult }) {
  const styles = useChartStyles()
  const { t } = useStrings()
  const { amount, dayInFull } = useFormats()
  const heads = [t('sparkline.day'), t('sparkline.value'), t('pack.target'), t('pack.note')]
  return (
    <table className={styles.table} aria-label={title}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map((point, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two values may be of one day; a row has nothing but its place
          <tr key={i}>
            <th scope="row">{dayInFull(point.day)}</th>
            <td>{amount(point.value, unit)}</td>
            <td>{point.target === null ? '–' : amount(point.target, unit)}</td>
            <td>{point.late ? t('checkIn.late') : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function place({ points, target }: ReviewedKeyResult) {
  const targets = points.map((point) => point.target ?? target)
  const all = [...points.map(({ value }) => value), ...targets]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const y = (value: number) =>
    high === low ? height / 2 : round(inset + (1 - (value - low) / (high - low)) * (height - 2 * inset))
  const days = points.map(({ day }) => Date.parse(day))
  const [from, to] = [days[0]!, days.at(-1)!]
  const x = (day: number) =>
    to === from ? width / 2 : round(inset + ((day - from) / (to - from)) * (width - 2 * inset))
  const at = points.map((point, i) => ({ x: x(days[i]!), y: y(point.value), late: point.late }))
  return {
    line: at.map((one) => `${one.x},${one.y}`).join(' '),
    // A step where the target was moved: what was measured before keeps the target of then.
    target: targets
      .flatMap((one, i) => [
        ...(i > 0 && targets[i - 1] !== one ? [`${at[i]!.x},${y(targets[i - 1]!)}`] : []),
        `${at[i]!.x},${y(one)}`,
      ])
      .join(' '),
    late: at.filter(({ late }) => late),
    last: at.at(-1)!,
  }
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

const useChartStyles = makeStyles({
  figure: { margin: 0, display: 'flex', flexDirection: 'column', rowGap: '4px' },
  picture: { inlineSize: '100%', blockSize: 'auto', ':dir(rtl)': { transform: 'scaleX(-1)' } },
  line: {
    fill: 'none',
    stroke: tokens.colorCompoundBrandStroke,
    strokeWidth: '2px',
    strokeLinejoin: 'round',
  },
  target: {
    fill: 'none',
    stroke: tokens.colorNeutralStrokeAccessible,
    strokeWidth: '1.5px',
    strokeDasharray: '4 4',
  },
  last: { fill: tokens.colorCompoundBrandStroke },
  late: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorCompoundBrandStroke, strokeWidth: '2px' },
  words: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  data: { '@media print': { display: 'none' } },
  summary: {
    ...typographyStyles.caption1,
    minBlockSize: '24px',
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  table: {
    ...typographyStyles.caption1,
    borderCollapse: 'collapse',
    textAlign: 'start',
    '& th, & td': { textAlign: 'start', paddingInlineEnd: tokens.spacingHorizontalM, fontWeight: 'inherit' },
  },
})
