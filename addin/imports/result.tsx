import { CheckmarkCircleRegular } from '@fluentui/react-icons'
import { useStrings } from '../strings/strings.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Import } from './imports.ts'
import { Report } from './report.tsx'
import { ImportFigures } from './summary.tsx'

/** What came of an import, and where to look at it. */
export function ImportResult({ of, reported = true }: { of: Import; reported?: boolean }) {
  const { t } = useStrings()
  const name = of.fileName ?? t('import.noName')
  return (
    <>
      {!of.dryRun && (
        <EmptyState
          alert
          icon={<CheckmarkCircleRegular />}
          title={t('import.finished.title')}
          why={t('import.finished.why', { name })}
        />
      )}
      {of.teams.length > 0 && (
        <Section title={t('import.boards')} lead={t('import.boardsLead')}>
          <Rows label={t('import.boards')}>
            {of.teams.map(({ id, name: team }) => (
              <Row key={id} title={team} href={hrefTo('team', { id })} />
            ))}
          </Rows>
        </Section>
      )}
      <ImportFigures of={of} />
      {reported && <Report of={of} />}
    </>
  )
}
