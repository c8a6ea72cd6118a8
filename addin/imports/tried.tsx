import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { ArrowImportRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { AdminsChoice } from './admins-choice.tsx'
import type { Decided, Decisions, Import } from './imports.ts'
import { PeopleReview } from './people-review.tsx'
import { ImportResult } from './result.tsx'

interface TriedImportProps {
  tried: Import
  onImport: (decided: Decided) => void
  onOther: () => void
}

/** What a file would bring: who is who first, then the one button, then the report to read before it is pressed. */
export function TriedImport({ tried, onImport, onOther }: TriedImportProps) {
  const styles = useTriedStyles()
  const { t } = useStrings()
  const [decisions, setDecisions] = useState<Decisions>({})
  const [keepAdmins, setKeepAdmins] = useState(false)
  const isArchive = tried.source === 'workspace'
  const open = tried.people.filter(({ outcome }) => outcome === 'review')
  const undecided = open.filter(({ userKey }) => !decisions[userKey]).length
  const decide = (key: string, decision: string) => setDecisions((old) => ({ ...old, [key]: decision }))
  return (
    <>
      <PeopleReview people={open} decisions={decisions} onDecide={decide} />
      {isArchive && <AdminsChoice tried={tried} keep={keepAdmins} onChange={setKeepAdmins} />}
      <div className={styles.go}>
        <p className={styles.words} role="status">
          {undecided > 0
            ? t('import.undecided', { count: undecided })
            : t(isArchive ? 'import.readyArchive' : 'import.ready')}
        </p>
        <TapButton
          kind="main"
          icon={<ArrowImportRegular />}
          disabled={undecided > 0}
          onTap={() => undecided === 0 && onImport({ people: decisions, keepAdmins })}
        >
          {t('import.go')}
        </TapButton>
        <TapButton onTap={onOther}>{t('import.other')}</TapButton>
      </div>
      {/* What the report of an archive says is what the choice asks. */}
      <ImportResult of={tried} reported={!isArchive} />
    </>
  )
}

const useTriedStyles = makeStyles({
  go: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  words: { ...typographyStyles.body1, margin: 0, flexBasis: '100%' },
})
