import { HandWaveRegular, PeopleQueueRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem } from '../../../addin/api/problem.ts'
import { useAction } from '../../../addin/ui/action.ts'
import { Badge } from '../../../addin/ui/badge.tsx'
import { Card } from '../../../addin/ui/card.tsx'
import { ChipsField } from '../../../addin/ui/chips-field.tsx'
import { ConfirmDialog, FormDialog } from '../../../addin/ui/dialogs.tsx'
import { DateField, LongTextField, NumberField, TextField } from '../../../addin/ui/fields.tsx'
import { Gauge } from '../../../addin/ui/gauge.tsx'
import { GoTo } from '../../../addin/ui/go-to.tsx'
import { Loaded } from '../../../addin/ui/loaded.tsx'
import { Page, Stage } from '../../../addin/ui/page.tsx'
import { PersonChip } from '../../../addin/ui/person-chip.tsx'
import { ChoiceField } from '../../../addin/ui/pick-fields.tsx'
import { hrefTo, pathTo } from '../../../addin/ui/places.ts'
import { Row, Rows } from '../../../addin/ui/rows.tsx'
import { Section } from '../../../addin/ui/section.tsx'
import { ShareButton } from '../../../addin/ui/share-button.tsx'
import { Sparkline } from '../../../addin/ui/sparkline.tsx'
import { EmptyState, ErrorState } from '../../../addin/ui/states.tsx'
import { type Status, StatusBadge } from '../../../addin/ui/status-badge.tsx'
import { TapButton } from '../../../addin/ui/tap-button.tsx'
import { Waiting } from '../../../addin/ui/waiting.tsx'

const statuses: Status[] = [
  'on_track',
  'at_risk',
  'behind',
  'unknown',
  'not_started',
  'draft',
  'postponed',
  'closed',
]
const weeks = [12, 14, 13, 18, 22, 21, 27, 31].map((value, week) => ({
  day: new Date(Date.UTC(2026, 8, 7 + 7 * week)).toISOString().slice(0, 10),
  value,
}))

/** Everything that addin/ui offers, with the cast's texts. */
export function Parts() {
  return (
    <Stage>
      <Page
        title="Gallery"
        lead="Every part, once."
        back={
          <GoTo kind="back" href={hrefTo('myWeek')}>
            Back
          </GoTo>
        }
        actions={
          <>
            <ShareButton path={pathTo('myWeek')} label="My week" />
            <TapButton onTap={() => undefined}>Second</TapButton>
          </>
        }
      >
        <Steps />
        <Figures />
        <Queue />
        <States />
        <Fields />
        <Dialogs />
      </Page>
    </Stage>
  )
}

function Steps() {
  const steps = useQuery({
    queryKey: ['steps'],
    queryFn: async () => ['Call the first five customers'],
    staleTime: Infinity,
  })
  const finish = useAction({
    run: async (step: string) => {
      await new Promise((done) => setTimeout(done, 300))
      if (step.startsWith('Refuse'))
        throw new ApiProblem({ status: 409, code: 'wrong-state', title: 'Conflict' })
      return step
    },
    touches: [['none']],
    change: (step) => [{ query: ['steps'], to: (old: string[]) => old.filter((one) => one !== step) }],
    done: (step) => `Finished: ${step}.`,
    undo: async () => steps.refetch(),
    failed: () => 'The step is still open.',
  })
  return (
    <Section title="Steps" count={steps.data?.length ?? 0}>
      <Rows>
        {[...(steps.data ?? []), 'Refuse this one'].map((step) => (
          <Row
            key={step}
            title={step}
            detail="When the list is ready, I will call"
            actions={
              <TapButton kind="main" label={`Done: ${step}`} onTap={() => finish.run(step)}>
                Done
              </TapButton>
            }
          />
        ))}
      </Rows>
    </Section>
  )
}

function Figures() {
  return (
    <Section title="Figures" lead="Movement comes before percent.">
      <Card>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 24 }}>
          <Gauge label="Customers onboarded" percent={62} expected={70} moved={4} amount="31 of 50" />
          <Gauge label="Days to first answer" percent={-12} expected={30} moved={-6} />
          <Gauge label="Handbook" percent={null} />
          <Gauge label="Churn" percent={118} expected={100} moved={0} />
          <Sparkline label="Customers onboarded" points={weeks} target={50} />
          <Sparkline label="Nothing yet" points={[]} />
        </div>
      </Card>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        {statuses.map((status) => (
          <StatusBadge key={status} status={status} reason="no check-in for 9 days" />
        ))}
        <Badge tone="brand" icon={<PeopleQueueRegular />}>
          Waiting on someone
        </Badge>
      </div>
    </Section>
  )
}

