import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { LongTextField } from '../ui/fields.tsx'
import { PersonField } from '../ui/person-field.tsx'
import type { ForAgenda } from '../ui/to-agenda.tsx'
import { useAddItem, useOpen } from './one-on-one.ts'

interface AddDialogProps {
  item: ForAgenda
  /** Who adds it. */
  me: string
  onClose: () => void
}

/** Puts something on the agenda with one person: the likely one is filled in. */
export function AddDialog({ item, me, onClose }: AddDialogProps) {
  const { t } = useStrings()
  const { who, setWho, text, setText, missing, submit } = useAdding({ item, me, onClose })
  return (
    <FormDialog
      title={t('oneOnOne.addTitle')}
      submit={t('oneOnOne.add')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <p>{item.title}</p>
      <PersonField
        label={t('oneOnOne.withWhom')}
        value={who}
        without={[me]}
        onChange={(id) => setWho(id || null)}
        problem={missing ? t('edit.missing') : undefined}
      />
      <LongTextField
        label={t('oneOnOne.addWords')}
        hint={t('oneOnOne.addWordsHint')}
        value={text}
        maxLength={500}
        onChange={setText}
      />
    </FormDialog>
  )
}

function useAdding({ item, me, onClose }: AddDialogProps) {
  const open = useOpen()
  const add = useAddItem()
  const likely = useLikely(item, me)
  const [picked, setWho] = useState<string | null>()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const who = picked === undefined ? likely : picked
  const submit = async () => {
    setMissing(who === null)
    if (who === null) return
    const { id, with: other } = await open.send(who)
    const subject = { kind: item.kind, id: item.id }
    await add.send({ id, name: other.name, text: text.trim() || undefined, subject })
    onClose()
  }
  return { who, setWho, text, setText, missing, submit }
}

/** Whom the item concerns, if that is somebody else; for one's own item the leader who would be asked. */
function useLikely({ suggest, teamId }: ForAgenda, me: string): string | null {
  const api = useApi()
  const other = suggest.find((id) => id && id !== me)
  const { data } = useQuery({
    queryKey: ['barriers', 'whom-to-ask', { teamId }],
    queryFn: ({ signal }) =>
      read(api.GET('/v1/barriers/whom-to-ask', { params: { query: { teamId: teamId ?? '' } }, signal })),
    enabled: !other && teamId !== undefined,
  })
  const leader = data?.asked.memberId
  return other ?? (leader && leader !== me ? leader : null)
}
