import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { useEditing } from '../ui/editing.ts'
import { PeopleField } from '../ui/people-field.tsx'
import {
  type EditedKeyResult,
  type KeyResult,
  type KeyResultPeople,
  peopleOf,
  useKeyResultPeople,
} from './key-result.ts'

const roles = ['delegateIds', 'checkInOwnerIds', 'contributorIds'] as const

/** Says who keeps the number up to date beside the owner, and who contributes. */
export function PeopleDialog({ item, reload, onClose }: EditedKeyResult & { onClose: () => void }) {
  const { t } = useStrings()
  const action = useKeyResultPeople(item.data)
  const editing = useEditing<KeyResult, KeyResultPeople>({ item, reload, toDraft: peopleOf })
  const people = editing.draft
  const submit = () => editing.save((etag) => action.send({ etag, people })).then(onClose)
  return (
    <FormDialog
      title={t('keyResult.peopleTitle')}
      submit={t('edit.save')}
      onSubmit={submit}
      onCancel={onClose}
    >
      {roles.map((role) => (
        <PeopleField
          key={role}
          label={t(`keyResult.role.${role}`)}
          hint={t(`keyResult.roleHint.${role}`)}
          value={people[role]}
          onChange={(ids) => editing.set({ [role]: ids })}
        />
      ))}
    </FormDialog>
  )
}

/** The people of a key result with what they are to it. */
export function usePeopleOf({ owner, delegates, checkInOwners, contributors }: KeyResult) {
  const { t } = useStrings()
  const as = (people: { id: string; name: string }[], detail: string) =>
    people.map((person) => ({ ...person, detail }))
  return [
    ...as([owner], t('keyResult.is.owner')),
    ...as(delegates, t('keyResult.is.delegate')),
    ...as(checkInOwners, t('keyResult.is.checkInOwner')),
    ...as(contributors, t('keyResult.is.contributor')),
  ]
}
