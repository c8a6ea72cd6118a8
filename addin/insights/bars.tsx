import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'

export interface Bar {
  name: string
  /** 0 to 1; null: nothing was due. */
  share: number | null
  /** What stands behind it: "9 of 11". */
  of: string
}

interface BarsProps {
  title: string
  /** The chart in a sentence. */
  summary: string
  bars: Bar[]
  /** A line to reach, 0 to 1. */
  goal?: number
}

const width = 480
const height = 120
const foot = 16

/** Shares side by side, with the goal as a line; the same in a sentence and as a table. */
export function Bars({ title, summary, bars, goal }: BarsProps) {
  const styles = useBarStyles()
  const { t } = useStrings()
  const { percent } = useFormats()
  const wide = width / Math.max(bars.length, 1)
  const top = (share: number) => (1 - share) * (height - foot)
  return (
    <figure className={styles.figure}>
      <h3 className={styles.title}>{title}</h3>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={styles.picture}
        role="img"
        aria-label={`${title}: ${summary}`}
      >
        {bars.map(({ name, share }, i) => (
          <g key={name}>
            {share !== null && (
              <rect
                className={mergeClasses(
                  styles.bar,
                  goal !== undefined && share < goal ? styles.below : undefined,
                )}
                x={i * wide + wide * 0.15}
                width={wide * 0.7}
                y={top(share)}
                height={Math.max(height - foot - top(share), 1)}
              />
            )}
            <text className={styles.name} x={(i + 0.5) * wide} y={height - 2} textAnchor="middle">
              {name}
            </text>
          </g>
        ))}
        {goal !== undefined && (
          <line className={styles.goal} x1={0} x2={width} y1={top(goal)} y2={top(goal)} />
        )}
      </svg>
      <figcaption className={styles.words}>{summary}</figcaption>
      <details>
        <summary className={styles.summary}>{t('chart.data')}</summary>
        <table className={styles.table} aria-label={title}>
          <tbody>
            {bars.map(({ name, share, of }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{share === null ? '–' : percent(share * 100)}</td>
                <td>{of}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

const useBarStyles = makeStyles({
  title: { ...typographyStyles.body1Strong, margin: 0 },
  figure: { margin: 0, display: 'flex', flexDirection: 'column', rowGap: '4px' },
  picture: { inlineSize: '100%', maxInlineSize: '640px', blockSize: 'auto' },
  bar: { fill: tokens.colorCompoundBrandStroke },
  // Not by colour alone: below the goal a bar is hollow.
  below: {
    fill: tokens.colorNeutralBackground1,
    stroke: tokens.colorCompoundBrandStroke,
    strokeWidth: '2px',
  },
  goal: { stroke: tokens.colorNeutralStrokeAccessible, strokeWidth: '1.5px', strokeDasharray: '4 4' },
  name: { fill: tokens.colorNeutralForeground3, fontSize: '11px', fontFamily: 'inherit' },
  words: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  summary: {
    ...typographyStyles.caption1,
    minBlockSize: '24px',
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  table: {
    ...typographyStyles.caption1,
    borderCollapse: 'collapse',
    '& th, & td': { textAlign: 'start', paddingInlineEnd: tokens.spacingHorizontalL, fontWeight: 'inherit' },
  },
})
