import { CalendarLtrRegular, ClipboardPasteRegular } from '@fluentui/react-icons'
import { lazy, Suspense, useState } from 'react'
import { BarrierRow } from '../barriers/barrier-row.tsx'
import type { InTheWayOf } from '../barriers/raise-dialog.tsx'
import { LedToList } from '../boards/led-to.tsx'
import { type MyPath, type MyWeek, useMyWeek } from '../boards/week.ts'
import { DueCheckIn } from '../check-ins/due-check-in.tsx'
import { CommitCards } from '../commitments/commit-card.tsx'
import { LiveStep } from '../commitments/live-step.tsx'
import { NextStep } from '../commitments/next-step.tsx'
import { MovedList } from '../follows/moved-list.tsx'
import { AskedForWhy } from '../objectives/asked-why.tsx'
import { RoundsAskingMe } from '../planning-rounds/asking-me.tsx'
import { OpenPulses } from '../pulses/pulse-taps.tsx'
import { MyReviews } from '../reviews/my-reviews.tsx'
import { useFormats } from '../strings/formats.ts'
import { useBecause } from '../strings/reasons.ts'
import { useStrings } from '../strings/strings.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { StatusBadge, statusOf } from '../ui/status-badge.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { WaitingWins } from '../wins/waiting-wins.tsx'

const RaiseDialog = lazy(async () => ({
  default: (await import('../barriers/raise-dialog.tsx')).RaiseDialog,
}))
const PasteDialog = lazy(async () => ({
  default: (await import('../check-ins/paste-dialog.tsx')).PasteDialog,
}))

/** What is mine this week: my steps, my check-in, what is asked of me, what came of it. */
export function MyWeekPage() {
  const [pasting, setPasting] = useState(false)
  return (
    <>
      <Loaded query={useMyWeek()}>{(week) => <Week week={week} onPaste={() => setPasting(true)} />}</Loaded>
      {pasting && (
        <Suspense>
          <PasteDialog onClose={() => setPasting(false)} />
        </Suspense>
      )}
    </>
  )
}

function Week({ week, onPaste }: { week: MyWeek; onPaste: () => void }) {
  const { t } = useStrings()
  const { day } = useFormats()
  const { commits, checkIns, paths, asked, raised, ledTo, celebrate } = week
  const empty = [commits, checkIns, paths, asked, raised, ledTo, celebrate].every((list) => list.length === 0)
  return (
    <Page title={t('myWeek.title')} lead={useLine(week)}>
      {empty && <NothingYet />}
      <CommitCards asks={commits} />
      <RoundsAskingMe />
      <OpenPulses />
      <Steps paths={paths} />
      <CheckIns week={week} onPaste={onPaste} />
      <MyReviews />
      {checkIns.length === 0 && week.nextDue && <p>{t('myWeek.nextDue', { day: day(week.nextDue) })}</p>}
      <Barriers title={t('myWeek.asked')} barriers={asked} />
      <Barriers title={t('myWeek.raised')} barriers={raised} />
      <WaitingWins wins={celebrate} />
      <LedToList ledTo={ledTo} />
      <MovedList />
      <AskedForWhy />
    </Page>
  )
}

/** The one line: this week, in figures; what is nought is left out. */
function useLine({ line, lastDay }: MyWeek): string {
  const { t } = useStrings()
  const { list, day } = useFormats()
  const parts = (['checkIns', 'steps', 'nextSteps', 'asked', 'mine'] as const)
    .filter((name) => line[name] > 0)
    .map((name) => t(`myWeek.line.${name}`, { count: line[name] }))
  return parts.length === 0 ? t('myWeek.lead') : t('myWeek.line', { what: list(parts), day: day(lastDay) })
}

function NothingYet() {
  const { t } = useStrings()
  return (
    <EmptyState
      icon={<CalendarLtrRegular />}
      title={t('myWeek.empty.title')}
      why={t('myWeek.empty.why')}
      action={
        <GoTo kind="button" href={hrefTo('teams')}>
          {t('myWeek.empty.action')}
        </GoTo>
      }
    />
  )
}

function Steps({ paths }: { paths: MyPath[] }) {
  const { t } = useStrings()
  const [stuck, setStuck] = useState<InTheWayOf>()
  if (paths.length === 0) return null
  return (
    <Section title={t('myWeek.steps')}>
      <Rows label={t('myWeek.steps')}>
        {paths.map((path) => (
          <PathRow key={path.subject.id} path={path} onStuck={setStuck} />
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

function PathRow({ path, onStuck }: { path: MyPath; onStuck: (of: InTheWayOf) => void }) {
  const { subject, live, pencilled } = path
  const place = subject.kind === 'key_result' ? 'keyResult' : 'objective'
  const link = <GoTo href={hrefTo(place, { id: subject.id })}>{subject.title}</GoTo>
  if (!live) {
    return (
      <Row title={subject.title} href={hrefTo(place, { id: subject.id })}>
        <NextStep subject={{ kind: subject.kind, id: subject.id }} pencilled={pencilled} />
      </Row>
    )
  }
  const of = { stepId: live.id, ...(subject.kind === 'key_result' && { keyResultId: subject.id }) }
  return <LiveStep step={live} of={link} mine onStuck={() => onStuck(of)} />
}

function CheckIns({ week: { checkIns }, onPaste }: { week: MyWeek; onPaste: () => void }) {
  const { t } = useStrings()
  const because = useBecause()
  if (checkIns.length === 0) return null
  return (
    <Section
      title={t('myWeek.checkIns')}
      count={checkIns.length}
      actions={<PasteDoor due={checkIns.length} onTap={onPaste} />}
    >
      <Rows label={t('myWeek.checkIns')}>
        {checkIns.map((due) => (
          <DueCheckIn
            key={`${due.id} ${due.latest?.id}`}
            subject={due}
            dueDay={due.dueDay}
            overdue={due.overdue}
            figure={
              <StatusBadge
                status={statusOf({ lifecycle: due.lifecycle, health: due.standing.health })}
                reason={because(due.standing.reason)}
              />
            }
          />
        ))}
      </Rows>
    </Section>
  )
}

/** A sheet is quicker than a form from three numbers on. */
function PasteDoor({ due, onTap }: { due: number; onTap: () => void }) {
  const { t } = useStrings()
  if (due < 3) return null
  return (
    <TapButton icon={<ClipboardPasteRegular />} onTap={onTap}>
      {t('paste.open')}
    </TapButton>
  )
}

function Barriers({ title, barriers }: { title: string; barriers: MyWeek['asked'] }) {
  if (barriers.length === 0) return null
  return (
    <Section title={title} count={barriers.length}>
      <Rows label={title}>
        {barriers.map((barrier) => (
          <BarrierRow key={barrier.id} barrier={barrier} />
        ))}
      </Rows>
    </Section>
  )
}
