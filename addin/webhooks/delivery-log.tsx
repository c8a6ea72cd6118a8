import {
  CheckmarkCircleRegular,
  ClockRegular,
  DismissCircleRegular,
  SendRegular,
} from '@fluentui/react-icons'
import { useFormats } from '../strings/formats.ts'
import { type StringKey, useStrings } from '../strings/strings.tsx'
import { Badge } from '../ui/badge.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { DialogActions, ModalDialog } from '../ui/modal-dialog.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Delivery, useDeliveries, useReplay, type Webhook } from './webhooks.ts'

/** What was sent to a webhook last, whether it arrived, and sending it again. */
export function DeliveryLog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useStrings()
  const query = useDeliveries(webhook)
  const title = t('webhooks.logOf', { name: webhook.name })
  return (
    <ModalDialog title={title} onCancel={onClose}>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState
              icon={<SendRegular />}
              title={t('webhooks.noneSent')}
              why={t('webhooks.noneSentWhy')}
            />
          ) : (
            <Rows label={title}>
              {data.map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} off={webhook.state === 'disabled'} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      <DialogActions>
        <TapButton onTap={onClose}>{t('webhooks.close')}</TapButton>
      </DialogActions>
    </ModalDialog>
  )
}

const looks = {
  delivered: { tone: 'good', icon: <CheckmarkCircleRegular /> },
  waiting: { tone: 'neutral', icon: <ClockRegular /> },
  failed: { tone: 'bad', icon: <DismissCircleRegular /> },
  withdrawn: { tone: 'neutral', icon: <DismissCircleRegular /> },
} as const

function DeliveryRow({ delivery, off }: { delivery: Delivery; off: boolean }) {
  const { t } = useStrings()
  const { instant } = useFormats()
  const replay = useReplay()
  const { test, change, state, createdAt, nextAt, attempts } = delivery
  const title = test ? t('webhooks.aTest') : (change?.kind ?? t('webhooks.unseen'))
  return (
    <Row
      title={title}
      detail={
        <>
          <span>{instant(createdAt)}</span>
          <Answer delivery={delivery} />
          {nextAt && attempts > 0 && <span>{t('webhooks.next', { when: instant(nextAt) })}</span>}
        </>
      }
      figure={
        <Badge tone={looks[state].tone} icon={looks[state].icon}>
          {t(`webhooks.delivery.${state}`)}
        </Badge>
      }
      actions={
        !off && (
          <TapButton
            busy={replay.busy}
            label={t('webhooks.againWhat', { what: title, when: instant(createdAt) })}
            onTap={() => replay.run(delivery)}
          >
            {t('webhooks.again')}
          </TapButton>
        )
      }
    />
  )
}

const told = ['timeout', 'refused', 'tls', 'not-public', 'unknown-host']

function Answer({ delivery: { last, state } }: { delivery: Delivery }) {
  const { t } = useStrings()
  if (!last || state === 'withdrawn') return null
  if (last.status !== null) return <span>{t('webhooks.answered', { status: String(last.status) })}</span>
  const trouble = told.find((each) => each === last.trouble) ?? 'broken'
  return <span>{t(`webhooks.trouble.${trouble}` as StringKey)}</span>
}
