import { makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { CheckSet } from '../ui/check-set.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import { PrivateTeamsField } from '../ui/private-teams-field.tsx'
import {
  type Topic,
  topicNames,
  topics,
  topicsOf,
  useAddWebhook,
  useChangeWebhook,
  type Webhook,
} from './webhooks.ts'

/** Has another program told: who, where, and of what. Given the secret, which is shown this once. */
export function AddWebhookDialog({
  onAdded,
  onClose,
}: {
  onAdded: (secret: string) => void
  onClose: () => void
}) {
  const { t } = useStrings()
  const form = useForm()
  const add = useAddWebhook()
  const submit = async () => {
    const said = form.said()
    if (said) onAdded((await add.send(said)).secret)
  }
  return (
    <FormDialog title={t('webhooks.add')} submit={t('webhooks.addIt')} onSubmit={submit} onCancel={onClose}>
      <Fields form={form} />
    </FormDialog>
  )
}

/** The same of one that is there. */
export function ChangeWebhookDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useStrings()
  const form = useForm(webhook)
  const change = useChangeWebhook(webhook)
  const submit = async () => {
    const said = form.said()
    if (!said) return
    const { url, ...rest } = said
    await change.send({ ...rest, ...(url !== webhook.url && { url }) })
    onClose()
  }
  const title = t('webhooks.changeWhat', { name: webhook.name })
  return (
    <FormDialog title={title} submit={t('webhooks.save')} onSubmit={submit} onCancel={onClose}>
      <Fields form={form} />
    </FormDialog>
  )
}

type Form = ReturnType<typeof useForm>

function Fields({ form }: { form: Form }) {
  const { t } = useStrings()
  return (
    <>
      <TextField
        label={t('webhooks.name')}
        hint={t('webhooks.nameHint')}
        required
        maxLength={100}
        value={form.name}
        onChange={form.setName}
        problem={form.missing(form.name)}
      />
      <TextField
        label={t('webhooks.url')}
        hint={t('webhooks.urlHint')}
        required
        maxLength={2000}
        value={form.url}
        onChange={form.setUrl}
        problem={form.missing(form.url)}
      />
      <TopicsField form={form} />
      <PrivateTeamsField
        label={t('webhooks.teams')}
        before={form.teamsBefore}
        picked={form.teamIds}
        onPick={form.setTeamIds}
      />
    </>
  )
}

function TopicsField({ form }: { form: Form }) {
  const styles = useStyles()
  const { t } = useStrings()
  const options = topicNames.map((value) => ({ value, text: t(`webhooks.topic.${value}`) }))
  return (
    <CheckSet<Topic>
      label={t('webhooks.topics')}
      options={options}
      picked={form.picked}
      onPick={form.setPicked}
    >
      {form.others.length > 0 && <p className={styles.others}>{form.others.join(', ')}</p>}
      {form.nothing && <p role="alert">{t('webhooks.pickOne')}</p>}
    </CheckSet>
  )
}

const useStyles = makeStyles({
  others: { margin: 0, overflowWrap: 'anywhere' },
})

function useForm(given?: Webhook) {
  const { t } = useStrings()
  const before = topicsOf(given?.events ?? topics.barriers)
  const [name, setName] = useState(given?.name ?? '')
  const [url, setUrl] = useState(given?.url ?? '')
  const [picked, setPicked] = useState<Topic[]>(before.picked)
  const teamsBefore = given?.teamIds ?? []
  const [teamIds, setTeamIds] = useState<string[]>(teamsBefore)
  const [tried, setTried] = useState(false)
  const { others } = before
  const events = [...picked.flatMap((topic) => [...topics[topic]]), ...others]
  return {
    ...{ name, setName, url, setUrl, picked, setPicked, others },
    ...{ teamsBefore, teamIds, setTeamIds },
    missing: (value: string) => (tried && value.trim() === '' ? t('edit.missing') : undefined),
    nothing: tried && events.length === 0,
    /** What was said; nothing while it cannot be taken so. */
    said: () => {
      setTried(true)
      if (name.trim() === '' || url.trim() === '' || events.length === 0) return undefined
      return { name: name.trim(), url: url.trim(), events, teamIds }
    },
  }
}
