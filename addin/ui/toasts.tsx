import {
  Link,
  Toast,
  Toaster,
  ToastTitle,
  ToastTrigger,
  useToastController,
} from '@fluentui/react-components'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'

const toasterId = 'toasts'
const shownMs = 10_000

export interface Note {
  text: string
  kind?: 'done' | 'failed' | 'info'
  /** Takes it back. Offered on the toast for 10 s and in the header until the next action. */
  undo?: () => void
}

export interface LastAction {
  text: string
  undo(): void
}

interface Toasts {
  notify(note: Note): void
  /** The last action that can still be taken back. */
  last: LastAction | undefined
}

const ToastsInUse = createContext<Toasts | undefined>(undefined)

/** Short messages at the lower edge, and the last action's undo. */
export function ToastsProvider({ children }: { children: ReactNode }) {
  const { t } = useStrings()
  const { dispatchToast } = useToastController(toasterId)
  const [last, setLast] = useState<LastAction>()
  const notify = useCallback(
    ({ text, kind = 'done', undo }: Note) => {
      const takeBack = undo && once(undo, () => setLast(undefined))
      setLast(takeBack && { text, undo: takeBack })
      dispatchToast(<Message text={text} undo={takeBack} undoText={t('undo.undo')} />, {
        intent: intents[kind],
      })
    },
    [dispatchToast, t],
  )
  const toasts = useMemo(() => ({ notify, last }), [notify, last])
  return (
    <ToastsInUse.Provider value={toasts}>
      {children}
      <Toaster
        toasterId={toasterId}
        position="bottom"
        timeout={shownMs}
        limit={3}
        pauseOnHover
        pauseOnWindowBlur
      />
    </ToastsInUse.Provider>
  )
}

/** Tells the person something in passing: `notify({ text, undo })`. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastsInUse)
  if (!toasts) throw new Error('useToasts needs a ToastsProvider above it.')
  return toasts
}

function Message({
  text,
  undo,
  undoText,
}: {
  text: string
  undo: (() => void) | undefined
  undoText: string
}) {
  const action = undo && (
    <ToastTrigger>
      <Link onClick={undo}>{undoText}</Link>
    </ToastTrigger>
  )
  return (
    <Toast>
      <ToastTitle action={action ?? null}>{text}</ToastTitle>
    </Toast>
  )
}

function once(...acts: (() => void)[]): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    for (const act of acts) act()
  }
}

const intents = { done: 'success', failed: 'error', info: 'info' } as const
