import { ifMatch, readWithEtag } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { FormDialog } from '../ui/dialogs.tsx'
import { type Tagged, useEditing } from '../ui/editing.ts'
import { LongTextField, TextField } from '../ui/fields.tsx'
import { filled, type Link, LinksField } from './links-field.tsx'
import { type Barrier, touchedByBarrier, useName } from './moves.ts'
import { SeverityField } from './severity-field.tsx'

type Change = components['schemas']['BarrierEdit']

export interface EditedBarrier {
  item: Tagged<Barrier>
  reload: () => Promise<Tagged<Barrier>>
}

interface Draft {
  title: string
  details: string
  severity: Barrier['severity']
  links: Link[]
}

const toDraft = ({ title, details, severity, links }: Barrier): Draft => ({
  ...{ severity, links },
  title: title ?? '',
  details: details ?? '',
})

/** Says otherwise what is in the way: words, urgency, links. */
export function EditBarrier({ item, reload, onClose }: EditedBarrier & { onClose: () => void }) {
  const { t } = useStrings()
  const { draft, set, changes, save, theirs } = useEditing<Barrier, Draft>({ item, reload, toDraft })
  const change = useChange(item.data)
  const problem = (field: 'title' | 'details') => {
    const text = theirs(field)
    return text === undefined ? undefined : t('edit.theirs', { text: text || '–' })
  }
  const submit = async () => {
    const said = toChange(changes)
    if (Object.keys(said).length > 0) await save((etag) => change.send({ etag, said }))
    onClose()
  }
  return (
    <FormDialog title={t('barrier.edit')} submit={t('edit.save')} onSubmit={submit} onCancel={onClose}>
      <TextField
        label={t('barrier.raise.what')}
        value={draft.title}
        maxLength={200}
        problem={problem('title')}
        onChange={(title) => set({ title })}
      />
      <LongTextField
        label={t('barrier.raise.details')}
        value={draft.details}
        problem={problem('details')}
        onChange={(details) => set({ details })}
      />
      <SeverityField value={draft.severity} onChange={(severity) => set({ severity })} />
      <LinksField value={draft.links} onChange={(links) => set({ links })} />
    </FormDialog>
  )
}

function toChange({ title, details, links, ...rest }: Partial<Draft>): Change {
  return {
    ...rest,
    ...(title !== undefined && { title: title.trim() || null }),
    ...(details !== undefined && { details: details.trim() || null }),
    ...(links && { links: filled(links) }),
  }
}

function useChange(barrier: Barrier) {
  const api = useApi()
  const { t } = useStrings()
  const name = useName(barrier)
  const path = { id: barrier.id }
  return useAction({
    run: ({ etag, said }: { etag: string; said: Change }) =>
      readWithEtag(api.PATCH('/v1/barriers/{id}', { params: { path, header: ifMatch(etag) }, body: said })),
    touches: touchedByBarrier,
    done: () => t('barrier.edited', { name }),
  })
}