function Queue() {
  return (
    <Section
      title="To clear"
      count={2}
      actions={
        <TapButton kind="quiet" onTap={() => undefined}>
          Quiet
        </TapButton>
      }
    >
      <Rows>
        <Row
          start={<PersonChip name="Mia Okafor" size={32} faceOnly />}
          title="#41 Legal has not signed the data agreement"
          href={hrefTo('barrier', { id: '41' })}
          detail={
            <>
              <PersonChip name="Mia Okafor" size={20} onChat={() => undefined} />
              <span>3 people wait, 6 working days</span>
            </>
          }
          figure={<StatusBadge status="behind" />}
          actions={
            <>
              <TapButton kind="main" onTap={() => undefined}>
                Take it, by Friday
              </TapButton>
              <TapButton onTap={() => undefined}>Hand on</TapButton>
            </>
          }
        />
        <Row
          start={<PersonChip name="Tomás Herrera" size={32} faceOnly />}
          title="#42 Two managers want two different things from the same number"
          detail="a decision is needed"
          actions={
            <TapButton busy onTap={() => undefined}>
              Busy
            </TapButton>
          }
        />
      </Rows>
    </Section>
  )
}

function States() {
  const never = { data: undefined, error: null, refetch: () => undefined }
  const refused = (status: number) => new ApiProblem({ status, code: 'x', title: 'x' })
  return (
    <Section title="States">
      <EmptyState
        icon={<HandWaveRegular />}
        title="Nothing here"
        why="Because it is new."
        action={
          <GoTo kind="button" href="#/">
            Go
          </GoTo>
        }
      />
      <ErrorState failure={refused(0)} onRetry={() => undefined} />
      <ErrorState failure={refused(403)} />
      <ErrorState failure={refused(404)} />
      <ErrorState failure={new Error('boom')} onRetry={() => undefined} />
      <Waiting afterMs={0} />
      <Loaded query={never}>{() => null}</Loaded>
    </Section>
  )
}

const ways = [
  { value: 'nothing', text: 'Nothing' },
  { value: 'waiting', text: 'Waiting on someone' },
  { value: 'decision', text: 'A decision is needed' },
]

function Fields() {
  const [text, setText] = useState('')
  const [way, setWay] = useState('nothing')
  return (
    <Section title="Fields">
      <Card>
        <div style={{ display: 'grid', gap: 16 }}>
          <TextField label="Name" value={text} onChange={setText} required hint="Everyone sees it." />
          <LongTextField label="Why" value={text} onChange={setText} problem="Say who is better off." />
          <NumberField label="Value" value="31" unit="%" onChange={() => undefined} />
          <DateField label="By" value="2026-11-27" onChange={() => undefined} />
          <ChoiceField label="Team" value={way} options={ways} onChange={setWay} />
          <ChipsField label="What is in your way?" value={way} options={ways} onChange={setWay} />
        </div>
      </Card>
    </Section>
  )
}

function Dialogs() {
  const [open, setOpen] = useState<'form' | 'confirm'>()
  const [text, setText] = useState('')
  const close = () => setOpen(undefined)
  const refuse = () => Promise.reject(new ApiProblem({ status: 412, code: 'stale', title: 'Stale' }))
  return (
    <Section title="Dialogs">
      <div style={{ display: 'flex', gap: 8 }}>
        <TapButton onTap={() => setOpen('form')}>Open form</TapButton>
        <TapButton onTap={() => setOpen('confirm')}>Open question</TapButton>
      </div>
      {open === 'form' && (
        <FormDialog title="Raise a barrier" submit="Raise it" onSubmit={refuse} onCancel={close}>
          <TextField label="What is in the way?" value={text} onChange={setText} />
        </FormDialog>
      )}
      {open === 'confirm' && (
        <ConfirmDialog title="Close this goal?" confirm="Close it" onConfirm={close} onCancel={close}>
          Its measures stay as they are.
        </ConfirmDialog>
      )}
    </Section>
  )
}
