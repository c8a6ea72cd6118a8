import { type FormEvent, type ReactNode, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormProblem } from './form-problem.tsx'
import { DialogActions, DialogFields, ModalDialog } from './modal-dialog.tsx'
import { TapButton } from './tap-button.tsx'

interface ConfirmDialogProps {
  title: string
  /** What will happen, and what will not. */
  children: ReactNode
  /** The verb: "Close goal". */
  confirm: string
  onConfirm: () => void
  onCancel: () => void
}

/** Asks before something that an undo cannot bring back; mount it to open it. For all else do it and offer the undo. */
export function ConfirmDialog({ title, children, confirm, onConfirm, onCancel }: ConfirmDialogProps) {
  const { t } = useStrings()
  return (
    <ModalDialog role="alertdialog" title={title} onCancel={onCancel}>
      {children}
      <DialogActions>
        <TapButton onTap={onCancel}>{t('dialog.cancel')}</TapButton>
        <TapButton kind="main" onTap={onConfirm}>
          {confirm}
        </TapButton>
      </DialogActions>
    </ModalDialog>
  )
}

interface FormDialogProps {
  title: string
  /** The verb on the button: "Raise it". */
  submit: string
  /** Saves; the caller unmounts the dialog when it resolves, and it shows the problem when it rejects. */
  onSubmit: () => Promise<unknown>
  onCancel: () => void
  children: ReactNode
}

/** A form over the page; mount it to open it. It begins in its first field; nothing typed is lost when saving fails. */
export function FormDialog({ title, submit, onSubmit, onCancel, children }: FormDialogProps) {
  const { t } = useStrings()
  const { busy, failure, send } = useSending(onSubmit)
  return (
    <ModalDialog title={title} onCancel={onCancel}>
      <form onSubmit={send} noValidate>
        <DialogFields>
          {failure !== undefined && <FormProblem failure={failure} />}
          {children}
        </DialogFields>
        <DialogActions>
          <TapButton onTap={onCancel}>{t('dialog.cancel')}</TapButton>
          <TapButton kind="main" submit busy={busy}>
            {submit}
          </TapButton>
        </DialogActions>
      </form>
    </ModalDialog>
  )
}

function useSending(submit: () => Promise<unknown>) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    submit()
      .catch(setFailure)
      .finally(() => setBusy(false))
  }
  return { busy, failure, send }
}
