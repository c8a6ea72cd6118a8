import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import type { ConfirmDialogProps, FormDialogProps } from './dialogs.tsx'
import { FormProblem } from './form-problem.tsx'

/** Asks before something that an undo cannot bring back. For all else do it and offer the undo. */
export function ConfirmBody({ title, children, confirm, onConfirm, onCancel }: ConfirmDialogProps) {
  const { t } = useStrings()
  return (
    <Shell title={title} onCancel={onCancel} kind="alert">
      <DialogContent>{children}</DialogContent>
      <DialogActions>
        <Button onClick={onCancel}>{t('dialog.cancel')}</Button>
        <Button appearance="primary" onClick={onConfirm}>
          {confirm}
        </Button>
      </DialogActions>
    </Shell>
  )
}

/** A form over the page. Nothing typed is lost when saving fails. */
export function FormBody({ title, submit, onSubmit, onCancel, children }: FormDialogProps) {
  const styles = useDialogStyles()
  const { t } = useStrings()
  const { busy, failure, send } = useSending(onSubmit)
  return (
    <Shell title={title} onCancel={onCancel} kind="modal" onSubmit={send}>
      <DialogContent className={styles.fields}>
        {failure !== undefined && <FormProblem failure={failure} />}
        {children}
      </DialogContent>
      <DialogActions>
        <Button onClick={onCancel}>{t('dialog.cancel')}</Button>
        <Button appearance="primary" type="submit" disabledFocusable={busy} aria-busy={busy || undefined}>
          {submit}
        </Button>
      </DialogActions>
    </Shell>
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

interface ShellProps {
  title: string
  kind: 'modal' | 'alert'
  onCancel: () => void
  onSubmit?: (event: FormEvent) => void
  children: ReactNode
}

function Shell({ title, kind, onCancel, onSubmit, children }: ShellProps) {
  const styles = useDialogStyles()
  const body = (
    <DialogBody>
      <DialogTitle>{title}</DialogTitle>
      {children}
    </DialogBody>
  )
  return (
    <Dialog open modalType={kind} onOpenChange={(_, { open }) => !open && onCancel()}>
      <DialogSurface className={styles.surface}>
        {onSubmit ? (
          <form onSubmit={onSubmit} noValidate>
            {body}
          </form>
        ) : (
          body
        )}
      </DialogSurface>
    </Dialog>
  )
}

const useDialogStyles = makeStyles({
  surface: {
    maxInlineSize: 'min(560px, calc(100vw - 16px))',
    '@media (max-width: 639px)': { padding: tokens.spacingHorizontalL },
  },
  fields: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    paddingBlockEnd: '4px',
  },
})
