import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import { CheckField } from '../ui/pick-fields.tsx'
import { useInvite } from './people.ts'

const blank = { name: '', email: '', objectId: '', guest: false }

/** Invites a person: by the object id of the directory they are let in at their first sign-in. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useStrings()
  const invite = useInvite()
  const [draft, setDraft] = useState(blank)
  const [tried, setTried] = useState(false)
  const set = (part: Partial<typeof blank>) => setDraft((old) => ({ ...old, ...part }))
  const name = draft.name.trim()
  const email = draft.email.trim()
  const objectId = draft.objectId.trim()
  const known = email !== '' || objectId !== ''
  const submit = async () => {
    setTried(true)
    if (!name || !known) return
    await invite.send({ name, guest: draft.guest, ...(email && { email }), ...(objectId && { objectId }) })
    onClose()
  }
  return (
    <FormDialog title={t('people.invite')} submit={t('people.inviteIt')} onSubmit={submit} onCancel={onClose}>
      <InviteFields {...{ draft, set, tried, known }} />
    </FormDialog>
  )
}

interface InviteFieldsProps {
  draft: typeof blank
  set: (part: Partial<typeof blank>) => void
  tried: boolean
  known: boolean
}

function InviteFields({ draft, set, tried, known }: InviteFieldsProps) {
  const { t } = useStrings()
  return (
    <>
      <TextField
        label={t('settings.name')}
        required
        maxLength={100}
        value={draft.name}
        onChange={(typed) => set({ name: typed })}
        problem={tried && draft.name.trim() === '' ? t('edit.missing') : undefined}
      />
      <TextField
        label={t('people.email')}
        hint={t('people.emailHint')}
        maxLength={254}
        value={draft.email}
        onChange={(typed) => set({ email: typed })}
        problem={tried && !known ? t('people.howKnown') : undefined}
      />
      <TextField
        label={t('people.objectId')}
        hint={t('people.objectIdHint')}
        maxLength={36}
        value={draft.objectId}
        onChange={(typed) => set({ objectId: typed })}
      />
      <CheckField label={t('people.asGuest')} value={draft.guest} onChange={(guest) => set({ guest })} />
    </>
  )
}
