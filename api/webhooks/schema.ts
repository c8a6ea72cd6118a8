import Type, { type Static } from 'typebox'
import { Change } from '../changes/schema.ts'
import { closed, Id, Instant, line, oneOf, orNull, pageOf, Revision, ref, Version } from '../http/schema.ts'
import { disabledWhys } from './entity.ts'
import { eventPattern } from './events.ts'

const url = Type.String({
  minLength: 1,
  maxLength: 2000,
  description: 'An https address in the public network, on port 443 or 8443, without a user name in it.',
})
const events = Type.Array(Type.String({ maxLength: 60, pattern: eventPattern }), {
  minItems: 1,
  maxItems: 50,
  uniqueItems: true,
  description:
    'Kinds of changes it is told of, as the feed names them, or `barrier.*` for all of a noun. Such as `check-in.recorded`, `key-result.health-changed`, `objective.closed`, `barrier.raised`, `barrier.cleared`, `step.finished`, `win.celebrated`, `cycle.closed`, `member.left`; api/webhooks/README.md lists more.',
})
const teamIds = Type.Array(Id, {
  maxItems: 50,
  uniqueItems: true,
  description:
    'Private teams it is told of; who names one belongs to it. Other teams are told of without being named.',
})
const name = line(100, { description: 'Who is told, to recognise it by.' })

export const Webhook = closed(
  {
    id: Id,
    name,
    url: Type.String(),
    events: Type.Array(Type.String()),
    teamIds: Type.Array(Id),
    state: oneOf(['active', 'failing', 'disabled'], {
      description:
        '`failing`: the last tries did not arrive. `disabled`: nothing is sent until it is enabled again.',
    }),
    disabledWhy: orNull(
      oneOf(disabledWhys, {
        description:
          '`failing`: for days. `gone`: it answered 410. `key-ended`: the key that made it was ended or has expired.',
      }),
    ),
    disabledAt: orNull(Instant),
    failingSince: orNull(Instant),
    deliveredAt: orNull(Type.String({ format: 'date-time', description: 'When something last arrived.' })),
    createdBy: orNull(Type.String({ format: 'uuid', description: 'Null for one that a key made.' })),
    createdAt: Instant,
    version: Version,
    revision: Revision,
  },
  { $id: 'Webhook', description: 'A place that is told what happens, by Standard Webhooks.' },
)
export const WebhookPage = pageOf(Webhook)

export const NewWebhook = closed(
  { name, url, events, teamIds: Type.Optional(teamIds) },
  { $id: 'NewWebhook', description: 'A webhook to be made.' },
)

export const WebhookChange = closed(
  {
    name: Type.Optional(name),
    url: Type.Optional(url),
    events: Type.Optional(events),
    teamIds: Type.Optional(teamIds),
  },
  { $id: 'WebhookChange', description: 'What is to be otherwise; the rest stays.', minProperties: 1 },
)

export const MadeWebhook = closed(
  {
    webhook: ref(Webhook),
    secret: Type.String({ description: '`whsec_…`, to check signatures with. Shown this once.' }),
  },
  { $id: 'MadeWebhook', description: 'A webhook with its new secret.' },
)

export const Rotation = closed(
  {
    overlapHours: Type.Integer({
      ...{ minimum: 0, maximum: 168, default: 24 },
      description: 'For how long messages carry a signature by the old secret too; 0: it holds no more.',
    }),
  },
  { $id: 'Rotation', description: 'How a secret takes over from another.' },
)

const answered = {
  at: Instant,
  milliseconds: Type.Integer({ minimum: 0 }),
  status: orNull(Type.Integer({ description: 'The HTTP status; null where nobody answered.' })),
  trouble: orNull(
    Type.String({ description: 'Why there was no answer, as `timeout`, `refused`, `tls` or `not-public`.' }),
  ),
}

export const WebhookAttempt = closed(
  {
    ...answered,
    reply: orNull(Type.String({ description: 'The first 500 characters of what was answered.' })),
  },
  { $id: 'WebhookAttempt', description: 'One try, and what came back.' },
)

const LastAttempt = closed(answered, { $id: 'LastAttempt', description: 'The last try, without its reply.' })

const delivery = {
  id: Id,
  webhookId: Id,
  test: Type.Boolean(),
  change: Type.Unsafe<Static<typeof Change> | null>(
    Type.Union([ref(Change), Type.Null()], {
      description: 'What it tells of; null for a test, and where you do not see it.',
    }),
  ),
  state: oneOf(['waiting', 'delivered', 'failed', 'withdrawn'], {
    description: '`withdrawn`: when it was due there was nothing to tell any more.',
  }),
  attempts: Type.Integer({ minimum: 0, description: 'Tries since it was last begun.' }),
  createdAt: Instant,
  nextAt: orNull(Type.String({ format: 'date-time', description: 'When it is tried next.' })),
  endedAt: orNull(Instant),
  last: Type.Unsafe<Static<typeof LastAttempt> | null>(Type.Union([ref(LastAttempt), Type.Null()])),
}

export const WebhookDelivery = closed(delivery, {
  $id: 'WebhookDelivery',
  description: 'One message to one webhook.',
})
export const WebhookDeliveryPage = pageOf(WebhookDelivery)

export const DeliveryStory = closed(
  {
    delivery: ref(WebhookDelivery),
    tries: Type.Array(ref(WebhookAttempt), { description: 'The last twenty, the latest first.' }),
  },
  { $id: 'DeliveryStory', description: 'A delivery with its tries.' },
)

export const Replay = closed(
  {
    since: Instant,
    until: Type.Optional(Instant),
  },
  {
    $id: 'Replay',
    description: 'From when until when, the end excluded; by the time the messages were made.',
  },
)

export const Replayed = closed(
  {
    replayed: Type.Integer({ minimum: 0, description: 'Messages that are sent again.' }),
    left: Type.Integer({ minimum: 0, description: 'Failed ones that found no room; ask again later.' }),
  },
  { $id: 'Replayed', description: 'What came of sending again.' },
)

export type WebhookDto = Static<typeof Webhook>
export type NewWebhookInput = Static<typeof NewWebhook>
export type WebhookChangeInput = Static<typeof WebhookChange>
export type MadeWebhookDto = Static<typeof MadeWebhook>
export type ReplayInput = Static<typeof Replay>
export type ReplayedDto = Static<typeof Replayed>
export type DeliveryDto = Static<typeof WebhookDelivery>
export type DeliveryStoryDto = Static<typeof DeliveryStory>
export const webhookSchemas = [
  Webhook,
  WebhookPage,
  NewWebhook,
  WebhookChange,
  MadeWebhook,
  Rotation,
  WebhookAttempt,
  LastAttempt,
  WebhookDelivery,
  WebhookDeliveryPage,
  DeliveryStory,
  Replay,
  Replayed,
]
