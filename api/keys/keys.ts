import { rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound, refuse, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { edit } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { checkGrantable } from '../teams/grantable.ts'
import { disableOfEndedKeys } from '../webhooks/disable.ts'
import { CredentialEntity, KeyEntity, type KeyRow } from './entity.ts'
import type { KeyDto, MadeKeyDto, NewKeyInput } from './schema.ts'
import { hashOf, hintOf, newSecret } from './secret.ts'

const day = 86_400_000
const longest = 366 * day
const usual = 90 * day
/** A workspace with more keys than this has lost sight of them. */
const most = 100

/**
 * Makes a key with a secret, or lets an application of the directory in. The reply alone holds the secret. 403 unless an
 * admin; 400 for a life of over a year or a team that is not a private one of the admin's own; 409 `key-limit` beyond a
 * hundred keys, `application-known` for an application that has one.
 */
export async function createKey(tx: Tx, actor: Actor, input: NewKeyInput): Promise<MadeKeyDto> {
  checkManages(actor)
  const expiresAt = expiryOf(actor, input.expiresAt)
  const teamIds = input.teamIds ?? []
  await checkGrantable(tx, actor, teamIds)
  await checkRoom(tx, actor, input.applicationId)
  const secret = input.applicationId ? null : newSecret()
  const row: KeyRow = {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    kind: secret ? 'secret' : 'application',
    name: input.name.trim(),
    hint: secret && hintOf(secret),
    applicationId: input.applicationId ?? null,
    scopes: [...input.scopes].sort(),
    teamIds: [...teamIds].sort(),
    createdBy: actor.memberId!,
    createdAt: actor.now,
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
    revokedBy: null,
    version: 1,
    revision: 1,
  }
  await tx.insert(KeyEntity, row)
  if (secret) {
    const hash = Buffer.from(hashOf(secret), 'hex')
    await tx.insert(CredentialEntity, { workspaceId: row.workspaceId, keyId: row.id, hash })
  }
  await happened(tx, actor, 'key.created', row.id)
  return { key: toKey(row, actor), secret }
}

/** The keys of the workspace, the newest first, those that ended included. 403 unless an admin. */
export async function listKeys(tx: Tx, actor: Actor, query: { limit: number; cursor?: string }) {
  checkManages(actor)
  const after = readCursor(actor, 'keys', {}, query.cursor)
  const found = await tx
    .createQueryBuilder(KeyEntity, 'k')
    .where('k.workspaceId = :workspaceId', { workspaceId: actor.workspaceId })
    .andWhere('(cast(:after as uuid) IS NULL OR k.id < :after)', { after: after?.[0] ?? null })
    .orderBy('k.id', 'DESC')
    .take(query.limit + 1)
    .getMany()
  const { data, nextCursor } = page(actor, 'keys', query, found, (row) => [row.id])
  return { data: data.map((row) => toKey(row, actor)), nextCursor }
}

/** One key; 404 when there is none. */
export async function findKey(tx: Tx, actor: Actor, id: string): Promise<KeyDto> {
  return toKey(await existing(tx, actor, id), actor)
}

/**
 * Ends a key: from now on (within 30 seconds on every server) it is refused, and the webhooks that it made are told nothing.
 * It stays in the list. 409 when it has ended.
 */
export async function revokeKey(tx: Tx, actor: Actor, id: string, expected: number | null): Promise<KeyDto> {
  const row = await existing(tx, actor, id)
  if (row.revokedAt) throw wrongState('This key was ended already.', toKey(row, actor))
  const ended = await edit(tx, actor, KeyEntity, row, expected, {
    revokedAt: actor.now,
    revokedBy: actor.memberId,
  })
  await tx.delete(CredentialEntity, { workspaceId: actor.workspaceId, keyId: id })
  await happened(tx, actor, 'key.revoked', id)
  await disableOfEndedKeys(tx, actor)
  return toKey(ended, actor)
}

async function existing(tx: Tx, actor: Actor, id: string): Promise<KeyRow> {
  checkManages(actor)
  const row = await tx.findOne(KeyEntity, { where: { workspaceId: actor.workspaceId, id } })
  if (!row) throw notFound('key')
  return row
}

function checkManages(actor: Actor): void {
  if (!actor.admin) throw forbidden('Keys are the admins’ affair.')
}

function expiryOf(actor: Actor, given: string | undefined): Date {
  const now = actor.now.getTime()
  const at = given ? new Date(given) : new Date(now + usual)
  if (at.getTime() <= now) throw badField('/expiresAt', 'past', 'This has passed already.')
  if (at.getTime() > now + longest) throw badField('/expiresAt', 'too-late', 'A key lives a year at most.')
  return at
}

/** Counted under a lock, so that two at once do not both find room. */
async function checkRoom(tx: Tx, actor: Actor, applicationId: string | undefined): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtextextended('keys ' || $1, 0))`, [actor.workspaceId])
  const [counted] = await rows<{ live: number; known: boolean }>(
    tx,
    `SELECT count(*)::int AS live, coalesce(bool_or(application_id = $2), false) AS known
      FROM keys WHERE workspace_id = $1 AND revoked_at IS NULL`,
    [actor.workspaceId, applicationId ?? null],
  )
  if (counted!.known)
    throw refuse(409, 'application-known', 'This application has a key. End that one first.')
  if (counted!.live >= most) throw refuse(409, 'key-limit', `There are ${most} keys. End some first.`)
}

async function happened(tx: Tx, actor: Actor, kind: string, id: string): Promise<void> {
  const audience = { members: [actor.memberId!] }
  await record(tx, actor, { kind, subject: { kind: 'key', id }, audience })
}

function toKey({ workspaceId: _, ...row }: KeyRow, actor: Actor): KeyDto {
  const over = row.expiresAt.getTime() <= actor.now.getTime() ? 'expired' : 'active'
  return {
    ...row,
    state: row.revokedAt ? 'revoked' : over,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }
}
