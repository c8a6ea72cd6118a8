import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Api, ifMatch, readWithEtag } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from './action.ts'
import { FormDialog } from './dialogs.tsx'
import { type Tagged, useEditing } from './editing.ts'
import { LongTextField, NumberField, numberOf } from './fields.tsx'
import { touchedByItem } from './item-moves.ts'

type Alignment = components['schemas']['Alignment']
type Change = components['schemas']['AlignmentChange']

interface EditAlignmentProps {
  /** The larger goal. */
  parentId: string
  alignmentId: string
  /** What the dialog calls it: the other end. */
  title: string
  onClose: () => void
}

const url = '/v1/objectives/{id}/alignments/{alignmentId}'

/** Edits how an item contributes to a goal: the sentence from below, how much it counts from above. */
export function EditAlignment(props: EditAlignmentProps) {
  const { parentId: id, alignmentId } = props
  const api = useApi()
  const query = useQuery({
    queryKey: ['objectives', id, 'alignments', alignmentId],
    queryFn: () => readWithEtag(api.GET(url, { params: { path: { id, alignmentId } } })),
    staleTime: 0,
  })
  const reload = async () => (await query.refetch({ throwOnError: true })).data as Tagged<Alignment>
  if (!query.data) return null
  return <Form {...props} item={query.data} reload={reload} />
}

interface FormProps extends EditAlignmentProps {
  item: Tagged<Alignment>
  reload: () => Promise<Tagged<Alignment>>
}

function Form({ title, item, reload, onClose }: FormProps) {
  const { t, intl } = useStrings()
  const change = useChange(item.data, title)
  const write = (value: number) => intl.formatNumber(value, { useGrouping: false, maximumFractionDigits: 2 })
  const editing = useEditing({ item, reload, toDraft: (alignment) => toDraft(alignment, write) })
  const [wrong, setWrong] = useState(false)
  const submit = async () => {
    const said = toChange(editing.changes)
    setWrong(!said)
    if (!said) return
    if (Object.keys(said).length > 0) await editing.save((etag) => change.send({ etag, said }))
    onClose()
  }
  const dialog = { title: t('align.editTitle', { title }), submit: t('edit.save') }
  return (
    <FormDialog {...dialog} onSubmit={submit} onCancel={onClose}>
      <Fields can={item.data.can} draft={editing.draft} set={editing.set} wrong={wrong} />
    </FormDialog>
  )
}

interface FieldsProps {
  can: Alignment['can']
  draft: ReturnType<typeof toDraft>
  set: (part: Partial<ReturnType<typeof toDraft>>) => void
  wrong: boolean
}

function Fields({ can, draft, set, wrong }: FieldsProps) {
  const { t } = useStrings()
  return (
    <>
      {can.edit && (
        <LongTextField
          label={t('align.sentence')}
          hint={t('align.sentenceHint')}
          maxLength={500}
          value={draft.sentence}
          onChange={(sentence) => set({ sentence })}
        />
      )}
      {can.weigh ? (
        <NumberField
          label={t('align.weight')}
          hint={t('align.weightHint')}
          unit="%"
          value={draft.weight}
          onChange={(weight) => set({ weight })}
          problem={wrong ? t('align.noWeight') : undefined}
        />
      ) : (
        <p>{t('align.weightOnly')}</p>
      )}
    </>
  )
}

function toDraft({ sentence, weight }: Alignment, write: (value: number) => string) {
  return { sentence: sentence ?? '', weight: weight === null ? '' : write(weight) }
}

/** What was typed, as the API takes it; nothing for a weight that is none. */
function toChange({ sentence, weight }: { sentence?: string; weight?: string }): Change | undefined {
  const number = weight?.trim() ? numberOf(weight) : null
  if (number === undefined || (number !== null && (number < 0 || number > 100))) return undefined
  return {
    ...(sentence !== undefined && { sentence: sentence.trim() || null }),
    ...(weight !== undefined && { weight: number }),
  }
}

/** Saves against the version that was read; the undo puts back what was there. */
function useChange(before: Alignment, title: string) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: ({ etag, said }: { etag: string; said: Change }) => patch(api, before, etag, said),
    touches: touchedByItem,
    done: () => t('align.changed', { title }),
    undo: ({ etag }, { said }) => {
      const fields = Object.keys(said) as (keyof Change)[]
      return patch(api, before, etag, Object.fromEntries(fields.map((field) => [field, before[field]])))
    },
  })
}

function patch(api: Api, { id: alignmentId, parentObjectiveId: id }: Alignment, etag: string, body: Change) {
  return readWithEtag(api.PATCH(url, { params: { path: { id, alignmentId }, header: ifMatch(etag) }, body }))
}
