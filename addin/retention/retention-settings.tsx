import { EditRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useMe } from '../api/provider.tsx'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Kind, kinds, type Retention, useRetention, useTime } from './retention.ts'
import { RetentionDialog } from './retention-dialog.tsx'

/** For how long what people wrote, records and logs are kept. */
export function RetentionSettings() {
  const query = useRetention()
  return <Loaded query={query}>{(retention) => <Shown retention={retention} />}</Loaded>
}

function Shown({ retention }: { retention: Retention }) {
  const { t } = useStrings()
  const time = useTime()
  const admin = useMe().data?.admin ?? false
  const [asking, setAsking] = useState<Kind>()
  return (
    <>
      <Section title={t('settings.retention')} lead={t('retention.lead')}>
        <Rows label={t('settings.retention')}>
          {kinds.map((kind) => (
            <Row
              key={kind}
              title={t(`retention.kind.${kind}`)}
              detail={t(`retention.about.${kind}`)}
              figure={time(retention[kind])}
              actions={
                admin && (
                  <TapButton
                    icon={<EditRegular />}
                    label={t('settings.editWhat', { what: t(`retention.kind.${kind}`) })}
                    onTap={() => setAsking(kind)}
                  >
                    {t('item.edit')}
                  </TapButton>
                )
              }
            />
          ))}
        </Rows>
      </Section>
      {retention.last && <Gone last={retention.last} />}
      {asking && (
        <RetentionDialog
          key={asking}
          kind={asking}
          retention={retention}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  )
}

/** What the last night took away. */
function Gone({ last: { at, gone } }: { last: NonNullable<Retention['last']> }) {
  const { t } = useStrings()
  const { instant } = useFormats()
  const lead = t(gone.length > 0 ? 'retention.went' : 'retention.wentNothing', { at: instant(at) })
  return (
    <Section title={t('retention.last')} lead={lead}>
      {gone.length > 0 && (
        <Rows label={t('retention.last')}>
          {gone.map(({ part, count }) => (
            <Row key={part} title={t(`retention.part.${part}`, { count })} />
          ))}
        </Rows>
      )}
    </Section>
  )
}
