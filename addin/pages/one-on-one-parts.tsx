import { makeStyles, tokens } from '@fluentui/react-components'
import {
  CalendarClockRegular,
  CheckmarkRegular,
  ClockAlarmRegular,
  EditRegular,
  SparkleFilled,
} from '@fluentui/react-icons'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { BarrierActions } from '../barriers/barrier-actions.tsx'
import { BarrierRow } from '../barriers/barrier-row.tsx'
import { nameIn, useName } from '../barriers/moves.ts'
import type { InTheWayOf } from '../barriers/raise-dialog.tsx'
import { BarrierBadge } from '../barriers/state-badge.tsx'
import { LiveStep, sentenceOf } from '../commitments/live-step.tsx'
import type { OneOnOne } from '../one-on-ones/one-on-one.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Badge } from '../ui/badge.tsx'
import { Gauge } from '../ui/gauge.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { CelebrateForm } from '../wins/celebrate-form.tsx'

// What a tap opens comes with the tap.
const RaiseDialog = lazy(async () => ({
  default: (await import('../barriers/raise-dialog.tsx')).RaiseDialog,
}))
const CheckInForm = lazy(async () => ({
  default: (await import('../check-ins/check-in-form.tsx')).CheckInForm,
}))
const NextStep = lazy(async () => ({ default: (await import('../commitments/next-step.tsx')).NextStep }))

interface Given {
  oneOnOne: OneOnOne
}
type Entry = OneOnOne['ledger'][number]

/** What each of the two promised to clear: before anything else. */
export function Ledger({ oneOnOne }: Given) {
  const { t } = useStrings()
  const { ledger, me } = oneOnOne
  const other = { name: oneOnOne.with.name }
  return (
    <Section title={t('oneOnOne.ledger')} lead={ledger.length === 0 && t('oneOnOne.ledgerEmpty')}>
      <Promises title={t('oneOnOne.theirPromises', other)} entries={ledger.filter(({ by }) => by !== me)} />
      <Promises title={t('oneOnOne.myPromises')} entries={ledger.filter(({ by }) => by === me)} />
    </Section>
  )
}

function Promises({ title, entries }: { title: string; entries: Entry[] }) {
  const styles = usePartStyles()
  if (entries.length === 0) return null
  return (
    <>
      <h3 className={styles.who}>{title}</h3>
      <Rows label={title}>
        {entries.map((entry) => (
          <OnePromise key={entry.barrier.id} entry={entry} />
        ))}
      </Rows>
    </>
  )
}

function OnePromise({ entry: { barrier, done, missed, day: until } }: { entry: Entry }) {
  const { t } = useStrings()
  const { day } = useFormats()
  return (
    <Row
      title={useName(barrier)}
      href={hrefTo('barrier', { id: barrier.id })}
      detail={[
        t('oneOnOne.by', { day: day(until) }),
        t('barrier.from', { name: nameIn(barrier, barrier.raisedBy) }),
      ].join(' · ')}
      figure={<PromiseBadge done={done} missed={missed} />}
      actions={<BarrierActions barrier={barrier} />}
    >
      {done && missed && t('oneOnOne.doneLate')}
      {barrier.state === 'asked_back' && <BarrierBadge barrier={barrier} />}
    </Row>
  )
}

function PromiseBadge({ done, missed }: Pick<Entry, 'done' | 'missed'>) {
  const { t } = useStrings()
  if (done) {
    return (
      <Badge tone="good" icon={<CheckmarkRegular />}>
        {t('oneOnOne.promise.done')}
      </Badge>
    )
  }
  return missed ? (
    <Badge tone="bad" icon={<ClockAlarmRegular />}>
      {t('oneOnOne.promise.missed')}
    </Badge>
  ) : (
    <Badge tone="brand" icon={<CalendarClockRegular />}>
      {t('oneOnOne.promise.open')}
    </Badge>
  )
}

/** Wins of the two; those nobody celebrated yet can be, here. */
export function PairWins({ oneOnOne: { wins } }: { oneOnOne: Pick<OneOnOne, 'wins'> }) {
  const { t } = useStrings()
  if (wins.length === 0) return null
  return (
    <Section title={t('win.title')} count={wins.length}>
      <Rows label={t('win.title')}>
        {wins.map((win) => (
          <PairWin key={win.id} win={win} />
        ))}
      </Rows>
    </Section>
  )
}

function PairWin({ win }: { win: OneOnOne['wins'][number] }) {
  const { t } = useStrings()
  const { list } = useFormats()
  const title = win.what ?? t(`win.found.${win.foundBy}`, { what: win.subject?.title ?? '' })
  const credits = list([...new Set(win.credits.map(({ name }) => name))])
  const celebrated = win.state === 'celebrated' && (
    <Badge tone="good" icon={<SparkleFilled />}>
      {t('oneOnOne.celebrated')}
    </Badge>
  )
  return (
    <Row title={title} detail={[credits, win.betterOff].filter(Boolean).join(' · ')} figure={celebrated}>
      {win.state === 'waiting' && <CelebrateForm id={win.id} title={title} />}
    </Row>
  )
}

