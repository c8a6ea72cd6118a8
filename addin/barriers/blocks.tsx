import { AddRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { ifMatch, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { ChipsField } from '../ui/chips-field.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { TextField } from '../ui/fields.tsx'
import { hrefTo } from '../ui/places.ts'
import { Row, Rows } from '../ui/rows.tsx'
import { Section } from '../ui/section.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { type Barrier, touchedByBarrier, useName } from './moves.ts'

/** What a barrier holds up, of whichever teams; one that clears it clears it for all of them. */
export function Blocks({ barrier }: { barrier: Barrier }) {
  const { t } = useStrings()
  const [adding, setAdding] = useState(false)
  const { blocks, hiddenBlocks, can } = barrier
  if (blocks.length + hiddenBlocks === 0 && !can.edit) return null
  const add = can.edit && (
    <TapButton kind="quiet" icon={<AddRegular />} onTap={() => setAdding(true)}>
      {t('barrier.block.add')}
    </TapButton>
  )
  return (
    <Section title={t('barrier.blocks')} count={blocks.length + hiddenBlocks} actions={add}>
      {blocks.length + hiddenBlocks > 0 && (
        <Rows>
          {blocks.map((block) => (
            <Blocked key={block.id} barrier={barrier} block={block} />
          ))}
          {hiddenBlocks > 0 && <Row title={t('barrier.hiddenBlocks', { count: hiddenBlocks })} />}
        </Rows>
      )}
      {adding && <AddBlock barrier={barrier} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function Blocked({ barrier, block }: { barrier: Barrier; block: Barrier['blocks'][number] }) {
  const { t } = useStrings()
  const remove = useRemove(barrier)
  return (
    <Row
      title={block.title}
      {...(block.keyResultId && { href: hrefTo('keyResult', { id: block.keyResultId }) })}
      detail={t(`barrier.block.${block.kind}`, { team: block.teamName })}
      actions={
        barrier.can.edit && (
          <TapButton
            kind="quiet"
            busy={remove.busy}
            label={t('barrier.block.removeOf', { title: block.title })}
            onTap={() => remove.run(block.id)}
          >
            {t('barrier.block.remove')}
          </TapButton>
        )
      }
    />
  )
}

function AddBlock({ barrier, onClose }: { barrier: Barrier; onClose: () => void }) {
  const { t } = useStrings()
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const add = useAdd(barrier)
  const known = barrier.blocks.map(({ itemId }) => itemId)
  const found = useKeyResults(useDeferredValue(typed.trim()))?.filter(({ id }) => !known.includes(id))
  const options = (found ?? []).slice(0, 8).map(({ id, title }) => ({ value: id, text: title }))
  const submit = async () => {
    setTried(true)
    if (!picked) return
    await add.send(picked)
    onClose()
  }
  return (
    <FormDialog
      title={t('barrier.block.addTitle')}
      submit={t('barrier.block.addIt')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <TextField
        label={t('barrier.block.search')}
        value={typed}
        maxLength={100}
        problem={tried && !picked ? t('edit.missing') : undefined}
        onChange={setTyped}
      />
      {options.length > 0 && (
        <ChipsField label={t('barrier.block.pick')} value={picked} onChange={setPicked} options={options} />
      )}
      {found && options.length === 0 && <p>{t('barrier.block.none')}</p>}
    </FormDialog>
  )
}

function useKeyResults(q: string) {
  const api = useApi()
  const query = { limit: 50, sort: '-created' as const, ...(q && { q }) }
  const { data } = useQuery({
    queryKey: ['key-results', 'find', query],
    queryFn: ({ signal }) => read(api.GET('/v1/key-results', { params: { query }, signal })),
    placeholderData: (before) => before,
  })
  return data?.data.filter(({ lifecycle }) => lifecycle === 'published')
}

function useAdd(barrier: Barrier) {
  const api = useApi()
  const { t } = useStrings()
  const name = useName(barrier)
  return useAction({
    run: (keyResultId: string, once) =>
      read(
        api.POST('/v1/barriers/{id}/blocks', {
          params: { path: { id: barrier.id }, header: once },
          body: { keyResultId },
        }),
      ),
    touches: touchedByBarrier,
    done: () => t('barrier.block.added', { name }),
  })
}

function useRemove(barrier: Barrier) {
  const api = useApi()
  const { t } = useStrings()
  const name = useName(barrier)
  return useAction({
    run: (blockId: string) =>
      read(
        api.DELETE('/v1/barriers/{id}/blocks/{blockId}', {
          params: { path: { id: barrier.id, blockId }, header: ifMatch('*') },
        }),
      ),
    touches: touchedByBarrier,
    done: () => t('barrier.block.removed', { name }),
  })
}
