import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { ChipsField } from '../ui/chips-field.tsx'
import { FormDialog } from '../ui/dialogs.tsx'
import { LongTextField, TextField } from '../ui/fields.tsx'
import { MoreFields } from '../ui/more-fields.tsx'
import { CheckField } from '../ui/pick-fields.tsx'
import { TapButton } from '../ui/tap-button.tsx'
import { filled, type Link, LinksField } from './links-field.tsx'
import { touchedByBarrier } from './moves.ts'
import { SeverityField } from './severity-field.tsx'

type NewBarrier = components['schemas']['NewBarrier']

/** What is in the way of: the key result or step it blocks, or nothing in particular. */
export interface InTheWayOf {
  keyResultId?: string
  stepId?: string
  teamId?: string
}

type Kind = NewBarrier['kind']
const kinds = ['waiting', 'decision', 'too_much', 'access', 'other'] as const

interface RaiseProps {
  of: InTheWayOf
  /** What is filled in already. */
  begin?: Pick<NewBarrier, 'title'>
  /** Further words that can be fetched, on a tap alone. */
  more?: { label: string; text: () => Promise<string> }
  onClose: () => void
}

/** Asks a leader to clear what is in the way: one chip is enough, the leader is filled in. */
export function RaiseDialog({ of, begin = {}, more, onClose }: RaiseProps) {
  const { t } = useStrings()
  const asked = useWhomToAsk(of)
  const raise = useRaise()
  const [draft, setDraft] = useState<Partial<NewBarrier>>(begin)
  const set = (part: Partial<NewBarrier>) => setDraft((old) => ({ ...old, ...part }))
  const submit = () =>
    raise.send({ kind: 'other', ...blocked(of), ...draft, links: filled(linksOf(draft)) }).then(onClose)
  return (
    <FormDialog
      title={t('barrier.raise.title')}
      submit={asked ? t('barrier.raise.ask', { name: asked }) : t('barrier.raise.submit')}
      onSubmit={submit}
      onCancel={onClose}
    >
      <KindField value={draft.kind ?? null} onChange={(kind) => set({ kind })} />
      <TextField
        label={t('barrier.raise.what')}
        value={draft.title ?? ''}
        maxLength={200}
        hint={t('barrier.raise.whatHint')}
        onChange={(title) => set({ title: title || null })}
      />
      {more && !draft.details && (
        <div>
          <TapButton onTap={() => void more.text().then((details) => set({ details }))}>
            {more.label}
          </TapButton>
        </div>
      )}
      <MoreFields open={Boolean(draft.details)}>
        <MoreOfIt draft={draft} set={set} />
      </MoreFields>
    </FormDialog>
  )
}

function MoreOfIt({ draft, set }: { draft: Partial<NewBarrier>; set: (part: Partial<NewBarrier>) => void }) {
  const { t } = useStrings()
  return (
    <>
      <LongTextField
        label={t('barrier.raise.details')}
        value={draft.details ?? ''}
        onChange={(details) => set({ details: details || null })}
      />
      <SeverityField value={draft.severity ?? 'normal'} onChange={(severity) => set({ severity })} />
      <LinksField value={linksOf(draft)} onChange={(given) => set({ links: given })} />
      <CheckField
        label={t('barrier.raise.leaderOnly')}
        value={draft.leaderOnly ?? false}
        onChange={(leaderOnly) => set({ leaderOnly })}
      />
    </>
  )
}

function linksOf({ links = [] }: Partial<NewBarrier>): Link[] {
  return links.map(({ url, text = null }) => ({ url, text }))
}

function KindField(props: { value: Kind | null; onChange: (kind: Kind) => void }) {
  const { t } = useStrings()
  const options = kinds.map((value) => ({ value, text: t(`obstacle.${value}`) }))
  return <ChipsField label={t('barrier.raise.kind')} {...props} options={options} />
}

function blocked({ keyResultId, stepId, teamId }: InTheWayOf): Partial<NewBarrier> {
  return {
    ...(keyResultId && { keyResultIds: [keyResultId] }),
    ...(stepId && { stepIds: [stepId] }),
    ...(teamId && { teamId }),
  }
}

/** The name of who would be asked; undefined while it is not known. */
function useWhomToAsk({ keyResultId, teamId }: InTheWayOf): string | undefined {
  const api = useApi()
  const query = { ...(keyResultId ? { keyResultId } : teamId && { teamId }) }
  const { data } = useQuery({
    queryKey: ['barriers', 'whom-to-ask', query],
    queryFn: ({ signal }) => read(api.GET('/v1/barriers/whom-to-ask', { params: { query }, signal })),
  })
  return data?.name
}

function useRaise() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: NewBarrier, once) => read(api.POST('/v1/barriers', { params: { header: once }, body })),
    touches: touchedByBarrier,
    done: (barrier) =>
      t('barrier.raise.done', {
        number: barrier.number,
        name: barrier.people.find(({ id }) => id === barrier.asked?.memberId)?.name ?? '',
      }),
    undo: (barrier, _, once) =>
      read(api.POST('/v1/barriers/{id}/withdraw', { params: { path: { id: barrier.id }, header: once } })),
  })
}
