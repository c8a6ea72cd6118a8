import { columnsOf } from '../database/select.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound, refuse, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { edit, stale } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { unschedule } from '../jobs/due.ts'
import type { Outgoing } from '../outgoing/outgoing.ts'
import { checkGrantable } from '../teams/grantable.ts'
import { dropWaiting } from './disable.ts'
import { WebhookEntity, type WebhookRow } from './entity.ts'
import { checkedUrl, checkHears, checkManages } from './policy.ts'
import { dueKind } from './queue.ts'
import type { MadeWebhookDto, NewWebhookInput, WebhookChangeInput, WebhookDto } from './schema.ts'
import { newSecret, written } from './sign.ts'

/** Everything that happens is sent to each of them. */
const most = 20
const hour = 3_600_000
const columns = columnsOf(WebhookEntity, 'w')

/**
 * Has a place told what happens from now on. The reply alone holds the secret. 400 for an address that is not called or a
 * private team of others, 409 `webhook-limit` beyond twenty.
 */
export async function createWebhook(
  tx: Tx,
  actor: Actor,
  { name, events, url, teamIds = [] }: NewWebhookInput,
  door: Outgoing,
): Promise<MadeWebhookDto> {
  checkManages(actor)
  await checkGrantable(tx, actor, teamIds)
  const address = await checkedUrl(door, url)
  await checkRoom(tx, actor)
  const row: WebhookRow = {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    name: name.trim(),
    url: address,
    events: [...events].sort(),
    teamIds: [...teamIds].sort(),
    ...makerOf(actor),
    createdAt: actor.now,
    ...{ disabledAt: null, disabledWhy: null, failingSince: null, deliveredAt: null, busyUntil: null },
    version: 1,
    revision: 1,
  }
  await tx.insert(WebhookEntity, row)
  const secret = await addSecret(tx, actor, row.id)
  await happened(tx, actor, 'webhook.created', row.id)
  return { webhook: toWebhook(row), secret }
}

/** Whose it is: a member's, or a key's. */
function makerOf({ memberId, scopes, credential }: Actor): Pick<WebhookRow, 'createdBy' | 'createdByKey'> {
  return { createdBy: memberId, createdByKey: scopes ? credential.slice('key:'.length) : null }
}

/** The webhooks of the workspace, the newest first. */
export async function listWebhooks(tx: Tx, actor: Actor, query: { limit: number; cursor?: string }) {
  checkManages(actor)
  const after = readCursor(actor, 'webhooks', {}, query.cursor)
  const found = await rows<WebhookRow>(
    tx,
    `SELECT ${columns} FROM webhooks w WHERE w.workspace_id = $1 AND ($2::uuid IS NULL OR w.id < $2)
      ORDER BY w.id DESC LIMIT $3`,
    [actor.workspaceId, after?.[0] ?? null, query.limit + 1],
  )
  const { data, nextCursor } = page(actor, 'webhooks', query, found, ({ id }) => [id])
  return { data: data.map(toWebhook), nextCursor }
}

/** One webhook; 404 when there is none. */
export async function findWebhook(tx: Tx, actor: Actor, id: string): Promise<WebhookRow> {
  checkManages(actor)
  const statement = `SELECT ${columns} FROM webhooks w WHERE w.workspace_id = $1 AND w.id = $2`
  const row = await first<WebhookRow>(tx, statement, [actor.workspaceId, id])
  if (!row) throw notFound('webhook')
  return row
}

/**
 * Calls it otherwise, sends it elsewhere, or tells it of more or less. 403 `private-team` for another address where it is
 * told of a private team that the actor does not belong to; 412 when it changed meanwhile.
 */
export async function changeWebhook(
  tx: Tx,
  actor: Actor,
  { id, version, input }: { id: string; version: number | null; input: WebhookChangeInput },
  door: Outgoing,
): Promise<WebhookDto> {
  const row = await findWebhook(tx, actor, id)
  const { name, url, events, teamIds } = input
  if (teamIds) await checkGrantable(tx, actor, added(teamIds, row.teamIds))
  if (url !== undefined) checkHears(actor, { teamIds: teamIds ?? row.teamIds })
  const edited = await edit(tx, actor, WebhookEntity, row, version, {
    ...(name !== undefined && { name: name.trim() }),
    ...(url !== undefined && { url: await checkedUrl(door, url) }),
    ...(events && { events: [...events].sort() }),
    ...(teamIds && { teamIds: [...teamIds].sort() }),
  })
  await happened(tx, actor, 'webhook.changed', id)
  return toWebhook(edited)
}

const added = (now: readonly string[], before: readonly string[]) => now.filter((id) => !before.includes(id))

