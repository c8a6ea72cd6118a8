import { makeStyles, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular, DismissCircleRegular, HistoryRegular } from '@fluentui/react-icons'
import { useDeferredValue, useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Badge } from '../ui/badge.tsx'
import { DownloadMenu } from '../ui/download-menu.tsx'
import { DateField, TextField } from '../ui/fields.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreFields } from '../ui/more-fields.tsx'
import { useNames } from '../ui/names.ts'
import { PersonField } from '../ui/person-field.tsx'
import { ChoiceField } from '../ui/pick-fields.tsx'
import { useRoom } from '../ui/room.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type AuditLine, everything, filtersOf, type Looking, useAuditLog } from './audit-log.ts'
import { type OperationNames, useOperationNames } from './operation-names.ts'
import { Refusal } from './refusal.tsx'

/** Who wrote what and when, refused writes included; narrowed, and kept as a file. */
export function AuditLogSettings() {
  const { t } = useStrings()
  const [looking, setLooking] = useState(everything)
  const names = useOperationNames()
  const filters = filtersOf(useDeferredValue(looking), names)
  const query = useAuditLog(filters)
  return (
    <Section
      title={t('settings.auditLog')}
      lead={t('audit.lead')}
      actions={<DownloadMenu list="audit-log" filters={filters} label={t('audit.download')} />}
    >
      <Filters value={looking} onChange={setLooking} />
      <Loaded query={query} lines={8}>
        {({ pages }) => (
          <Lines
            lines={pages.flatMap(({ data }) => data)}
            names={names}
            onWiden={looking === everything ? undefined : () => setLooking(everything)}
          />
        )}
      </Loaded>
      {query.hasNextPage && (
        <div>
          <TapButton busy={query.isFetchingNextPage} onTap={() => void query.fetchNextPage()}>
            {t('list.more')}
          </TapButton>
        </div>
      )}
    </Section>
  )
}

interface FilterProps {
  value: Looking
  set: (change: Partial<Looking>) => void
}

function Filters({ value, onChange }: { value: Looking; onChange: (looking: Looking) => void }) {
  const styles = useAuditStyles()
  const { t } = useStrings()
  const narrow = useRoom() === 'narrow'
  const set: FilterProps['set'] = (change) => onChange({ ...value, ...change })
  const others = <OtherFilters {...{ value, set }} />
  return (
    <search className={styles.filters}>
      <TextField
        label={t('audit.what')}
        placeholder={t('audit.whatHint')}
        maxLength={100}
        value={value.q}
        onChange={(q) => set({ q })}
      />
      {narrow ? <MoreFields>{others}</MoreFields> : others}
    </search>
  )
}

function OtherFilters({ value, set }: FilterProps) {
  const { t } = useStrings()
  const outcomes = ['', 'done', 'refused'] as const
  return (
    <>
      <PersonField label={t('audit.who')} value={value.memberId} onChange={(memberId) => set({ memberId })} />
      <ChoiceField
        label={t('audit.outcome')}
        value={value.outcome}
        options={outcomes.map((one) => ({ value: one, text: t(`audit.outcome.${one || 'any'}`) }))}
        onChange={(outcome) => set({ outcome })}
      />
      <DateField label={t('audit.from')} value={value.from} onChange={(from) => set({ from })} />
      <DateField label={t('audit.to')} value={value.to} onChange={(to) => set({ to })} />
    </>
  )
}

interface LinesProps {
  lines: AuditLine[]
  /** Undefined until they are there. */
  names: OperationNames | undefined
  /** Undefined where nothing narrows them. */
  onWiden: (() => void) | undefined
}

function Lines({ lines, names, onWiden }: LinesProps) {
  const { t } = useStrings()
  const nameOf = useNames(lines.map(({ memberId }) => memberId))
  if (lines.length === 0) {
    if (!onWiden) return <EmptyState icon={<HistoryRegular />} why={t('audit.nothingYet')} />
    const widen = <TapButton onTap={onWiden}>{t('views.widen')}</TapButton>
    return (
      <EmptyState icon={<HistoryRegular />} title={t('audit.none')} why={t('audit.noneWhy')} action={widen} />
    )
  }
  return (
    <Rows label={t('settings.auditLog')}>
      {lines.map((line) => (
        <Line
          key={line.id}
          line={line}
          what={names?.nameOf(line.operation) ?? ''}
          who={line.memberId && nameOf(line.memberId)}
        />
      ))}
    </Rows>
  )
}

function Line({ line, what, who }: { line: AuditLine; what: string; who: string | null }) {
  const { t } = useStrings()
  const { instant } = useFormats()
  const { at, credential, status, code, surface, archiveOf } = line
  const done = status < 400
  const by = who ?? t(credential.startsWith('key:') ? 'audit.byKey' : 'audit.byNobody')
  return (
    <Row
      title={done ? what : t('audit.notDone', { what })}
      detail={
        <>
          <span>{by}</span>
          <span>{instant(at)}</span>
          <span>{t('audit.by', { surface })}</span>
          {archiveOf && <span>{t('audit.archive', { when: instant(archiveOf) })}</span>}
          {!done && <Refusal code={code ?? String(status)} />}
        </>
      }
      figure={
        <Badge
          tone={done ? 'good' : 'warning'}
          icon={done ? <CheckmarkCircleRegular /> : <DismissCircleRegular />}
        >
          {t(done ? 'audit.done' : 'audit.refused')}
        </Badge>
      }
    />
  )
}

const useAuditStyles = makeStyles({
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(215px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
})
