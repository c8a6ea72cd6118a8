import { ArrowForwardRegular, CheckmarkRegular } from '@fluentui/react-icons'
import { useFormats } from '../strings/formats.ts'
import { useBecause } from '../strings/reasons.ts'
import { useStrings } from '../strings/strings.tsx'
import { Badge } from '../ui/badge.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { useFactStyles } from '../ui/item-facts.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row } from '../ui/rows.tsx'
import type { Reviewed, ReviewedKeyResult, TeamReview } from './review.ts'
import { SettleActions } from './settle-actions.tsx'

interface ReviewedRowProps {
  item: Reviewed
  next: TeamReview['next']
}

/** One item at the end of its cycle: how far it came, its score, and what happens with it. */
export function ReviewedRow({ item, next }: ReviewedRowProps) {
  const styles = useFactStyles()
  const { t } = useStrings()
  const because = useBecause()
  const place = item.of === 'objective' ? 'objective' : 'keyResult'
  const way = useWay(item)
  return (
    <Row
      title={item.of === 'objective' ? t('review.goalItself', { title: item.title }) : item.title}
      href={hrefTo(place, { id: item.id })}
      detail={[way, item.owner.name].filter(Boolean).join(' · ')}
      figure={<Outcome item={item} />}
      {...(item.can.settle && { actions: <SettleActions item={item} next={next} /> })}
    >
      {item.lifecycle !== 'closed' && (
        <p className={styles.quiet}>{t('review.suggests', { why: because(item.suggested.reason) })}</p>
      )}
      {item.scoring?.reason && (
        <p className={styles.quiet}>{t('review.because', { why: item.scoring.reason })}</p>
      )}
      {item.learned && <p className={styles.text}>{t('review.learned', { learned: item.learned })}</p>}
      {item.carriedTo && (
        <GoTo href={hrefTo(place, { id: item.carriedTo.id })}>
          {t('review.goesOn', { cycle: item.carriedTo.cycle })}
        </GoTo>
      )}
    </Row>
  )
}

function Outcome({ item }: { item: Reviewed }) {
  const { t } = useStrings()
  const { number } = useFormats()
  if (item.lifecycle !== 'closed') return null
  const icon = item.carriedTo ? <ArrowForwardRegular /> : <CheckmarkRegular />
  return (
    <Badge icon={icon} tone="brand">
      {item.score === null ? t('review.ended') : t('review.score', { score: number(item.score) })}
    </Badge>
  )
}

/** "From 40 to 16 of 12 breads", or how far in percent. */
export function useWay(item: Reviewed): string {
  const { t } = useStrings()
  const { amount, percent } = useFormats()
  if (item.of === 'objective') return item.percent === null ? t('gauge.unknown') : percent(item.percent)
  const { baseline, target, value, unit, kind } = item as ReviewedKeyResult
  if (kind === 'done') return t(value === 1 ? 'checkIn.done' : 'checkIn.notYet')
  const now = value === null ? '–' : amount(value, unit)
  return t('review.way', { from: amount(baseline, unit), now, target: amount(target, unit) })
}
