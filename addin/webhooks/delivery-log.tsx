import { makeStyles, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircleRegular,
  ClockRegular,
  DismissCircleRegular,
  SendRegular,
} from '@fluentui/react-icons'
import { type ReactNode, useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { type StringKey, useStrings } from '../strings/strings.tsx'
import { Badge } from '../ui/badge.tsx'
import { ChipsField } from '../ui/chips-field.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { DialogActions, ModalDialog } from '../ui/modal-dialog.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import {
  type Delivery,
  type Shown,
  useDeliveries,
  useReplay,
  useReplayFailed,
  type Webhook,
} from './webhooks.ts'

/** What was sent to a webhook, whether it arrived, and sending it again. */
export function DeliveryLog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useStrings()
  const [shown, setShown] = useState<Shown>('all')
  const query = useDeliveries(webhook, shown)
  const title = t('webhooks.logOf', { name: webhook.name })
  return (
    <ModalDialog title={title} onCancel={onClose}>
      <ChipsField<Shown>
        label={t('webhooks.filter')}
        labelHidden
        value={shown}
        onChange={setShown}
        options={(['all', 'failed'] as const).map((value) => ({
          value,
          text: t(`webhooks.filter.${value}`),
        }))}
      />
      <Loaded query={query}>
        {({ pages }) => (
          <Deliveries
            {...{ title, webhook, shown }}
            deliveries={pages.flatMap(({ data }) => data)}
            more={query.hasNextPage && <More query={query} />}
          />
        )}
      </Loaded>
      <DialogActions>
        <TapButton onTap={onClose}>{t('webhooks.close')}</TapButton>
      </DialogActions>
    </ModalDialog>
  )
}

interface DeliveriesProps {
  title: string
  webhook: Webhook
  shown: Shown
  deliveries: Delivery[]
  more: ReactNode
}

function Deliveries({ title, webhook, shown, deliveries, more }: DeliveriesProps) {
  const { t } = useStrings()
  const off = webhook.state === 'disabled'
  if (deliveries.length === 0) {
    const none =
      shown === 'all'
        ? { title: t('webhooks.noneSent'), why: t('webhooks.noneSentWhy') }
        : { title: t('webhooks.noneFailed'), why: t('webhooks.noneFailedWhy') }
    return <EmptyState icon={<SendRegular />} {...none} />
  }
  return (
    <>
      {shown === 'failed' && !off && <ReplayFailed webhook={webhook} />}
      <Rows label={title}>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} off={off} />
        ))}
      </Rows>
      {more}
    </>
  )
}

function More({ query }: { query: ReturnType<typeof useDeliveries> }) {
  const { t } = useStrings()
  return (
    <div>
      <TapButton busy={query.isFetchingNextPage} onTap={() => void query.fetchNextPage()}>
        {t('list.more')}
      </TapButton>
    </div>
  )
}

/** What a receiver missed while it was down, in one tap. */
function ReplayFailed({ webhook }: { webhook: Webhook }) {
  const styles = useStyles()
  const { t } = useStrings()
  const replay = useReplayFailed(webhook)
  return (
    <fieldset className={styles.replay}>
      <legend>{t('webhooks.replay')}</legend>
      {([1, 7, 30] as const).map((days) => (
        <TapButton key={days} busy={replay.busy} onTap={() => replay.run({ days })}>
          {t(`webhooks.replay.${days}`)}
        </TapButton>
      ))}
    </fieldset>
  )
}

const useStyles = makeStyles({
  replay: {
    ...{ border: 'none', margin: 0, padding: 0, minInlineSize: 0 },
    ...{ display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
    marginBlock: tokens.spacingVerticalM,
  },
})

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
