import { CheckmarkCircleRegular } from '@fluentui/react-icons'
import { BarrierRow } from '../barriers/barrier-row.tsx'
import { WeeklyHistory } from '../one-on-ones/history.tsx'
import { NotesField } from '../one-on-ones/notes.tsx'
import { type TeamWeekly, useCloseWeekly, useSaveWeeklyNotes, useWeekly } from '../one-on-ones/weekly.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { GoTo } from '../ui/go-to.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Page } from '../ui/page.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { NextSteps, PairWins } from './one-on-one-parts.tsx'
import type { PageProps } from './routes.ts'

/** Fifteen minutes a week for the team: wins, to clear, stalled, next steps, notes. */
export function WeeklyPage({ me, id }: PageProps) {
  return (
    <Loaded query={useWeekly(id)} lines={6}>
      {(weekly) => <Shown weekly={weekly} me={me.memberId ?? ''} />}
    </Loaded>
  )
}

function Shown({ weekly, me }: { weekly: TeamWeekly; me: string }) {
  const { t } = useStrings()
  const { day } = useFormats()
  const { team, minutes, lastMeeting, wins, paths } = weekly
  const facts = [
    t('weekly.minutes', { minutes }),
    lastMeeting && t('oneOnOne.lastMet', { day: day(lastMeeting.day) }),
  ]
  return (
    <Page
      title={t('weekly.title', { team: team.name })}
      lead={facts.filter(Boolean).join(' · ')}
      back={
        <GoTo kind="back" href={hrefTo('team', { id: team.id })}>
          {team.name}
        </GoTo>
      }
    >
      <PairWins oneOnOne={{ wins }} />
      <ToClear weekly={weekly} />
      <Stalled weekly={weekly} />
      <NextSteps oneOnOne={{ paths, me }} />
      <Notes weekly={weekly} />
      <Close weekly={weekly} />
      <WeeklyHistory weekly={weekly} />
    </Page>
  )
}

function ToClear({ weekly: { toClear } }: { weekly: TeamWeekly }) {
  const { t } = useStrings()
  if (toClear.length === 0)
    return (
      <Section title={t('toClear.title')} lead={t('weekly.nothingToClear')}>
        {null}
      </Section>
    )
  return (
    <Section title={t('toClear.title')} count={toClear.length}>
      <Rows label={t('toClear.title')}>
        {toClear.map((barrier) => (
          <BarrierRow key={barrier.id} barrier={barrier} />
        ))}
      </Rows>
    </Section>
  )
}

/** How many stand still, and by name only for whom it is to see. */
function Stalled({ weekly: { action, stalled } }: { weekly: TeamWeekly }) {
  const { t } = useStrings()
  const { day } = useFormats()
  const known = action?.stalled && action.acting + action.committed + action.stalled
  if (!known && stalled.length === 0) return null
  return (
    <Section
      title={t('weekly.stalled')}
      lead={known ? t('weekly.stalledCount', { stalled: action.stalled, all: known }) : undefined}
    >
      {stalled.length > 0 && (
        <Rows label={t('weekly.stalled')}>
          {stalled.map(({ id, title, who, since }) => (
            <Row
              key={`${id} ${who.id}`}
              title={title}
              href={hrefTo('objective', { id })}
              detail={t('weekly.stalledSince', { name: who.name, day: day(since) })}
            />
          ))}
        </Rows>
      )}
    </Section>
  )
}

function Notes({ weekly }: { weekly: TeamWeekly }) {
  const { t } = useStrings()
  const save = useSaveWeeklyNotes(weekly.id)
  return (
    <Section title={t('weekly.notes')} lead={t('weekly.notesLead')}>
      <NotesField label={t('weekly.notes')} notes={weekly.notes} save={save} />
    </Section>
  )
}

function Close({ weekly }: { weekly: TeamWeekly }) {
  const { t } = useStrings()
  const close = useCloseWeekly(weekly)
  return (
    <Card kind="quiet">
      <TapButton icon={<CheckmarkCircleRegular />} busy={close.busy} onTap={() => close.run(null)}>
        {t('weekly.close')}
      </TapButton>
    </Card>
  )
}
