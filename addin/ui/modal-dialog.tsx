import { makeStyles, PortalMountNodeProvider, tokens, typographyStyles } from '@fluentui/react-components'
import { type ReactNode, useId, useLayoutEffect, useState } from 'react'

interface ModalDialogProps {
  role?: 'dialog' | 'alertdialog'
  title: string
  /** Escape. A click beside the dialog does nothing: it would lose what was typed. */
  onCancel: () => void
  children: ReactNode
}

/**
 * The browser's own modal dialog: it keeps the focus inside, makes the rest of the page inert and gives the focus
 * back to what opened it. Menus and lists opened in it are drawn in it too, as nothing else is above it.
 */
export function ModalDialog({ role, title, onCancel, children }: ModalDialogProps) {
  const styles = useDialogStyles()
  const [dialog, setDialog] = useState<HTMLDialogElement | null>(null)
  const id = useId()
  useLayoutEffect(() => {
    dialog?.showModal()
    return () => dialog?.close()
  }, [dialog])
  const cancel = (event: { preventDefault(): void }) => {
    event.preventDefault()
    onCancel()
  }
  return (
    <dialog ref={setDialog} role={role} aria-labelledby={id} className={styles.dialog} onCancel={cancel}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <PortalMountNodeProvider value={dialog ?? undefined}>{children}</PortalMountNodeProvider>
    </dialog>
  )
}

/** The fields of a form, one below the other. */
export function DialogFields({ children }: { children: ReactNode }) {
  return <div className={useDialogStyles().fields}>{children}</div>
}

/** The buttons at the end of a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={useDialogStyles().actions}>{children}</div>
}

const useDialogStyles = makeStyles({
  dialog: {
    ...typographyStyles.body1,
    boxSizing: 'border-box',
    inlineSize: 'min(560px, calc(100vw - 32px))',
    maxBlockSize: 'calc(100dvh - 32px)',
    padding: tokens.spacingHorizontalXXL,
    overflowY: 'auto',
    overscrollBehavior: 'contain',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow64,
    '::backdrop': { backgroundColor: tokens.colorBackgroundOverlay },
    // On a narrow screen it stands at the lower edge, near the thumb.
    '@media (max-width: 639px)': {
      inlineSize: '100vw',
      maxInlineSize: '100vw',
      marginBlockEnd: 0,
      padding: tokens.spacingHorizontalL,
      borderEndStartRadius: 0,
      borderEndEndRadius: 0,
    },
  },
  title: { ...typographyStyles.subtitle1, margin: 0, marginBlockEnd: tokens.spacingVerticalL },
  fields: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalS,
    marginBlockStart: tokens.spacingVerticalXXL,
  },
})
