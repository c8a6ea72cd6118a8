import { makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { type Formats, useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import type { CheckIn, Subject } from './record.ts'

/** The check-ins of a key result, the newest first, with the line they draw. */
export function CheckInHistory({ subject }: { subject: Subject }) {
  const api = useApi()
  const { t } = useStrings()
  const query = useQuery({
    queryKey: ['key-results', subject.id, 'check-ins'],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/key-results/{id}/check-ins', { params: { path: { id: subject.id } }, signal })),
  })
  return (
    <Section title={t('checkIn.history')}>
      <Loaded query={query} lines={3}>
        {({ data }) => <List subject={subject} checkIns={data} />}
      </Loaded>
    </Section>
  )
}

function List({ subject, checkIns }: { subject: Subject; checkIns: CheckIn[] }) {
  const styles = useHistoryStyles()
  const { t } = useStrings()
  const { dayOf } = useFormats()
  if (checkIns.length === 0) return <p className={styles.quiet}>{t('checkIn.none')}</p>
  return (
    <>
      <Sparkline label={subject.title} unit={subject.unit} points={pointsOf(checkIns, dayOf)} />
      <Rows label={t('checkIn.history')}>
        {checkIns.map((checkIn) => (
          <OneCheckIn key={checkIn.id} checkIn={checkIn} unit={subject.unit} />
        ))}
      </Rows>
    </>
  )
}

function OneCheckIn({ checkIn, unit }: { checkIn: CheckIn; unit: string | null }) {
  const styles = useHistoryStyles()
  const { t } = useStrings()
  const { amount, instant } = useFormats()
  const facts = [
    instant(checkIn.observedAt),
    checkIn.confidence && t(`confidence.${checkIn.confidence}`),
    checkIn.inTheWay && checkIn.inTheWay !== 'nothing' && t(`obstacle.${checkIn.inTheWay}`),
    checkIn.late && t('checkIn.late'),
    checkIn.undone && t('checkIn.undone'),
    checkIn.supersededById && t('checkIn.corrected'),
  ].filter(Boolean)
  const gone = checkIn.undone || checkIn.supersededById !== null
  const value = checkIn.value === null ? '–' : amount(checkIn.value, unit)
  return (
    <Row title={gone ? <s>{value}</s> : value} detail={facts.join(' · ')}>
      {checkIn.note && <p className={styles.note}>{checkIn.note}</p>}
    </Row>
  )
}

/** What counted, oldest first; undone and corrected ones draw no line. */
function pointsOf(checkIns: CheckIn[], dayOf: Formats['dayOf']) {
  return checkIns
    .filter(({ undone, supersededById, value }) => !undone && !supersededById && value !== null)
    .map(({ observedAt, value }) => ({ day: dayOf(observedAt), value: value! }))
    .reverse()
}

const useHistoryStyles = makeStyles({
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
  note: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
})
