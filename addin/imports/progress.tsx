import { makeStyles, ProgressBar, tokens, typographyStyles } from '@fluentui/react-components'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Card } from '../ui/card.tsx'
import type { ImportSummary } from './imports.ts'

interface ImportProgressProps {
  /** Nothing yet while the file is on its way. */
  running: ImportSummary | undefined
  dryRun: boolean
}

/** How far it is. The server goes on when somebody leaves, and the list of imports tells the end. */
export function ImportProgress({ running, dryRun }: ImportProgressProps) {
  const styles = useProgressStyles()
  const { t } = useStrings()
  const { number } = useFormats()
  const { phase = 'reading', done = 0, total = 0 } = running ?? {}
  const counted = total > 0 && done > 0
  const what = t(`import.phase.${phase}`)
  return (
    <Card>
      <div className={styles.progress}>
        <p className={styles.title} role="status">
          {counted ? t('import.phaseOf', { what, done: number(done), total: number(total) }) : what}
        </p>
        <ProgressBar aria-label={what} {...(counted && { value: done / total })} />
        <p className={styles.quiet}>{t(dryRun ? 'import.trying' : 'import.mayLeave')}</p>
      </div>
    </Card>
  )
}

const useProgressStyles = makeStyles({
  progress: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  title: { ...typographyStyles.body1Strong, margin: 0 },
  quiet: { ...typographyStyles.body1, margin: 0, color: tokens.colorNeutralForeground3 },
})