const removals = [
  `DELETE FROM webhook_attempts a USING webhook_deliveries d
    WHERE a.workspace_id = $1 AND d.workspace_id = $1 AND d.webhook_id = $2 AND a.delivery_id = d.id`,
  'DELETE FROM webhook_deliveries WHERE workspace_id = $1 AND webhook_id = $2',
  'DELETE FROM webhook_secrets WHERE workspace_id = $1 AND webhook_id = $2',
  'DELETE FROM webhooks WHERE workspace_id = $1 AND id = $2',
]

/** Ends a webhook, with all that was still to be sent to it, its secrets and its log. 412 when it changed meanwhile. */
export async function removeWebhook(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
): Promise<undefined> {
  const found = await findWebhook(tx, actor, id)
  const lock = 'SELECT version FROM webhooks WHERE workspace_id = $1 AND id = $2 FOR UPDATE'
  const locked = await first<{ version: number }>(tx, lock, [actor.workspaceId, id])
  if (locked?.version !== (version ?? found.version)) throw stale(found, actor)
  for (const removal of removals) await rows(tx, removal, [actor.workspaceId, id])
  await unschedule(tx, actor, { kind: dueKind, subjectId: id })
  await happened(tx, actor, 'webhook.removed', id)
}

/**
 * Gives it another secret, which the reply alone holds; for some hours messages are signed with the old one too. One that
 * was taking over from another before takes over at once.
 */
export async function rotateSecret(
  tx: Tx,
  actor: Actor,
  id: string,
  { overlapHours }: { overlapHours: number },
): Promise<MadeWebhookDto> {
  const row = await findWebhook(tx, actor, id)
  const { workspaceId, now } = actor
  const endsAt = new Date(now.getTime() + overlapHours * hour)
  const older = `DELETE FROM webhook_secrets WHERE workspace_id = $1 AND webhook_id = $2 AND ends_at IS NOT NULL`
  await rows(tx, older, [workspaceId, id])
  await rows(tx, 'UPDATE webhook_secrets SET ends_at = $3 WHERE workspace_id = $1 AND webhook_id = $2', [
    workspaceId,
    id,
    endsAt,
  ])
  const secret = await addSecret(tx, actor, id)
  await happened(tx, actor, 'webhook.secret-rotated', id)
  return { webhook: toWebhook(row), secret }
}

/**
 * Sends again from now on to what was disabled; what happened meanwhile is not sent, the feed of changes has it. One whose
 * key has ended is from now on that of who enables it: 403 `private-team` where they do not hear what it hears.
 */
export async function enableWebhook(tx: Tx, actor: Actor, id: string): Promise<WebhookDto> {
  const row = await findWebhook(tx, actor, id)
  if (!row.disabledAt) throw wrongState('It is not disabled.', toWebhook(row))
  const taken = row.disabledWhy === 'key-ended'
  if (taken) checkHears(actor, row)
  const set = { disabledAt: null, disabledWhy: null, failingSince: null, ...(taken && makerOf(actor)) }
  const enabled = await edit(tx, actor, WebhookEntity, row, null, set)
  await dropWaiting(tx, actor, id, 'withdrawn')
  await happened(tx, actor, 'webhook.enabled', id)
  return toWebhook(enabled)
}

async function addSecret(tx: Tx, { workspaceId, now }: Actor, webhookId: string): Promise<string> {
  const secret = newSecret()
  const statement = `INSERT INTO webhook_secrets (workspace_id, id, webhook_id, secret) VALUES ($1, $2, $3, $4)`
  await rows(tx, statement, [workspaceId, newId(now), webhookId, secret])
  return written(secret)
}

/** Counted under a lock, so that two at once do not both find room. */
async function checkRoom(tx: Tx, { workspaceId }: Actor): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtextextended('webhooks ' || $1, 0))`, [workspaceId])
  const count = 'SELECT count(*)::int AS n FROM webhooks WHERE workspace_id = $1'
  const counted = await first<{ n: number }>(tx, count, [workspaceId])
  if (counted!.n >= most) throw refuse(409, 'webhook-limit', `There are ${most} webhooks. Remove some first.`)
}

async function happened(tx: Tx, actor: Actor, kind: string, id: string): Promise<void> {
  const members = actor.memberId ? [actor.memberId] : []
  await record(tx, actor, { kind, subject: { kind: 'webhook', id }, audience: { members } })
}

export function toWebhook({
  workspaceId: _,
  busyUntil: __,
  createdByKey: ___,
  ...row
}: WebhookRow): WebhookDto {
  return {
    ...row,
    state: row.disabledAt ? 'disabled' : row.failingSince ? 'failing' : 'active',
    createdAt: row.createdAt.toISOString(),
    disabledAt: row.disabledAt?.toISOString() ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  }
}
