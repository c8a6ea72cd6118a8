import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { type StringKey, type Strings, useStrings } from '../strings/strings.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { ErrorState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { type Import, type ImportLine, type Level, levels, quotedIn, useLines } from './imports.ts'

/** The report, row by row: what a person should look at first is open, the rest unfolds. */
export function Report({ of }: { of: Import }) {
  const { t } = useStrings()
  const shown = levels.filter((level) => (of.lines[level] ?? 0) > 0)
  return (
    <Section title={t('import.report.title')} lead={t('import.report.lead')}>
      {shown.map((level) => (
        <LevelLines key={level} id={of.id} level={level} count={of.lines[level] ?? 0} />
      ))}
    </Section>
  )
}

function LevelLines({ id, level, count }: { id: string; level: Level; count: number }) {
  const styles = useReportStyles()
  const { t } = useStrings()
  const { number } = useFormats()
  const [open, setOpen] = useState(level === 'review')
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className={styles.summary}>
        {t(`import.level.${level}`)} <span className={styles.count}>{number(count)}</span>
      </summary>
      <p className={styles.lead}>{t(`import.levelLead.${level}`)}</p>
      <Lines {...{ id, level, open }} />
    </details>
  )
}

function Lines({ id, level, open }: { id: string; level: Level; open: boolean }) {
  const styles = useReportStyles()
  const { t } = useStrings()
  const query = useLines(id, level, open)
  if (query.error) return <ErrorState failure={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return open ? <Waiting lines={3} /> : null
  return (
    <div className={styles.lines}>
      <Rows label={t(`import.level.${level}`)}>
        {query.data.pages
          .flatMap(({ data }) => data)
          .map((line) => (
            <LineRow key={line.line} line={line} />
          ))}
      </Rows>
      {query.hasNextPage && (
        <TapButton busy={query.isFetchingNextPage} onTap={() => void query.fetchNextPage()}>
          {t('import.report.more')}
        </TapButton>
      )}
    </div>
  )
}

/** What a line says by its code, in the reader's language; the API's own sentence is English. */
function LineRow({ line }: { line: ImportLine }) {
  const { t, catalogue } = useStrings()
  const { code, detail, pointer } = line
  const key = `import.code.${code}`
  const place = placeOf(pointer, t)
  if (!isKey(key, catalogue)) return <Row title={detail} detail={place} />
  const more = catalogue.locale.startsWith('en') ? [detail] : quotedIn(detail)
  return <Row title={t(key)} detail={[place, ...more].join(' · ')} />
}

const isKey = (key: string, { messages }: Strings['catalogue']): key is StringKey => key in messages

/** '/rows/5' and '/objectives/3' as people count. */
function placeOf(pointer: string, t: Strings['t']): string {
  const [, list = '', index = ''] = pointer.split('/')
  if (!/^\d+$/.test(index)) return t('import.place.file')
  if (list === 'rows') return t('import.place.row', { row: Number(index) })
  return t('import.place.entry', { list, entry: Number(index) + 1 })
}

const useReportStyles = makeStyles({
  summary: {
    ...typographyStyles.body1Strong,
    minBlockSize: '32px',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  count: { ...typographyStyles.body1, color: tokens.colorNeutralForeground3 },
  lead: {
    ...typographyStyles.body1,
    margin: 0,
    marginBlockEnd: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground3,
    maxInlineSize: '72ch',
  },
  lines: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    rowGap: tokens.spacingVerticalS,
    marginBlockEnd: tokens.spacingVerticalM,
  },
})
