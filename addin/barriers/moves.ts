import { type Api, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { type Once, useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Barrier = Schemas['Barrier']
export type BarrierSummary = Schemas['BarrierSummary']

interface At {
  path: { id: string }
  header: Once
}

/** What can be done with one barrier; each has its own address. */
const moves = {
  take: (api: Api, params: At, { by = 'this_week' }: Said) =>
    read(api.POST('/v1/barriers/{id}/take', { params, body: { by } })),
  clear: (api: Api, params: At, { how, words }: Said) =>
    read(
      api.POST('/v1/barriers/{id}/clear', { params, body: { ...(how && { how }), ...(words && { words }) } }),
    ),
  handOn: (api: Api, params: At, { to = '', words }: Said) =>
    read(api.POST('/v1/barriers/{id}/hand-on', { params, body: { to, ...(words && { words }) } })),
  askBack: (api: Api, params: At, { words: question = '' }: Said) =>
    read(api.POST('/v1/barriers/{id}/ask-back', { params, body: { question } })),
  answer: (api: Api, params: At, { words: text = '' }: Said) =>
    read(api.POST('/v1/barriers/{id}/answer', { params, body: { text } })),
  decide: (api: Api, params: At, { words: decision = '' }: Said) =>
    read(api.POST('/v1/barriers/{id}/decide', { params, body: { decision } })),
  raise: (api: Api, params: At) => read(api.POST('/v1/barriers/{id}/raise', { params, body: {} })),
  cant: (api: Api, params: At, { words: reason = '' }: Said) =>
    read(api.POST('/v1/barriers/{id}/cant', { params, body: { reason } })),
  confirm: (api: Api, params: At) => read(api.POST('/v1/barriers/{id}/confirm', { params })),
  reopen: (api: Api, params: At, { words }: Said) =>
    read(api.POST('/v1/barriers/{id}/reopen', { params, body: { ...(words && { words }) } })),
  withdraw: (api: Api, params: At) => read(api.POST('/v1/barriers/{id}/withdraw', { params })),
  offerHelp: (api: Api, params: At, { words }: Said) =>
    read(api.POST('/v1/barriers/{id}/offer-help', { params, body: { ...(words && { words }) } })),
}

export type Move = keyof typeof moves

/** What a move needs to be told: a date, a person, words. */
export interface Said {
  by?: string
  to?: string
  words?: string
  how?: 'fixed' | 'removed' | 'simplified'
}

/** Everything that shows a barrier. */
export const touchedByBarrier = [
  ['barriers'],
  ['my-week'],
  ['board'],
  ['key-results'],
  ['wins'],
  ['one-on-ones'],
]

/** Makes a move on a barrier, tells what came of it, and can take it back for ten minutes. */
export function useMove(barrier: BarrierSummary) {
  const api = useApi()
  const { t } = useStrings()
  const { day } = useFormats()
  const name = useName(barrier)
  const at = (once: Once) => ({ path: { id: barrier.id }, header: once })
  return useAction({
    run: ({ move, ...said }: Said & { move: Move }, once) => moves[move](api, at(once), said),
    touches: touchedByBarrier,
    done: (result, { move }) =>
      t(`barrier.done.${move}`, { name, day: result.promise ? day(result.promise.day) : '' }),
    celebrates: (_, { move }) => move === 'confirm',
    undo: (_, __, once) => read(api.POST('/v1/barriers/{id}/undo', { params: at(once) })),
    failed: () => t('barrier.unchanged'),
  })
}

/** What a barrier is called: its number with its title, or its kind where nobody wrote one. */
export function useName(barrier: Nameable): string {
  return useNameOf()(barrier)
}

type Nameable = Pick<BarrierSummary, 'number' | 'title' | 'kind'>

/** The same for many: `nameOf(barrier)`. */
export function useNameOf(): (barrier: Nameable) => string {
  const { t } = useStrings()
  return ({ number, title, kind }) => {
    const words = title ?? t(`obstacle.${kind}`)
    return number === null ? words : t('barrier.name', { number, words })
  }
}

/** The name behind an id of the barrier; replies carry all they need. */
export function nameIn({ people }: Pick<BarrierSummary, 'people'>, id: string | null | undefined): string {
  return people.find((person) => person.id === id)?.name ?? '–'
}

/** Taken, and the promised day has passed: it needs a new date before anybody must ask for one. */
export function isMissed({ state, promise }: Pick<BarrierSummary, 'state' | 'promise'>): boolean {
  return state === 'taken' && promise?.kept === false
}
