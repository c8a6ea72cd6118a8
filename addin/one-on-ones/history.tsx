import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { Waiting } from '../ui/waiting.tsx'
import type { OneOnOne } from './one-on-one.ts'
import type { TeamWeekly } from './weekly.ts'

const past = () => import('./past-meetings.tsx')
const Meetings = lazy(async () => ({ default: (await past()).Meetings }))
const Weeklies = lazy(async () => ({ default: (await past()).Weeklies }))

/** The meetings of the past, read when somebody wants to see them. */
export function History({ oneOnOne }: { oneOnOne: OneOnOne }) {
  return (
    <OnDemand count={oneOnOne.meetings}>
      <Meetings oneOnOne={oneOnOne} />
    </OnDemand>
  )
}

/** The weeklies of the past, with their notes. */
export function WeeklyHistory({ weekly: { id, meetings } }: { weekly: Pick<TeamWeekly, 'id' | 'meetings'> }) {
  return (
    <OnDemand count={meetings}>
      <Weeklies teamId={id} />
    </OnDemand>
  )
}

function OnDemand({ count, children }: { count: number; children: ReactNode }) {
  const { t } = useStrings()
  const [open, setOpen] = useState(false)
  if (count === 0) return null
  return (
    <Section title={t('oneOnOne.history')} count={count}>
      {open ? (
        <Suspense fallback={<Waiting lines={3} />}>{children}</Suspense>
      ) : (
        <div>
          <TapButton onTap={() => setOpen(true)}>{t('oneOnOne.historyShow')}</TapButton>
        </div>
      )}
    </Section>
  )
}
