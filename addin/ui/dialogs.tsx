import { lazy, type ReactNode, Suspense } from 'react'

export interface ConfirmDialogProps {
  title: string
  /** What will happen, and what will not. */
  children: ReactNode
  /** The verb: "Close goal". */
  confirm: string
  onConfirm: () => void
  onCancel: () => void
}

export interface FormDialogProps {
  title: string
  /** The verb on the button: "Raise it". */
  submit: string
  /** Saves; the dialog closes itself through the caller when it resolves, and shows the problem when it rejects. */
  onSubmit: () => Promise<unknown>
  onCancel: () => void
  children: ReactNode
}

// Fluent's dialog is 23 KB that no first screen needs.
const bodies = () => import('./dialog-bodies.tsx')
const ConfirmBody = lazy(async () => ({ default: (await bodies()).ConfirmBody }))
const FormBody = lazy(async () => ({ default: (await bodies()).FormBody }))

/** Asks before something that an undo cannot bring back. For all else do it and offer the undo. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Suspense fallback={null}>
      <ConfirmBody {...props} />
    </Suspense>
  )
}

/** A form over the page; mount it to open it. Nothing typed is lost when saving fails. */
export function FormDialog(props: FormDialogProps) {
  return (
    <Suspense fallback={null}>
      <FormBody {...props} />
    </Suspense>
  )
}
