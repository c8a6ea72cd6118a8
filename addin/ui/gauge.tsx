import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'

interface GaugeProps {
  /** Unclamped; below 0 is worse than where it began. Null: not known. */
  percent: number | null
  /** Where it should stand today, as a mark on the scale. */
  expected?: number | null
  /** Movement since last time, in points of percent; shown first, for it is what people can feel. */
  moved?: number | null
  /** What is measured, for the text alternative. */
  label: string
  /** The figure in its own unit: "31 of 50". */
  amount?: string
}

/** The one gauge of a goal or measure: what moved, how far it is, where it should be. */
export function Gauge({ percent, expected, moved, label, amount }: GaugeProps) {
  const styles = useGaugeStyles()
  const { t } = useStrings()
  const formats = useFormats()
  const known = percent === null ? t('gauge.unknown') : formats.percent(percent)
  const parts = [t('gauge.stands', { label, percent: known }), amount]
  if (expected != null) parts.push(t('gauge.expected', { percent: formats.percent(expected) }))
  if (moved != null) parts.push(movement(moved, formats.change(moved), t))
  return (
    <div className={styles.gauge} role="img" aria-label={parts.filter(Boolean).join(', ')}>
      <div className={styles.words} aria-hidden>
        {moved != null && <span className={styles.moved}>{movement(moved, formats.change(moved), t)}</span>}
        <span className={styles.known}>{known}</span>
      </div>
      <Scale percent={percent} expected={expected ?? null} />
      {amount && (
        <span className={styles.amount} aria-hidden>
          {amount}
        </span>
      )}
    </div>
  )
}

function Scale({ percent, expected }: { percent: number | null; expected: number | null }) {
  const styles = useGaugeStyles()
  return (
    <svg className={styles.scale} aria-hidden focusable="false">
      <rect className={styles.track} width="100%" height="8" y="2" rx="4" />
      {percent !== null && percent > 0 && (
        <rect className={styles.fill} width={`${clamp(percent)}%`} height="8" y="2" rx="4" />
      )}
      {percent !== null && percent < 0 && <rect className={styles.below} width="4" height="8" y="2" rx="2" />}
      {expected !== null && (
        <rect
          className={styles.mark}
          x={`${clamp(expected)}%`}
          width="2"
          height="12"
          transform="translate(-1 0)"
        />
      )}
    </svg>
  )
}

function movement(moved: number, change: string, t: ReturnType<typeof useStrings>['t']): string {
  return moved === 0 ? t('gauge.still') : t('gauge.moved', { change })
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent))
}

const useGaugeStyles = makeStyles({
  gauge: { display: 'flex', flexDirection: 'column', rowGap: '2px', minInlineSize: '112px' },
  words: { display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', columnGap: '8px' },
  moved: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  known: { ...typographyStyles.body1Strong, marginInlineStart: 'auto', fontVariantNumeric: 'tabular-nums' },
  amount: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3 },
  scale: {
    display: 'block',
    inlineSize: '100%',
    blockSize: '12px',
    ':dir(rtl)': { transform: 'scaleX(-1)' },
  },
  track: {
    fill: tokens.colorNeutralBackground5,
    stroke: tokens.colorTransparentStroke,
  },
  fill: {
    fill: tokens.colorCompoundBrandBackground,
  },
  below: {
    fill: tokens.colorStatusDangerForeground1,
  },
  mark: {
    fill: tokens.colorNeutralForeground1,
    stroke: tokens.colorNeutralBackground1,
    paintOrder: 'stroke',
    // The token is that of links, too, which have a colour of their own there.
    '@media (forced-colors: active)': { fill: 'CanvasText' },
  },
})
