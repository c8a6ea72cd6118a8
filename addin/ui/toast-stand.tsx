import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import {
  CheckmarkCircleRegular,
  DismissRegular,
  ErrorCircleRegular,
  InfoRegular,
} from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import type { ShownNote } from './toasts.tsx'

const shownMs = 10_000

interface StandProps {
  notes: ShownNote[]
  onDismiss: (id: number) => void
}

/** Where short messages stand. Always in the page, so that screen readers hear what is put there. */
export function ToastStand({ notes, onDismiss }: StandProps) {
  const styles = useStandStyles()
  return (
    <div className={styles.stand} role="status" aria-live="polite">
      {notes.map((note) => (
        <OneToast key={note.id} note={note} onDismiss={() => onDismiss(note.id)} />
      ))}
    </div>
  )
}

function OneToast({ note, onDismiss }: { note: ShownNote; onDismiss: () => void }) {
  const styles = useStandStyles()
  const { t } = useStrings()
  const [held, setHeld] = useState(false)
  useTimer(held, onDismiss)
  const hold = { onPointerEnter: () => setHeld(true), onFocus: () => setHeld(true) }
  const release = { onPointerLeave: () => setHeld(false), onBlur: () => setHeld(false) }
  return (
    <div className={styles.toast} {...hold} {...release}>
      <span className={styles[note.kind]} aria-hidden>
        {icons[note.kind]}
      </span>
      <span className={styles.text}>{note.text}</span>
      {note.ask && <Asked ask={note.ask} onDone={onDismiss} />}
      {note.undo && (
        <Button size="small" className={styles.undo} onClick={note.undo}>
          {t('undo.undo')}
        </Button>
      )}
      <Button
        appearance="subtle"
        size="small"
        icon={<DismissRegular />}
        aria-label={t('toast.dismiss')}
        onClick={onDismiss}
      />
    </div>
  )
}

function Asked({ ask, onDone }: { ask: NonNullable<ShownNote['ask']>; onDone: () => void }) {
  const styles = useStandStyles()
  return (
    <fieldset className={styles.ask}>
      <legend className={styles.question}>{ask.question}</legend>
      {ask.answers.map(({ text, onPick }) => (
        <Button
          key={text}
          size="small"
          onClick={() => {
            onPick()
            onDone()
          }}
        >
          {text}
        </Button>
      ))}
    </fieldset>
  )
}

/** Goes away by itself, but not while somebody points at it, is in it, or looks at another window. */
function useTimer(held: boolean, end: () => void) {
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => document.hasFocus() && end(), shownMs)
    return () => clearTimeout(timer)
  }, [held, end])
}

const icons = { done: <CheckmarkCircleRegular />, failed: <ErrorCircleRegular />, info: <InfoRegular /> }

const icon = { display: 'flex', flexShrink: 0, fontSize: '20px' } as const

const useStandStyles = makeStyles({
  ask: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    margin: 0,
    padding: 0,
    border: 'none',
    flexShrink: 0,
  },
  question: { ...typographyStyles.caption1, float: 'inline-start', padding: 0 },
  stand: {
    position: 'fixed',
    insetInline: 0,
    insetBlockEnd: 0,
    zIndex: 20,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    pointerEvents: 'none',
  },
  toast: {
    ...typographyStyles.body1,
    pointerEvents: 'auto',
    display: 'flex',
    flexWrap: 'wrap',
    rowGap: tokens.spacingVerticalXS,
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    boxSizing: 'border-box',
    maxInlineSize: 'min(520px, 100%)',
    minBlockSize: '44px',
    paddingBlock: tokens.spacingVerticalS,
    paddingInline: `${tokens.spacingHorizontalM} ${tokens.spacingHorizontalS}`,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow16,
    animationName: {
      from: { opacity: 0, transform: 'translateY(8px)' },
      to: { opacity: 1, transform: 'none' },
    },
    animationDuration: tokens.durationNormal,
    animationTimingFunction: tokens.curveDecelerateMid,
  },
  text: { flex: '1 1 auto', minInlineSize: 0 },
  undo: { flexShrink: 0, border: `1px solid ${tokens.colorNeutralStrokeAccessible}` },
  done: { ...icon, color: tokens.colorStatusSuccessForeground1 },
  failed: { ...icon, color: tokens.colorStatusDangerForeground1 },
  info: { ...icon, color: tokens.colorBrandForeground1 },
})
