import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, oneOf, paging, ref } from '../http/schema.ts'
import { listDeliveries, readDelivery, sendTest } from './deliveries.ts'
import { replayDelivery, replayFailed } from './replay.ts'
import {
  DeliveryStory,
  MadeWebhook,
  NewWebhook,
  Replay,
  Replayed,
  Rotation,
  Webhook,
  WebhookChange,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookPage,
  webhookSchemas,
} from './schema.ts'
import {
  changeWebhook,
  createWebhook,
  enableWebhook,
  findWebhook,
  listWebhooks,
  removeWebhook,
  rotateSecret,
  toWebhook,
} from './webhooks.ts'

const reads = { who: ['admin'], scopes: ['webhooks:read'] } as const
const writes = { who: ['admin'], scopes: ['webhooks:write'] } as const
const OneDelivery = closed({ id: Id, deliveryId: Id })

const create = operation(
  {
    method: 'POST',
    url: '/webhooks',
    operationId: 'createWebhook',
    summary: 'Have a place told what happens; its secret is shown this once',
    ...writes,
    body: ref(NewWebhook),
    reply: [201, ref(MadeWebhook)],
    secret: true,
  },
  ({ tx, actor, body, request }) => createWebhook(tx, actor, body, request.server.outgoing),
)

const list = operation(
  {
    method: 'GET',
    url: '/webhooks',
    operationId: 'listWebhooks',
    summary: 'List the webhooks, the newest first',
    ...reads,
    query: closed(paging),
    reply: [200, ref(WebhookPage)],
  },
  ({ tx, actor, query }) => listWebhooks(tx, actor, query),
)

const read = operation(
  {
    method: 'GET',
    url: '/webhooks/:id',
    operationId: 'getWebhook',
    summary: 'Read a webhook',
    ...reads,
    params: ById,
    reply: [200, ref(Webhook)],
  },
  async ({ tx, actor, params }) => toWebhook(await findWebhook(tx, actor, params.id)),
)

const change = operation(
  {
    method: 'PATCH',
    url: '/webhooks/:id',
    operationId: 'changeWebhook',
    summary: 'Call a webhook otherwise, send it elsewhere, or tell it of more or less',
    ...writes,
    params: ById,
    body: ref(WebhookChange),
    reply: [200, ref(Webhook)],
  },
  ({ tx, actor, params, body, version, request }) =>
    changeWebhook(tx, actor, { id: params.id, version, input: body }, request.server.outgoing),
)

const remove = operation(
  {
    method: 'DELETE',
    url: '/webhooks/:id',
    operationId: 'removeWebhook',
    summary: 'Remove a webhook, with its secrets and its log',
    ...writes,
    params: ById,
    reply: [204],
  },
  ({ tx, actor, params, version }) => removeWebhook(tx, actor, params.id, version),
)

const rotate = operation(
  {
    method: 'POST',
    url: '/webhooks/:id/rotate-secret',
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook another secret, shown this once; the old one holds for some hours',
    ...writes,
    params: ById,
    body: ref(Rotation),
    reply: [200, ref(MadeWebhook)],
    secret: true,
  },
  ({ tx, actor, params, body }) => rotateSecret(tx, actor, params.id, body),
)

const enable = operation(
  {
    method: 'POST',
    url: '/webhooks/:id/enable',
    operationId: 'enableWebhook',
    summary: 'Send again to a webhook that was disabled',
    ...writes,
    params: ById,
    reply: [200, ref(Webhook)],
  },
  ({ tx, actor, params }) => enableWebhook(tx, actor, params.id),
)

const test = operation(
  {
    method: 'POST',
    url: '/webhooks/:id/test',
    operationId: 'testWebhook',
    summary: 'Send a message of kind `webhook.test`; its delivery tells whether it arrived',
    ...writes,
    params: ById,
    reply: [202, ref(WebhookDelivery)],
    current: ref(Webhook),
  },
  ({ tx, actor, params }) => sendTest(tx, actor, params.id),
)

const log = operation(
  {
    method: 'GET',
    url: '/webhooks/:id/deliveries',
    operationId: 'listDeliveries',
    summary: 'List what was and is to be sent to a webhook, as long as that is kept, the latest first',
    ...reads,
    params: ById,
    query: closed({
      ...paging,
      state: Type.Optional(oneOf(['waiting', 'delivered', 'failed', 'withdrawn'])),
    }),
    reply: [200, ref(WebhookDeliveryPage)],
  },
  ({ tx, actor, params, query }) => listDeliveries(tx, actor, params.id, query),
)

const story = operation(
  {
    method: 'GET',
    url: '/webhooks/:id/deliveries/:deliveryId',
    operationId: 'getDelivery',
    summary: 'Read a delivery with its tries',
    ...reads,
    params: OneDelivery,
    reply: [200, ref(DeliveryStory)],
  },
  ({ tx, actor, params }) => readDelivery(tx, actor, params),
)

const replay = operation(
  {
    method: 'POST',
    url: '/webhooks/:id/deliveries/:deliveryId/replay',
    operationId: 'replayDelivery',
    summary: 'Send a delivery again, or at once if it waits',
    ...writes,
    params: OneDelivery,
    reply: [202, ref(WebhookDelivery)],
    current: ref(Webhook),
  },
  ({ tx, actor, params }) => replayDelivery(tx, actor, params),
)

const replayRange = operation(
  {
    method: 'POST',
    url: '/webhooks/:id/replay',
    operationId: 'replayFailedDeliveries',
    summary: 'Send again what failed since a moment, the oldest first; 500 messages wait at the most',
    ...writes,
    params: ById,
    body: ref(Replay),
    reply: [202, ref(Replayed)],
    current: ref(Webhook),
  },
  ({ tx, actor, params, body }) => replayFailed(tx, actor, params.id, body),
)

/** Where programs of others are told what happens. */
export const webhooks: Feature = {
  name: 'webhooks',
  description: 'Telling other programs what happens, by Standard Webhooks',
  schemas: webhookSchemas,
  operations: [create, list, read, change, remove, rotate, enable, test, log, story, replay, replayRange],
}
