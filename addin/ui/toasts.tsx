import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { ToastStand } from './toast-stand.tsx'

export interface Note {
  text: string
  kind?: 'done' | 'failed' | 'info'
  /** Takes it back. Offered on the toast for 10 s and in the header until the next action. */
  undo?: () => void
  /** A question with an answer or two, one tap each; the toast goes with the answer. */
  ask?: { question: string; answers: { text: string; onPick: () => void }[] }
}

export interface ShownNote extends Note {
  id: number
  kind: 'done' | 'failed' | 'info'
}

interface Toasts {
  notify(note: Note): void
  /** The last action that can still be taken back. */
  last: { text: string; undo(): void } | undefined
}

const ToastsInUse = createContext<Toasts | undefined>(undefined)
const atMost = 3

/** Short messages at the lower edge, and the last action's undo. */
export function ToastsProvider({ children }: { children: ReactNode }) {
  const [notes, setNotes] = useState<ShownNote[]>([])
  const [last, setLast] = useState<Toasts['last']>()
  const dismiss = useCallback((id: number) => setNotes((shown) => shown.filter((note) => note.id !== id)), [])
  const notify = useCallback(
    ({ text, kind = 'done', undo, ask }: Note) => {
      const id = nextId()
      const acts =
        undo &&
        once(
          undo,
          () => setLast(undefined),
          () => dismiss(id),
        )
      // What failed or was taken back is no action that could be undone in its turn.
      if (kind === 'done') setLast(acts && { text, undo: acts })
      setNotes((shown) =>
        [...shown, { id, text, kind, ...(acts && { undo: acts }), ...(ask && { ask }) }].slice(-atMost),
      )
    },
    [dismiss],
  )
  const toasts = useMemo(() => ({ notify, last }), [notify, last])
  return (
    <ToastsInUse.Provider value={toasts}>
      {children}
      <ToastStand notes={notes} onDismiss={dismiss} />
    </ToastsInUse.Provider>
  )
}

/** Tells the person something in passing: `notify({ text, undo })`. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastsInUse)
  if (!toasts) throw new Error('useToasts needs a ToastsProvider above it.')
  return toasts
}

let ids = 0
function nextId(): number {
  ids += 1
  return ids
}

function once(...acts: (() => void)[]): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    for (const act of acts) act()
  }
}
