import { AddRegular, CheckmarkCircleRegular, DismissCircleRegular, KeyRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { type StringKey, useStrings } from '../strings/strings.tsx'
import { Badge } from '../ui/badge.tsx'
import { ConfirmDialog } from '../ui/dialogs.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { ShownOnce } from '../ui/shown-once.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Key, scopes, useEndKey, useKeys } from './keys.ts'
import { MakeKeyDialog } from './make-key-dialog.tsx'

/** What other programs may do here, each by a key of its own. */
export function KeysSettings() {
  const { t } = useStrings()
  const [making, setMaking] = useState(false)
  const [secret, setSecret] = useState<string>()
  const query = useKeys()
  const add = (
    <TapButton icon={<AddRegular />} onTap={() => setMaking(true)}>
      {t('keys.make')}
    </TapButton>
  )
  const made = (given: string | null) => {
    setMaking(false)
    setSecret(given ?? undefined)
  }
  return (
    <Section title={t('settings.keys')} lead={t('keys.lead')} actions={add}>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon={<KeyRegular />} title={t('keys.none')} why={t('keys.noneWhy')} />
          ) : (
            <Rows label={t('settings.keys')}>
              {data.map((key) => (
                <KeyRow key={key.id} given={key} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {making && <MakeKeyDialog onMade={made} onClose={() => setMaking(false)} />}
      {secret && (
        <ShownOnce
          title={t('keys.made')}
          label={t('keys.secret')}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </Section>
  )
}

function KeyRow({ given }: { given: Key }) {
  const { t } = useStrings()
  const { instant, list } = useFormats()
  const [asking, setAsking] = useState(false)
  const { name, state, hint, lastUsedAt, expiresAt } = given
  const active = state === 'active'
  const named: readonly string[] = scopes
  const may = given.scopes.map((scope) =>
    named.includes(scope) ? t(`keys.may.${scope.replace(':', '.')}` as StringKey) : scope,
  )
  return (
    <Row
      title={name}
      detail={
        <>
          <span>
            {hint ? t('keys.begins', { hint }) : t('keys.ofApplication', { id: given.applicationId ?? '' })}
          </span>
          <span>{lastUsedAt ? t('keys.used', { when: instant(lastUsedAt) }) : t('keys.unused')}</span>
          {active && <span>{t('keys.until', { when: instant(expiresAt) })}</span>}
        </>
      }
      figure={
        <Badge
          tone={active ? 'good' : 'neutral'}
          icon={active ? <CheckmarkCircleRegular /> : <DismissCircleRegular />}
        >
          {t(`keys.state.${state}`)}
        </Badge>
      }
      actions={
        active && (
          <TapButton label={t('keys.endWhat', { name })} onTap={() => setAsking(true)}>
            {t('keys.end')}
          </TapButton>
        )
      }
    >
      <span>{t('keys.mayAll', { what: list(may) })}</span>
      {asking && <EndDialog given={given} onClose={() => setAsking(false)} />}
    </Row>
  )
}

function EndDialog({ given, onClose }: { given: Key; onClose: () => void }) {
  const { t } = useStrings()
  const end = useEndKey(given)
  return (
    <ConfirmDialog
      title={t('keys.endWhat', { name: given.name })}
      confirm={t('keys.end')}
      onConfirm={() => {
        end.run({})
        onClose()
      }}
      onCancel={onClose}
    >
      {t('keys.endWhy')}
    </ConfirmDialog>
  )
}
