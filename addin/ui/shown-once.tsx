import { Input, makeStyles, tokens } from '@fluentui/react-components'
import { CopyRegular } from '@fluentui/react-icons'
import { useId } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { DialogActions, ModalDialog } from './modal-dialog.tsx'
import { TapButton } from './tap-button.tsx'
import { useToasts } from './toasts.tsx'

interface ShownOnceProps {
  title: string
  /** What the secret is called. */
  label: string
  secret: string
  onClose: () => void
}

/** A secret that nobody can show again: to be copied now. */
export function ShownOnce({ title, label, secret, onClose }: ShownOnceProps) {
  const styles = useStyles()
  const { t } = useStrings()
  const { notify } = useToasts()
  const id = useId()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret)
      notify({ text: t('secret.copied'), kind: 'info' })
    } catch {
      // Where a frame may not write to the clipboard, people copy what is selected.
      ;(document.getElementById(id) as HTMLInputElement | null)?.select()
      notify({ text: t('secret.select'), kind: 'info' })
    }
  }
  return (
    <ModalDialog title={title} onCancel={onClose}>
      <p className={styles.why}>{t('secret.once')}</p>
      <div className={styles.line}>
        <Input id={id} readOnly aria-label={label} value={secret} className={styles.secret} />
        <TapButton kind="main" icon={<CopyRegular />} onTap={() => void copy()}>
          {t('secret.copy')}
        </TapButton>
      </div>
      <DialogActions>
        <TapButton onTap={onClose}>{t('secret.kept')}</TapButton>
      </DialogActions>
    </ModalDialog>
  )
}

const useStyles = makeStyles({
  why: { marginBlock: `0 ${tokens.spacingVerticalM}` },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  secret: { flex: '1 1 200px', minInlineSize: 0, fontFamily: tokens.fontFamilyMonospace },
})
