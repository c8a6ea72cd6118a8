import { read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'
import { touchedByItem } from '../ui/item-moves.ts'

type Schemas = components['schemas']
export type MyReviews = Schemas['MyReviews']
export type MyMidway = Schemas['MyMidway']
export type MidwayAnswer = Schemas['MidwayAnswer']

/** Answers keep, change or stop; the row is gone at once. */
export function useAnswerMidway({ id, title }: MyMidway) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: (body: MidwayAnswer, once) =>
      read(api.POST('/v1/key-results/{id}/midway', { params: { path: { id }, header: once }, body })),
    touches: [['my-reviews'], ...touchedByItem],
    change: () => [
      {
        query: ['my-reviews'],
        to: (old: MyReviews) => ({ ...old, midway: old.midway.filter((one) => one.id !== id) }),
      },
    ],
    done: (_, { choice }) => t(`midway.done.${choice}`, { title }),
  })
}
