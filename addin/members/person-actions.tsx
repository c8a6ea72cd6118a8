import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { ChoicesMenu } from '../ui/choices-menu.tsx'
import { ConfirmDialog, FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import type { Offer } from '../ui/item-menu.tsx'
import { PersonField } from '../ui/person-field.tsx'
import { type Person, useChangePerson, useIdentify, useMembership, useMerge } from './people.ts'

type Dialog = 'merge' | 'identify' | 'leave' | 'name'

/** What can be done with a person as a whole, behind a menu. */
export function PersonActions({ person, self }: { person: Person; self: boolean }) {
  const { t } = useStrings()
  const [open, setOpen] = useState<Dialog>()
  const choices = useOffers(person, self, setOpen)
  const dialog = { person, onClose: () => setOpen(undefined) }
  return (
    <>
      {choices.length > 0 && <ChoicesMenu label={t('item.more', { title: person.name })} choices={choices} />}
      {open === 'merge' && <MergeDialog {...dialog} />}
      {open === 'identify' && <IdentifyDialog {...dialog} />}
      {open === 'name' && <NameDialog {...dialog} />}
      {open === 'leave' && <LeaveDialog {...dialog} self={self} />}
    </>
  )
}

function useOffers(person: Person, self: boolean, ask: (dialog: Dialog) => void): Offer[] {
  const { t } = useStrings()
  const change = useChangePerson(person)
  const membership = useMembership(person)
  const { can, admin } = person
  const unclaimed = can.merge
  const offers: [boolean, Offer][] = [
    [unclaimed, { text: t('people.merge'), onPick: () => ask('merge') }],
    [can.identify, { text: t('people.identify'), onPick: () => ask('identify') }],
    [unclaimed && can.edit, { text: t('people.rename'), onPick: () => ask('name') }],
    [
      can.makeAdmin,
      {
        text: t(admin ? 'people.noAdmin' : 'people.makeAdmin'),
        onPick: () => change.run({ admin: !admin }),
      },
    ],
    [can.leave, { text: t(self ? 'people.leaveSelf' : 'people.leave'), onPick: () => ask('leave') }],
    [can.takeBack, { text: t('people.takeBack'), onPick: () => membership.run('take-back') }],
  ]
  return offers.filter(([may]) => may).map(([, offer]) => offer)
}

interface DialogProps {
  person: Person
  onClose: () => void
}

function MergeDialog({ person, onClose }: DialogProps) {
  const { t } = useStrings()
  const merge = useMerge(person)
  const [into, setInto] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (!into) return
    await merge.send(into)
    onClose()
  }
  return (
    <FormDialog
      title={t('people.mergeTitle', { name: person.name })}
      submit={t('people.mergeIt')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <p>{t('people.mergeWhy')}</p>
      <PersonField
        label={t('people.mergeInto')}
        value={into}
        without={[person.id]}
        onChange={setInto}
        problem={tried && !into ? t('edit.missing') : undefined}
      />
    </FormDialog>
  )
}

function IdentifyDialog({ person, onClose }: DialogProps) {
  const { t } = useStrings()
  const identify = useIdentify(person)
  const [objectId, setObjectId] = useState('')
  return (
    <FormDialog
      title={t('people.identify')}
      submit={t('edit.save')}
      onSubmit={() => identify.send(objectId.trim()).then(onClose)}
      onCancel={onClose}
    >
      <TextField
        label={t('people.objectId')}
        hint={t('people.objectIdHint')}
        maxLength={36}
        value={objectId}
        onChange={setObjectId}
      />
    </FormDialog>
  )
}

function NameDialog({ person, onClose }: DialogProps) {
  const { t } = useStrings()
  const change = useChangePerson(person)
  const [name, setName] = useState(person.name)
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (name.trim() === '') return
    await change.send({ name: name.trim() })
    onClose()
  }
  return (
    <FormDialog title={t('people.rename')} submit={t('edit.save')} onSubmit={submit} onCancel={onClose}>
      <TextField
        label={t('settings.name')}
        required
        maxLength={100}
        value={name}
        onChange={setName}
        problem={tried && name.trim() === '' ? t('edit.missing') : undefined}
      />
    </FormDialog>
  )
}

function LeaveDialog({ person, self, onClose }: DialogProps & { self: boolean }) {
  const { t } = useStrings()
  const membership = useMembership(person)
  return (
    <ConfirmDialog
      title={self ? t('people.leaveSelf') : t('people.leaveTitle', { name: person.name })}
      confirm={t('people.leaveIt')}
      onConfirm={() => {
        membership.run('leave')
        onClose()
      }}
      onCancel={onClose}
    >
      {t('people.leaveWhy')}
    </ConfirmDialog>
  )
}
