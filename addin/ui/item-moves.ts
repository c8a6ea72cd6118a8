import { read } from '../api/client.ts'
import { ApiProblem } from '../api/problem.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { type Once, useAction } from './action.ts'

type Schemas = components['schemas']
export type Closing = Schemas['Closing']
export type Settled = Omit<Schemas['Settling'], 'go' | 'cycleId'>
export type NewOverride = Schemas['NewOverride']

/** A goal or a measure: both are published, set aside, closed and opened again alike. */
export type ItemKind = 'objective' | 'key_result'

/** What of an item its moves need to know. */
export type MovableItem = Pick<
  Schemas['ObjectiveDetail'],
  'id' | 'title' | 'lifecycle' | 'standing' | 'can' | 'score' | 'learned' | 'suggestedScore'
>

/** Everything that shows an item. */
export const touchedByItem = [['objectives'], ['key-results'], ['board'], ['my-week'], ['barriers'], ['wins']]

export type Move = 'publish' | 'postpone' | 'resume' | 'reopen'
type Path = Move | 'close' | 'settle' | 'score' | 'override'

/** Sends a move of either kind. */
function useSend(kind: ItemKind, item: MovableItem) {
  const api = useApi()
  return (path: Path, once: Once, body?: object): Promise<unknown> => {
    const params = { path: { id: item.id }, header: once }
    // Measures answer at the same addresses below their own word, so the types of the goals serve both.
    const root = kind === 'objective' ? 'objectives' : 'key-results'
    const url = `/v1/${root}/{id}/${path}` as '/v1/objectives/{id}/close'
    return read(api.POST(url, { params, ...(body && { body }) } as { params: typeof params; body: Closing }))
  }
}

const refusals = ['why-missing', 'no-round', 'round-open', 'unanswered'] as const
export type PublishRefusal = (typeof refusals)[number]

/** What publishing asked for and did not find; nothing for any other failure. */
export function publishRefusal(failure: unknown): PublishRefusal | undefined {
  if (!(failure instanceof ApiProblem) || failure.status !== 409) return undefined
  return refusals.find((code) => code === failure.code)
}

/** Publishes a draft, or all the same with a written reason. */
export function usePublish(kind: ItemKind, item: MovableItem) {
  const send = useSend(kind, item)
  const { t } = useStrings()
  return useAction({
    run: (body: { waive?: string }, once) => send('publish', once, body),
    touches: touchedByItem,
    done: () => t('item.done.publish', { title: item.title }),
  })
}

/** Sets an item aside, takes it up again, or opens a closed one; each can be taken back. */
export function useItemMove(kind: ItemKind, item: MovableItem) {
  const send = useSend(kind, item)
  const { t } = useStrings()
  const { score, learned } = item
  const back = {
    postpone: (once: Once) => send('resume', once),
    resume: (once: Once) => send('postpone', once),
    reopen: (once: Once) => send('close', once, { score, learned }),
  }
  return useAction({
    run: (move: keyof typeof back, once) => send(move, once),
    touches: touchedByItem,
    done: (_, move) => t(`item.done.${move}`, { title: item.title }),
    undo: (_, move, once) => back[move](once),
  })
}

/** Closes an item with how it ended: its score, why it is another one than the facts suggest, and what was learned. */
export function useClose(kind: ItemKind, item: MovableItem) {
  const send = useSend(kind, item)
  const { t } = useStrings()
  return useAction({
    run: (closing: Settled, once) => send('settle', once, { ...closing, go: 'stop' }),
    touches: touchedByItem,
    done: () => t('item.done.close', { title: item.title }),
    undo: (_, __, once) => send('reopen', once),
  })
}

/** Changes how a closed item is said to have ended. */
export function useScore(kind: ItemKind, item: MovableItem) {
  const send = useSend(kind, item)
  const { t } = useStrings()
  const { score, learned } = item
  return useAction({
    run: (closing: Closing, once) => send('score', once, closing),
    touches: touchedByItem,
    done: () => t('item.done.score', { title: item.title }),
    undo: (_, __, once) => send('score', once, { score, learned, reason: t('item.scoreTakenBack') }),
  })
}

/** Says by hand how an item stands, or ends what was said. */
export function useOverride(kind: ItemKind, item: MovableItem) {
  const send = useSend(kind, item)
  const { t } = useStrings()
  const before = item.standing.override
  return useAction({
    run: (override: NewOverride, once) => send('override', once, override),
    touches: touchedByItem,
    done: (_, { health }) =>
      health
        ? t('item.done.override', { title: item.title, status: t(`status.${health}`) })
        : t('item.done.overrideEnds', { title: item.title }),
    undo: (_, __, once) =>
      send('override', once, before ? { health: before.health, why: before.why } : { health: null }),
  })
}