/** What is in the way between the two, until it is over. */
export function Between({ oneOnOne: { barriers } }: Given) {
  const { t } = useStrings()
  if (barriers.length === 0) return null
  return (
    <Section title={t('oneOnOne.barriers')} count={barriers.length}>
      <Rows label={t('oneOnOne.barriers')}>
        {barriers.map((barrier) => (
          <BarrierRow key={barrier.id} barrier={barrier} />
        ))}
      </Rows>
    </Section>
  )
}

/** Where their measures stand: what moved since last time comes first. */
export function Standing({ oneOnOne: { keyResults } }: Given) {
  const { t } = useStrings()
  if (keyResults.length === 0) return null
  return (
    <Section title={t('oneOnOne.standing')}>
      <Rows label={t('oneOnOne.standing')}>
        {keyResults.map((keyResult) => (
          <Measure key={`${keyResult.id} ${keyResult.latest?.id}`} keyResult={keyResult} />
        ))}
      </Rows>
    </Section>
  )
}

function Measure({ keyResult }: { keyResult: OneOnOne['keyResults'][number] }) {
  const { t } = useStrings()
  const { ago, amount } = useFormats()
  const [open, setOpen] = useState(false)
  const { title, owner, latest, unit, movement, progress, expected, can } = keyResult
  const facts = [owner.name, latest && t('board.lastCheckIn', { ago: ago(latest.observedAt) })]
  const door = can.checkIn && !open && (
    <TapButton
      icon={<EditRegular />}
      label={t('oneOnOne.checkInLabel', { title })}
      onTap={() => setOpen(true)}
    >
      {t('oneOnOne.checkIn')}
    </TapButton>
  )
  return (
    <Row
      title={title}
      href={hrefTo('keyResult', { id: keyResult.id })}
      detail={facts.filter(Boolean).join(' · ')}
      actions={door}
    >
      <Gauge
        percent={progress.value}
        expected={expected}
        moved={movement.percent === null ? null : Math.round(movement.percent)}
        label={title}
        {...(latest?.value != null && { amount: amount(latest.value, unit) })}
      />
      {open && (
        <Suspense>
          <CheckInForm subject={keyResult} onDone={() => setOpen(false)} />
        </Suspense>
      )}
    </Row>
  )
}

/** The next step of each of the two; one's own can be finished, added, or said to be stuck. */
export function NextSteps({ oneOnOne: { paths, me } }: { oneOnOne: Pick<OneOnOne, 'paths' | 'me'> }) {
  const { t } = useStrings()
  const [stuck, setStuck] = useState<InTheWayOf>()
  if (paths.length === 0) return null
  return (
    <Section title={t('oneOnOne.steps')}>
      <Rows label={t('oneOnOne.steps')}>
        {paths.map((path) => (
          <Path
            key={`${path.subject.id} ${path.owner.id}`}
            path={path}
            mine={path.owner.id === me}
            onStuck={setStuck}
          />
        ))}
      </Rows>
      {stuck && (
        <Suspense>
          <RaiseDialog of={stuck} onClose={() => setStuck(undefined)} />
        </Suspense>
      )}
    </Section>
  )
}

interface PathProps {
  path: OneOnOne['paths'][number]
  mine: boolean
  onStuck: (of: InTheWayOf) => void
}

function Path({ path: { subject, owner, live, pencilled }, mine, onStuck }: PathProps): ReactNode {
  const { t } = useStrings()
  const href = hrefTo(subject.kind === 'key_result' ? 'keyResult' : 'objective', { id: subject.id })
  if (live) {
    const of = { stepId: live.id, ...(subject.kind === 'key_result' && { keyResultId: subject.id }) }
    const link = (
      <>
        <span>{owner.name}</span>
        <GoTo href={href}>{subject.title}</GoTo>
      </>
    )
    return <LiveStep step={live} of={link} mine={mine} onStuck={() => onStuck(of)} />
  }
  const next = pencilled[0]
  return (
    <Row title={subject.title} href={href} detail={owner.name}>
      {mine ? (
        <Suspense>
          <NextStep subject={{ kind: subject.kind, id: subject.id }} pencilled={pencilled} />
        </Suspense>
      ) : (
        <span>{next ? t('oneOnOne.pencilled', { text: sentenceOf(next, t) }) : t('board.noStep')}</span>
      )}
    </Row>
  )
}

const usePartStyles = makeStyles({
  who: { fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, margin: 0 },
})
