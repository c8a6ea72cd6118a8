import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useStrings } from '../strings/strings.tsx'

/** Fields that have a good answer already, folded away until somebody wants another. `open`: one of them holds something else. */
export function MoreFields({ open = false, children }: { open?: boolean; children: ReactNode }) {
  const styles = useMoreStyles()
  const { t } = useStrings()
  return (
    <details className={styles.more} open={open}>
      <summary className={styles.summary}>{t('form.more')}</summary>
      <div className={styles.fields}>{children}</div>
    </details>
  )
}

const useMoreStyles = makeStyles({
  more: { minInlineSize: 0 },
  summary: {
    ...typographyStyles.body1,
    minBlockSize: '24px',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  fields: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    marginBlockStart: tokens.spacingVerticalM,
  },
})
