import { makeStyles, tokens } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Hidden } from './hidden.tsx'

export interface Point {
  /** 'YYYY-MM-DD' */
  day: string
  value: number
}

interface SparklineProps {
  points: Point[]
  target?: number
  unit?: string | null
  /** What the line shows, for its summary and table. */
  label: string
}

const width = 96
const height = 28
const inset = 3

/** A small line of values over time, with a summary in words and its data as a table for screen readers. */
export function Sparkline({ points, target, unit, label }: SparklineProps) {
  const styles = useSparklineStyles()
  const drawn = place(points, target)
  const summary = useSummary({ points, unit: unit ?? null, label })
  const last = drawn.line.at(-1)
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${width} ${height}`} className={styles.picture} role="img" aria-label={summary}>
        {drawn.target !== undefined && (
          <line className={styles.target} x1={0} x2={width} y1={drawn.target} y2={drawn.target} />
        )}
        <polyline className={styles.line} points={drawn.line.map(({ x, y }) => `${x},${y}`).join(' ')} />
        {last && <circle className={styles.last} cx={last.x} cy={last.y} r={2.5} />}
      </svg>
      <Hidden>
        <PointTable points={points} unit={unit ?? null} label={label} />
      </Hidden>
    </figure>
  )
}

function useSummary({
  points,
  unit,
  label,
}: {
  points: Point[]
  unit: string | null
  label: string
}): string {
  const { t } = useStrings()
  const { amount, day } = useFormats()
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return t('sparkline.none', { label })
  const values = {
    label,
    first: amount(first.value, unit),
    last: amount(last.value, unit),
    count: points.length,
  }
  return t('sparkline.summary', { ...values, from: day(first.day), to: day(last.day) })
}

function PointTable({ points, unit, label }: { points: Point[]; unit: string | null; label: string }) {
  const { t } = useStrings()
  const { amount, dayInFull } = useFormats()
  return (
    <table>
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('sparkline.day')}</th>
          <th scope="col">{t('sparkline.value')}</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={`${point.day} ${point.value}`}>
            <th scope="row">{dayInFull(point.day)}</th>
            <td>{amount(point.value, unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function place(points: Point[], target: number | undefined) {
  const values = points.map(({ value }) => value)
  const all = target === undefined ? values : [...values, target]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const y = (value: number) =>
    high === low ? height / 2 : inset + (1 - (value - low) / (high - low)) * (height - 2 * inset)
  const [from, to] = [time(points[0]), time(points.at(-1))]
  const x = (point: Point) =>
    to === from ? width - inset : inset + ((time(point) - from) / (to - from)) * (width - 2 * inset)
  return {
    line: points.map((point) => ({ x: round(x(point)), y: round(y(point.value)) })),
    target: target === undefined ? undefined : round(y(target)),
  }
}

function time(point: Point | undefined): number {
  return point ? Date.parse(point.day) : 0
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

const useSparklineStyles = makeStyles({
  figure: { margin: 0, position: 'relative', inlineSize: `${width}px`, flexShrink: 0 },
  picture: {
    display: 'block',
    inlineSize: `${width}px`,
    blockSize: `${height}px`,
    ':dir(rtl)': { transform: 'scaleX(-1)' },
  },
  line: {
    fill: 'none',
    stroke: tokens.colorCompoundBrandStroke,
    strokeWidth: '1.75px',
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  },
  last: { fill: tokens.colorCompoundBrandStroke },
  target: { stroke: tokens.colorNeutralStrokeAccessible, strokeWidth: '1px', strokeDasharray: '2 3' },
})
