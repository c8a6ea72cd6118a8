import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { CheckmarkCircleRegular, DismissRegular, EditRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { LiveStep, sentenceOf } from './live-step.tsx'
import { NewStep, NextStep } from './next-step.tsx'
import { maySplit, SplitButton } from './split-button.tsx'
import { type Path, type Step, useDrop } from './steps.ts'
import { useSuggestedBy } from './suggested-by.ts'

interface StepPathProps {
  keyResultId: string
  /** Something stands in the way of this step. */
  onStuck: (stepId: string) => void
}

/** A key result's path: the live step first, what comes next, the planks laid. */
export function StepPath({ keyResultId, onStuck }: StepPathProps) {
  const { t } = useStrings()
  const api = useApi()
  const query = useQuery({
    queryKey: ['key-results', keyResultId, 'path'],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/key-results/{id}/path', { params: { path: { id: keyResultId } }, signal })),
  })
  return (
    <Section title={t('step.path')} lead={t('step.pathLead')}>
      <Loaded query={query} lines={2}>
        {(path) => <Planks path={path} onStuck={onStuck} />}
      </Loaded>
    </Section>
  )
}

/** The steps on a goal itself, where somebody took one; a goal moves by its measures, so there is nothing to ask for. */
export function GoalPath({
  objectiveId,
  onStuck,
}: {
  objectiveId: string
  onStuck: (stepId: string) => void
}) {
  const { t } = useStrings()
  const api = useApi()
  const { data: path } = useQuery({
    queryKey: ['objectives', objectiveId, 'path'],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/objectives/{id}/path', { params: { path: { id: objectiveId } }, signal })),
  })
  if (!path || (!path.live && path.pencilled.length + path.laidCount === 0)) return null
  return (
    <Section title={t('step.path')} lead={t('step.pathLead')}>
      <Planks path={path} onStuck={onStuck} />
    </Section>
  )
}

function Planks({ path, onStuck }: { path: Path; onStuck: (stepId: string) => void }) {
  const styles = usePathStyles()
  const { t } = useStrings()
  const live = [path.live, ...path.alongside].filter((step) => step !== null)
  return (
    <>
      {live.length > 0 && (
        <Rows label={t('step.live')}>
          {live.map((step) => (
            <LiveStep
              key={step.id}
              step={step}
              mine={step.can.finish}
              owner={step.ownerId}
              onStuck={() => onStuck(step.id)}
              {...(maySplit(step) && { more: <SplitButton step={step} /> })}
            />
          ))}
        </Rows>
      )}
      {!path.live && path.can.plan && (
        <Card>
          <NextStep subject={path.subject} pencilled={path.pencilled} />
        </Card>
      )}
      {!path.live && !path.can.plan && <p className={styles.quiet}>{t('step.none')}</p>}
      {path.live && <Pencilled path={path} />}
      <Laid path={path} />
    </>
  )
}

function Pencilled({ path }: { path: Path }) {
  const { t } = useStrings()
  const drop = useDrop()
  const suggestedBy = useSuggestedBy(path.pencilled)
  const room = path.can.plan || path.can.suggest
  if (path.pencilled.length === 0 && !room) return null
  return (
    <Section title={t('step.pencilledTitle')}>
      {path.pencilled.length > 0 && (
        <Rows>
          {path.pencilled.map((step) => (
            <Row
              key={step.id}
              start={<EditRegular aria-hidden />}
              title={sentenceOf(step, t)}
              {...(step.suggestedBy && { detail: suggestedBy(step) })}
              {...(step.can.drop && {
                actions: (
                  <>
                    {maySplit(step) && <SplitButton step={step} />}
                    <DropButton step={step} onDrop={drop.run} busy={drop.busy} />
                  </>
                ),
              })}
            />
          ))}
        </Rows>
      )}
      {room && (
        <Card kind="quiet">
          <NewStep subject={path.subject} start={false} />
        </Card>
      )}
    </Section>
  )
}

function DropButton({ step, onDrop, busy }: { step: Step; onDrop: (step: Step) => void; busy: boolean }) {
  const { t } = useStrings()
  return (
    <TapButton
      kind="quiet"
      icon={<DismissRegular />}
      busy={busy}
      label={t('step.dropLabel', { text: step.text })}
      onTap={() => onDrop(step)}
    >
      {t('step.drop')}
    </TapButton>
  )
}

function Laid({ path }: { path: Path }) {
  const { t } = useStrings()
  const { instant } = useFormats()
  if (path.laid.length === 0) return null
  return (
    <Section title={t('step.laid')} count={path.laidCount}>
      <Rows>
        {[...path.laid].reverse().map((step) => (
          <Row
            key={step.id}
            start={<CheckmarkCircleRegular aria-hidden />}
            title={step.text}
            {...(step.finishedAt && { detail: instant(step.finishedAt) })}
          />
        ))}
      </Rows>
    </Section>
  )
}

const usePathStyles = makeStyles({
  quiet: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground3 },
})
