import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useBecause } from '../strings/reasons.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Gauge } from '../ui/gauge.tsx'
import { StatusBadge, statusOf } from '../ui/status-badge.tsx'

export type KeyResult = components['schemas']['KeyResult']

/** Where a key result stands: one gauge, one status with its reason, and why this number. */
export function KeyResultCard({ keyResult }: { keyResult: KeyResult }) {
  const styles = useCardStyles()
  const { t } = useStrings()
  const because = useBecause()
  const { progress, standing, title } = keyResult
  const status = statusOf({ lifecycle: keyResult.lifecycle, health: standing.health })
  return (
    <Card>
      <div className={styles.card}>
        <div className={styles.row}>
          <StatusBadge status={status} reason={because(standing.reason)} />
        </div>
        <Gauge percent={progress.value} label={title} amount={useAmount(keyResult)} />
        <p className={styles.quiet}>{because(progress.reason)}</p>
        <p className={styles.quiet}>{because(standing.reason)}</p>
        <div>
          <h2 className={styles.heading}>{t('keyResult.why')}</h2>
          <p className={styles.text}>{keyResult.why ?? t('keyResult.noWhy')}</p>
        </div>
      </div>
    </Card>
  )
}

function useAmount({ latest, target, unit, kind, peopleTotal }: KeyResult): string {
  const { t } = useStrings()
  const { amount } = useFormats()
  if (kind === 'done') return latest?.value === 1 ? t('checkIn.done') : t('checkIn.notYet')
  const now = latest?.value == null ? '–' : amount(latest.value, unit)
  const values = { now, target: amount(target, unit), total: peopleTotal }
  return kind === 'people' ? t('keyResult.people', values) : t('keyResult.amount', values)
}

const useCardStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground3 },
  heading: { ...typographyStyles.caption1Strong, margin: 0, color: tokens.colorNeutralForeground3 },
  text: { ...typographyStyles.body1, margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
})
