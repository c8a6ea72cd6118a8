import { CheckmarkRegular, HandRightRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Row } from '../ui/rows.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { ToAgendaButton } from '../ui/to-agenda.tsx'
import { type ShownStep, useFinish } from './steps.ts'

interface LiveStepProps {
  step: ShownStep
  /** What it moves, where that is not clear from the place. */
  of?: ReactNode
  /** Whether this reader may finish it. */
  mine: boolean
  /** Whose it is, where one may want to speak about it with them. */
  owner?: string
  /** Opens the form that asks a leader. */
  onStuck: () => void
  /** What else this reader may do with it. */
  more?: ReactNode
}

/** The live step: *Done* in one tap, *In the way* when something is. */
export function LiveStep({ step, of, mine, owner, onStuck, more }: LiveStepProps) {
  const { t } = useStrings()
  const { day } = useFormats()
  const finish = useFinish()
  const due = step.dueDay && t('step.due', { day: day(step.dueDay) })
  const actions = (
    <>
      <TapButton
        kind="main"
        icon={<CheckmarkRegular />}
        busy={finish.busy}
        label={t('step.doneLabel', { text: step.text })}
        onTap={() => finish.run(step)}
      >
        {t('step.done')}
      </TapButton>
      <TapButton
        icon={<HandRightRegular />}
        label={t('step.inTheWayLabel', { text: step.text })}
        onTap={onStuck}
      >
        {t('step.inTheWay')}
      </TapButton>
      {more}
    </>
  )
  return (
    <Row
      title={sentenceOf(step, t)}
      detail={
        <>
          {of}
          {due && <span>{due}</span>}
        </>
      }
      actions={
        <>
          {mine && actions}
          {owner && (
            <ToAgendaButton item={{ kind: 'step', id: step.id, title: step.text, suggest: [owner] }} />
          )}
        </>
      }
    />
  )
}

/** "When …, I will …", as far as it was said. */
export function sentenceOf({ cue, text }: ShownStep, t: ReturnType<typeof useStrings>['t']): string {
  return cue ? t('step.sentence', { cue, text }) : text
}
