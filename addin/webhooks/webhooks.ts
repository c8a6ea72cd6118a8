import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ifVersion, read } from '../api/client.ts'
import { useApi } from '../api/provider.tsx'
import type { components } from '../api/schema.gen.ts'
import { useStrings } from '../strings/strings.tsx'
import { useAction } from '../ui/action.ts'

type Schemas = components['schemas']
export type Webhook = Schemas['Webhook']
export type Delivery = Schemas['WebhookDelivery']
type NewWebhook = Schemas['NewWebhook']

/** What others can be told of, in plain words, and the kinds of events behind each. */
export const topics = {
  barriers: ['barrier.*'],
  numbers: ['check-in.*'],
  measures: ['key-result.*'],
  goals: ['alignment.*', 'objective.*'],
  steps: ['commitment.*', 'step.*'],
  wins: ['win.*'],
  comments: ['comment.*'],
  rounds: ['cycle.*', 'planning-round.*'],
  people: ['member.*', 'team.*', 'workspace.*'],
  imports: ['import.*'],
} as const satisfies Record<string, readonly string[]>
export type Topic = keyof typeof topics
export const topicNames = Object.keys(topics) as Topic[]

/** The topics that a webhook is told of, and whatever else an integration has asked for by itself. */
export function topicsOf(events: readonly string[]): { picked: Topic[]; others: string[] } {
  const picked = topicNames.filter((name) => topics[name].every((event) => events.includes(event)))
  const known: readonly string[] = picked.flatMap((name) => topics[name])
  return { picked, others: events.filter((event) => !known.includes(event)) }
}

/** The webhooks, the newest first; there are twenty at the most. */
export function useWebhooks() {
  const api = useApi()
  return useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => read(api.GET('/v1/webhooks', { params: { query: { limit: 50 } }, signal })),
  })
}

/** Which messages of the log are shown. */
export type Shown = 'all' | 'failed'

/** What was sent, the latest first, page by page; looked at again while something is on its way. */
export function useDeliveries({ id }: Webhook, shown: Shown) {
  const api = useApi()
  const soon = ({ attempts, state }: Delivery) => state === 'waiting' && attempts < 2
  return useInfiniteQuery({
    queryKey: ['webhooks', id, 'deliveries', shown],
    initialPageParam: '',
    queryFn: ({ signal, pageParam: cursor }) => {
      const query = { limit: 50, ...(shown === 'failed' && { state: shown }), ...(cursor && { cursor }) }
      return read(api.GET('/v1/webhooks/{id}/deliveries', { params: { path: { id }, query }, signal }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) => {
      const pages = state.data?.pages ?? []
      return pages.some(({ data }) => data.some(soon)) ? pages.length * 1000 : false
    },
  })
}

/** Makes a webhook; the reply holds its secret, which nobody sees again. */
export function useAddWebhook() {
  const api = useApi()
  return useAction({
    run: (body: NewWebhook, once) => read(api.POST('/v1/webhooks', { params: { header: once }, body })),
    touches: [['webhooks']],
  })
}

/** Calls it otherwise, sends it elsewhere, tells it of more or less. */
export function useChangeWebhook(webhook: Webhook) {
  const api = useApi()
  const params = { path: { id: webhook.id }, header: ifVersion(webhook) }
  return useAction({
    run: (body: Schemas['WebhookChange']) => read(api.PATCH('/v1/webhooks/{id}', { params, body })),
    touches: [['webhooks']],
  })
}

/** What is done with a webhook in one tap. */
export function useWebhook(webhook: Webhook) {
  const api = useApi()
  const { t } = useStrings()
  const path = { id: webhook.id }
  const touches = [['webhooks']]
  type Nothing = Record<string, never>
  const enable = useAction({
    run: (_: Nothing, once) => read(api.POST('/v1/webhooks/{id}/enable', { params: { path, header: once } })),
    touches,
    done: () => t('webhooks.enabled', { name: webhook.name }),
  })
  const remove = useAction({
    run: (_: Nothing) =>
      read(api.DELETE('/v1/webhooks/{id}', { params: { path, header: ifVersion(webhook) } })),
    touches,
    done: () => t('webhooks.removed', { name: webhook.name }),
  })
  const test = useAction({
    run: (_: Nothing, once) => read(api.POST('/v1/webhooks/{id}/test', { params: { path, header: once } })),
    touches,
  })
  const rotate = useAction({
    run: (body: Schemas['Rotation'], once) =>
      read(api.POST('/v1/webhooks/{id}/rotate-secret', { params: { path, header: once }, body })),
    touches,
  })
  return { enable, remove, test, rotate }
}

/** Sends one message again, or at once. */
export function useReplay() {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: ({ webhookId, id }: Delivery, once) => {
      const path = { id: webhookId, deliveryId: id }
      const params = { path, header: once }
      return read(api.POST('/v1/webhooks/{id}/deliveries/{deliveryId}/replay', { params }))
    },
    touches: [['webhooks']],
    done: () => t('webhooks.sentAgain'),
  })
}

/** Sends again what failed in the last so many days. */
export function useReplayFailed({ id }: Webhook) {
  const api = useApi()
  const { t } = useStrings()
  return useAction({
    run: ({ days }: { days: number }, once) => {
      const since = new Date(Date.now() - days * 86_400_000).toISOString()
      const params = { path: { id }, header: once }
      return read(api.POST('/v1/webhooks/{id}/replay', { params, body: { since } }))
    },
    touches: [['webhooks']],
    done: ({ replayed, left }) => t('webhooks.replayed', { replayed, left }),
  })
}
