import {
  AddRegular,
  CheckmarkCircleRegular,
  DismissCircleRegular,
  PlugConnectedRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import { useState } from 'react'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { Badge } from '../ui/badge.tsx'
import { ChoicesMenu } from '../ui/choices-menu.tsx'
import { ConfirmDialog } from '../ui/dialogs.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { ShownOnce } from '../ui/shown-once.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { useTeams } from '../ui/teams.ts'
import { DeliveryLog } from './delivery-log.tsx'
import { AddWebhookDialog, ChangeWebhookDialog } from './webhook-dialog.tsx'
import { topicsOf, useWebhook, useWebhooks, type Webhook } from './webhooks.ts'

/** Which other programs are told what happens here, and whether it arrives. */
export function WebhooksSettings() {
  const { t } = useStrings()
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<string>()
  const query = useWebhooks()
  const add = (
    <TapButton icon={<AddRegular />} onTap={() => setAdding(true)}>
      {t('webhooks.add')}
    </TapButton>
  )
  const added = (given: string) => {
    setAdding(false)
    setSecret(given)
  }
  return (
    <Section title={t('settings.webhooks')} lead={t('webhooks.lead')} actions={add}>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState
              icon={<PlugConnectedRegular />}
              title={t('webhooks.none')}
              why={t('webhooks.noneWhy')}
            />
          ) : (
            <Rows label={t('settings.webhooks')}>
              {data.map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} onSecret={setSecret} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {adding && <AddWebhookDialog onAdded={added} onClose={() => setAdding(false)} />}
      {secret && <Secret secret={secret} onClose={() => setSecret(undefined)} />}
    </Section>
  )
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useStrings()
  return (
    <ShownOnce title={t('webhooks.made')} label={t('webhooks.secret')} secret={secret} onClose={onClose} />
  )
}

type Open = 'log' | 'change' | 'rotate' | 'remove' | null
interface RowProps {
  webhook: Webhook
  onSecret: (secret: string) => void
}

function WebhookRow({ webhook, onSecret }: RowProps) {
  const { t } = useStrings()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  return (
    <Row
      title={webhook.name}
      detail={<Facts webhook={webhook} />}
      figure={<State webhook={webhook} />}
      actions={<Actions webhook={webhook} onOpen={setOpen} />}
    >
      <Told webhook={webhook} />
      {webhook.disabledWhy && <div role="status">{t(`webhooks.why.${webhook.disabledWhy}`)}</div>}
      {open === 'log' && <DeliveryLog webhook={webhook} onClose={close} />}
      {open === 'change' && <ChangeWebhookDialog webhook={webhook} onClose={close} />}
      {open === 'rotate' && <RotateDialog webhook={webhook} onSecret={onSecret} onClose={close} />}
      {open === 'remove' && <RemoveDialog webhook={webhook} onClose={close} />}
    </Row>
  )
}

function Facts({ webhook: { url, deliveredAt } }: { webhook: Webhook }) {
  const { t } = useStrings()
  const { instant } = useFormats()
  return (
    <>
      <span>{new URL(url).host}</span>
      <span>{deliveredAt ? t('webhooks.arrived', { when: instant(deliveredAt) }) : t('webhooks.never')}</span>
    </>
  )
}

function Told({ webhook: { events, teamIds } }: { webhook: Webhook }) {
  const { t } = useStrings()
  const { list } = useFormats()
  const teams = useTeams().data ?? []
  const { picked, others } = topicsOf(events)
  const what = [...picked.map((topic) => t(`webhooks.topic.${topic}`)), ...others]
  const names = teams.filter(({ id }) => teamIds.includes(id)).map(({ name }) => name)
  return (
    <span>
      {t('webhooks.told', { what: list(what) })}
      {names.length > 0 && ` ${t('webhooks.toldTeams', { names: list(names) })}`}
    </span>
  )
}

const looks = {
  active: { tone: 'good', icon: <CheckmarkCircleRegular /> },
  failing: { tone: 'warning', icon: <WarningRegular /> },
  disabled: { tone: 'bad', icon: <DismissCircleRegular /> },
} as const

function State({ webhook: { state } }: { webhook: Webhook }) {
  const { t } = useStrings()
  return (
    <Badge tone={looks[state].tone} icon={looks[state].icon}>
      {t(`webhooks.state.${state}`)}
    </Badge>
  )
}

function Actions({ webhook, onOpen }: { webhook: Webhook; onOpen: (what: Open) => void }) {
  const { t } = useStrings()
  const { enable, test } = useWebhook(webhook)
  const { name, state } = webhook
  // Why it was not sent is told in a toast.
  const tryIt = () =>
    void test.send({}).then(
      () => onOpen('log'),
      () => undefined,
    )
  const choices = [
    ...(state === 'disabled' ? [] : [{ text: t('webhooks.test'), onPick: tryIt }]),
    { text: t('webhooks.change'), onPick: () => onOpen('change') },
    { text: t('webhooks.rotate'), onPick: () => onOpen('rotate') },
    { text: t('webhooks.remove'), onPick: () => onOpen('remove') },
  ]
  return (
    <>
      {state === 'disabled' && (
        <TapButton kind="main" busy={enable.busy} onTap={() => enable.run({})}>
          {t('webhooks.enable')}
        </TapButton>
      )}
      <TapButton label={t('webhooks.logOf', { name })} onTap={() => onOpen('log')}>
        {t('webhooks.log')}
      </TapButton>
      <ChoicesMenu label={t('webhooks.more', { name })} choices={choices} />
    </>
  )
}

function RotateDialog({ webhook, onSecret, onClose }: RowProps & { onClose: () => void }) {
  const { t } = useStrings()
  const { rotate } = useWebhook(webhook)
  const confirm = () => {
    onClose()
    void rotate.send({ overlapHours: 24 }).then(
      ({ secret }) => onSecret(secret),
      () => undefined,
    )
  }
  return (
    <ConfirmDialog
      title={t('webhooks.rotateWhat', { name: webhook.name })}
      confirm={t('webhooks.rotateIt')}
      onConfirm={confirm}
      onCancel={onClose}
    >
      {t('webhooks.rotateWhy')}
    </ConfirmDialog>
  )
}

function RemoveDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useStrings()
  const { remove } = useWebhook(webhook)
  return (
    <ConfirmDialog
      title={t('webhooks.removeWhat', { name: webhook.name })}
      confirm={t('webhooks.removeIt')}
      onConfirm={() => {
        remove.run({})
        onClose()
      }}
      onCancel={onClose}
    >
      {t('webhooks.removeWhy')}
    </ConfirmDialog>
  )
}
