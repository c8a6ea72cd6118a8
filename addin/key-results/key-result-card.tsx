import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { FedBy } from '../ui/external.tsx'
import { Ending, GoesOn, StandingFacts, Told, useFactStyles } from '../ui/item-facts.tsx'
import type { KeyResult } from './key-result.ts'

/** Where a key result stands: one gauge, one status with its reason, and why this number. */
export function KeyResultCard({ keyResult }: { keyResult: KeyResult }) {
  const styles = useFactStyles()
  const { t } = useStrings()
  const { expected, why, description } = keyResult
  return (
    <Card>
      <div className={styles.facts}>
        <StandingFacts item={keyResult} expected={expected?.percent ?? null} amount={useAmount(keyResult)} />
        <Ending item={keyResult} />
        <GoesOn kind="keyResult" from={keyResult.carriedFrom} to={keyResult.carriedTo} />
        <Told title={t('keyResult.why')} text={why ?? t('keyResult.noWhy')} />
        <FedBy external={keyResult.external} />
        {description && <Told title={t('objective.description')} text={description} />}
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
