import { makeStyles, tokens } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { useBecause } from '../strings/reasons.ts'
import { useStrings } from '../strings/strings.tsx'
import { Gauge } from '../ui/gauge.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row } from '../ui/rows.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import { StatusBadge, statusOf } from '../ui/status-badge.tsx'
import type { BoardKeyResult } from './board.ts'

/** A key result on the board: how far it is, the line it draws, its next step, what is in the way. */
export function KeyResultRow({ keyResult }: { keyResult: BoardKeyResult }) {
  const styles = useRowStyles()
  const because = useBecause()
  const { dayOf } = useFormats()
  const { standing, lifecycle, spark, unit, title } = keyResult
  const status = statusOf({ lifecycle, health: standing.health })
  return (
    <Row
      title={title}
      href={hrefTo('keyResult', { id: keyResult.id })}
      detail={useFacts(keyResult).join(' · ')}
      figure={<StatusBadge status={status} reason={because(standing.reason)} />}
    >
      <div className={styles.figures}>
        <div className={styles.gauge}>
          <Gauge
            percent={keyResult.progress.value}
            expected={keyResult.expected}
            label={title}
            amount={useAmount(keyResult)}
          />
        </div>
        {spark.length > 1 && (
          <Sparkline
            label={title}
            unit={unit}
            target={keyResult.target}
            points={spark.map(({ at, value }) => ({ day: dayOf(at), value }))}
          />
        )}
      </div>
      <NextStep keyResult={keyResult} />
    </Row>
  )
}

function NextStep({ keyResult: { path, barriers } }: { keyResult: BoardKeyResult }) {
  const styles = useRowStyles()
  const { t } = useStrings()
  const { day } = useFormats()
  const live = path.live[0]
  const worst = barriers.worst
  return (
    <ul className={styles.facts}>
      <li>
        {live
          ? t('board.next', { text: live.text, day: live.dueDay ? day(live.dueDay) : '–' })
          : t('board.noStep')}
      </li>
      {worst && (
        <li>
          <a className={styles.link} href={hrefTo('barrier', { id: worst.id })}>
            {t('board.inTheWay', {
              number: worst.number,
              what: worst.title ?? t(`obstacle.${worst.kind}`),
              more: barriers.open - 1,
            })}
          </a>
        </li>
      )}
    </ul>
  )
}

function useFacts({ owner, latest }: BoardKeyResult): string[] {
  const { t } = useStrings()
  const { ago } = useFormats()
  return [
    owner.name,
    latest && t('board.lastCheckIn', { ago: ago(latest.observedAt) }),
    latest?.confidence && t(`confidence.${latest.confidence}`),
  ].filter((fact): fact is string => Boolean(fact))
}

function useAmount({ latest, target, unit, kind, peopleTotal }: BoardKeyResult): string {
  const { t } = useStrings()
  const { amount } = useFormats()
  if (kind === 'done') return latest?.value === 1 ? t('checkIn.done') : t('checkIn.notYet')
  const now = latest?.value == null ? '–' : amount(latest.value, unit)
  const values = { now, target: amount(target, unit), total: peopleTotal }
  return kind === 'people' ? t('keyResult.people', values) : t('keyResult.amount', values)
}

const useRowStyles = makeStyles({
  figures: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    marginBlockStart: tokens.spacingVerticalXS,
  },
  gauge: { flex: '1 1 200px', minInlineSize: 0, maxInlineSize: '420px' },
  facts: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  link: { color: tokens.colorBrandForegroundLink, display: 'inline-block', minBlockSize: '24px' },
})
