import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useFormats } from '../strings/formats.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { useToasts } from '../ui/toasts.tsx'

type Schemas = components['schemas']
export type CheckIn = Schemas['CheckIn']
export type NewCheckIn = Schemas['NewCheckIn']
export type Confidence = NonNullable<CheckIn['confidence']>
export type Obstacle = NonNullable<CheckIn['inTheWay']>

/** What a check-in needs to know of its key result. */
export type Subject = Pick<
  Schemas['KeyResult'],
  'id' | 'title' | 'kind' | 'unit' | 'peopleTotal' | 'latest' | 'asks'
>

export const confidences: Confidence[] = ['high', 'medium', 'low']
export const obstacles: Obstacle[] = ['nothing', 'waiting', 'decision', 'too_much', 'access', 'other']

/** Everything that shows where a key result stands. */
export const touchedByCheckIn = (id: string) => [
  ['key-results', id],
  ['my-week'],
  ['board'],
  ['objectives'],
  ['one-on-ones'],
]

/** Sends a check-in, tells what it changed, and can take it back. */
export function useCheckIn(subject: Subject) {
  const api = useApi()
  const { t } = useStrings()
  const { amount } = useFormats()
  const worth = useWorth()
  const path = { id: subject.id }
  return useAction({
    run: (body: NewCheckIn, once) =>
      read(api.POST('/v1/key-results/{id}/check-ins', { params: { path, header: once }, body })),
    touches: touchedByCheckIn(subject.id),
    done: ({ keyResult }) =>
      t('checkIn.receipt', {
        title: subject.title,
        value: amount(keyResult.latest?.value ?? 0, subject.unit),
        status: t(`status.${keyResult.standing.health}`),
      }),
    celebrates: ({ checkIn, keyResult }) =>
      (keyResult.progress.value ?? 0) >= 100 && checkIn.value !== checkIn.previousValue,
    undo: ({ checkIn }, _, once) =>
      read(api.POST('/v1/check-ins/{id}/undo', { params: { path: { id: checkIn.id }, header: once } })),
    ask: ({ checkIn }) => worth(checkIn.id),
    failed: () => t('checkIn.failed'),
  })
}

/** Was it worth my time? Kept so that nobody sees who answered what; a lost answer is no drama. */
function useWorth() {
  const api = useApi()
  const { t } = useStrings()
  const { notify } = useToasts()
  const say = async (id: string, worth: boolean) => {
    await read(api.POST('/v1/check-ins/{id}/worth', { params: { path: { id } }, body: { worth } }))
    notify({ text: t('worth.thanks'), kind: 'info' })
  }
  return (id: string) => ({
    question: t('worth.question'),
    answers: [true, false].map((worth) => ({
      text: t(worth ? 'worth.yes' : 'worth.no'),
      onPick: () => void say(id, worth).catch(() => undefined),
    })),
  })
}
