import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  id,
  instant,
  int,
  inWorkspace,
  nullable,
  revision,
  text,
  uuid,
  version,
  withDefault,
  workspaceId,
} from '../database/columns.ts'
import type { Trouble } from '../outgoing/outgoing.ts'

export const disabledWhys = ['failing', 'gone', 'key-ended'] as const

/** A place of somebody else's that is told what happens here. */
export interface WebhookRow {
  workspaceId: string
  id: string
  name: string
  url: string
  /** Kinds of events it is told of: `barrier.cleared`, or `barrier.*` for all of a noun. */
  events: string[]
  /** Private teams it sees, each granted by name. */
  teamIds: string[]
  /** Null for one that a key made. */
  createdBy: string | null
  /** The key that made it, with which it ends. */
  createdByKey: string | null
  createdAt: Date
  /** Since when, and why, nothing is sent any more. */
  disabledAt: Date | null
  disabledWhy: (typeof disabledWhys)[number] | null
  /** Since when everything sent has failed. */
  failingSince: Date | null
  /** When something last arrived. */
  deliveredAt: Date | null
  /** Until when a worker that sends to it has it for itself. */
  busyUntil: Date | null
  version: number
  revision: number
}

export const WebhookEntity = new EntitySchema<WebhookRow>({
  name: 'webhooks',
  tableName: 'webhooks',
  columns: {
    workspaceId,
    id,
    name: text,
    url: text,
    events: { type: 'text', array: true },
    teamIds: { type: 'uuid', array: true },
    createdBy: nullable(uuid),
    createdByKey: nullable(uuid),
    createdAt: instant,
    disabledAt: nullable(instant),
    disabledWhy: nullable(text),
    failingSince: nullable(instant),
    deliveredAt: nullable(instant),
    busyUntil: nullable(instant),
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('webhooks'),
    belongsTo('members', 'createdBy', 'webhooks_created_by_fk'),
    belongsTo('keys', 'createdByKey', 'webhooks_created_by_key_fk'),
  ],
  checks: [
    { name: 'webhooks_why_ck', expression: `disabled_why IN ('failing', 'gone', 'key-ended')` },
    { name: 'webhooks_disabled_ck', expression: '(disabled_at IS NULL) = (disabled_why IS NULL)' },
  ],
})

/** What a webhook's messages are signed with; two while one takes over from the other. */
export interface SecretRow {
  workspaceId: string
  id: string
  webhookId: string
  secret: Buffer
  endsAt: Date | null
}

export const SecretEntity = new EntitySchema<SecretRow>({
  name: 'webhook_secrets',
  tableName: 'webhook_secrets',
  columns: { workspaceId, id, webhookId: uuid, secret: { type: 'bytea' }, endsAt: nullable(instant) },
  foreignKeys: [
    inWorkspace('webhook_secrets'),
    belongsTo('webhooks', 'webhookId', 'webhook_secrets_webhook_fk'),
  ],
  indices: [{ name: 'webhook_secrets_webhook', columns: ['workspaceId', 'webhookId'] }],
})

export const outcomes = ['delivered', 'failed', 'withdrawn'] as const

/** One message to one webhook. It holds no content: that is made from the event as it is sent. */
export interface DeliveryRow {
  workspaceId: string
  id: string
  webhookId: string
  /** Null for a test. */
  eventId: string | null
  kind: string
  createdAt: Date
  /** When it is tried next; while it is under way, when it counts as lost. */
  runAt: Date
  attempts: number
  endedAt: Date | null
  /** How it ended; `withdrawn`: there was nothing to say any more, or nobody to say it to. */
  outcome: (typeof outcomes)[number] | null
}

export const DeliveryEntity = new EntitySchema<DeliveryRow>({
  name: 'webhook_deliveries',
  tableName: 'webhook_deliveries',
  columns: {
    workspaceId,
    id,
    webhookId: uuid,
    eventId: nullable(uuid),
    kind: text,
    createdAt: instant,
    runAt: instant,
    attempts: withDefault(int, 0),
    endedAt: nullable(instant),
    outcome: nullable(text),
  },
  foreignKeys: [
    inWorkspace('webhook_deliveries'),
    belongsTo('webhooks', 'webhookId', 'webhook_deliveries_webhook_fk'),
  ],
  checks: [
    {
      name: 'webhook_deliveries_outcome_ck',
      expression: `outcome IN ('delivered', 'failed', 'withdrawn')`,
    },
    { name: 'webhook_deliveries_ended_ck', expression: '(ended_at IS NULL) = (outcome IS NULL)' },
  ],
  indices: [
    {
      name: 'webhook_deliveries_once',
      columns: ['workspaceId', 'webhookId', 'eventId'],
      unique: true,
      where: 'event_id IS NOT NULL',
    },
    { name: 'webhook_deliveries_log', columns: ['workspaceId', 'webhookId', 'id'] },
    {
      name: 'webhook_deliveries_next',
      columns: ['workspaceId', 'webhookId', 'runAt'],
      where: 'ended_at IS NULL',
    },
  ],
})

/** One try of a delivery, and what came back. */
export interface AttemptRow {
  workspaceId: string
  id: string
  deliveryId: string
  at: Date
  milliseconds: number
  status: number | null
  /** Why there was no answer. */
  trouble: Trouble | null
  /** The beginning of what was answered. */
  reply: string | null
}

export const AttemptEntity = new EntitySchema<AttemptRow>({
  name: 'webhook_attempts',
  tableName: 'webhook_attempts',
  columns: {
    workspaceId,
    id,
    deliveryId: uuid,
    at: instant,
    milliseconds: int,
    status: nullable(int),
    trouble: nullable(text),
    reply: nullable(text),
  },
  foreignKeys: [
    inWorkspace('webhook_attempts'),
    belongsTo('webhook_deliveries', 'deliveryId', 'webhook_attempts_delivery_fk'),
  ],
  checks: [{ name: 'webhook_attempts_answer_ck', expression: '(status IS NULL) = (trouble IS NOT NULL)' }],
  indices: [{ name: 'webhook_attempts_delivery', columns: ['workspaceId', 'deliveryId', 'id'] }],
})
