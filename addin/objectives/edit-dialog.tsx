import { useState } from 'react'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { useEditing } from '../ui/editing.ts'
import { externalFrom } from '../ui/external.tsx'
import { PeopleField } from '../ui/people-field.tsx'
import { type ObjectiveDraft, toChange, toDraft } from './draft.ts'
import { type EditedObjective, type Objective, useChangeObjective, useContributors } from './objective.ts'
import { MoreObjectiveFields, ObjectiveFields, type ObjectiveForm } from './objective-fields.tsx'

interface EditDialogProps extends EditedObjective {
  onClose: () => void
}

/** Edits a goal against the version that was read. Who was quicker is shown, and nothing typed is lost. */
export function EditObjective({ item, reload, onClose }: EditDialogProps) {
  const { t } = useStrings()
  const editing = useEditing<Objective, ObjectiveDraft>({ item, toDraft, reload })
  const change = useChangeObjective(item.data)
  const form = useForm(editing)
  const submit = async () => {
    if (!form.complete()) return
    const said = toChange(editing.changes)
    if (Object.keys(said).length > 0) await editing.save((etag) => change.send({ etag, change: said }))
    onClose()
  }
  return (
    <FormDialog title={t('objective.edit')} submit={t('edit.save')} onSubmit={submit} onCancel={onClose}>
      <ObjectiveFields {...form.fields} />
      <MoreObjectiveFields {...form.fields} />
    </FormDialog>
  )
}

type Editing = Pick<ReturnType<typeof useEditing<Objective, ObjectiveDraft>>, 'draft' | 'set' | 'theirs'>

function useForm({ draft, set, theirs }: Editing) {
  const { t } = useStrings()
  const [tried, setTried] = useState(false)
  const named = externalFrom(draft.external) !== undefined
  const problem: ObjectiveForm['problem'] = (field) => {
    if (field === 'title' && tried && draft.title.trim() === '') return t('edit.missing')
    if (field === 'external' && tried && !named) return t('external.wrong')
    const text = theirs(field)
    return text === undefined ? undefined : t('edit.theirs', { text: text || '–' })
  }
  return {
    fields: { draft, set, problem },
    complete: () => {
      setTried(true)
      return draft.title.trim() !== '' && named
    },
  }
}

/** Says who contributes to a goal. */
export function ContributorsDialog({ item, reload, onClose }: EditDialogProps) {
  const { t } = useStrings()
  const contributors = useContributors(item.data)
  const editing = useEditing({
    item,
    reload,
    toDraft: (objective) => ({ ids: objective.contributors.map(({ id }) => id) }),
  })
  const memberIds = editing.draft.ids ?? []
  const submit = () => editing.save((etag) => contributors.send({ etag, memberIds })).then(onClose)
  return (
    <FormDialog
      title={t('objective.contributors')}
      submit={t('edit.save')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <PeopleField label={t('people.add')} value={memberIds} onChange={(ids) => editing.set({ ids })} />
    </FormDialog>
  )
}
