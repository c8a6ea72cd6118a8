import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { ChoiceField } from '../ui/pick-fields.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { type Kind, type Retention, timesFor, useKeepFor, useTime, useWouldGo } from './retention.ts'

interface RetentionDialogProps {
  kind: Kind
  retention: Retention
  onClose: () => void
}

/** How long one kind is kept; what would go is counted before it is said. */
export function RetentionDialog({ kind, retention, onClose }: RetentionDialogProps) {
  const { t } = useStrings()
  const time = useTime()
  const [days, setDays] = useState(retention[kind])
  const keep = useKeepFor(retention, kind)
  return (
    <FormDialog
      title={t(`retention.kind.${kind}`)}
      submit={t('edit.save')}
      onSubmit={() => (days === retention[kind] ? Promise.resolve() : keep.send(days)).then(onClose)}
      onCancel={onClose}
    >
      <ChoiceField
        label={t('retention.howLong')}
        hint={t(`retention.about.${kind}`)}
        value={String(days)}
        onChange={(value) => setDays(value === 'null' ? null : Number(value))}
        options={timesFor(kind, retention[kind]).map((one) => ({ value: String(one), text: time(one) }))}
      />
      <WouldGo kind={kind} days={days} />
    </FormDialog>
  )
}

/** In numbers, and that there is no way back from it. */
function WouldGo({ kind, days }: { kind: Kind; days: number | null }) {
  const { t } = useStrings()
  const over = useWouldGo(kind, days)
  if (days === null) return <p>{t('retention.stays')}</p>
  if (!over) return <p role="status">{t('retention.counting')}</p>
  const counted = over.flatMap(({ part, count }) => (count ? [{ part, count }] : []))
  return (
    <div role="status">
      <p>{t(counted.length > 0 ? 'retention.tonight' : 'retention.nothingTonight')}</p>
      {counted.length > 0 && (
        <Rows label={t('retention.tonight')}>
          {counted.map(({ part, count }) => (
            <Row
              key={part}
              title={t(`retention.part.${part}`, { count })}
              detail={count === 10_000 && t('retention.orMore')}
            />
          ))}
        </Rows>
      )}
      {over.some(({ count }) => count === null) && <p>{t('retention.theirs')}</p>}
    </div>
  )
}
