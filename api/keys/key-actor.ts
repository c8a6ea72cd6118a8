import type { Database } from '../database/connect.ts'
import { first, rows, type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { unauthorized } from '../tokens/verify.ts'
import { hashOf, isSecret } from './secret.ts'

/** What an integration is as an actor; everything but the moment and the request. */
export type KnownKey = Omit<Actor, 'now' | 'traceId'>

interface Found {
  id: string
  scopes: string[]
  teamIds: string[]
  expiresAt: Date
  lastUsedAt: Date | null
  zone: string
  locale: string
}

const columns = `k.id, k.scopes, k.team_ids AS "teamIds", k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt",
  s.zone, s.locale
  FROM keys k JOIN workspace_settings s ON s.workspace_id = k.workspace_id
  WHERE k.workspace_id = $1 AND k.revoked_at IS NULL`

/** The actor behind a secret key; 401 for one that is unknown, ended or expired, without saying which of the first two. */
export async function actorOfSecret(db: Database, secret: string, now: Date): Promise<KnownKey> {
  const hash = isSecret(secret) ? hashOf(secret) : undefined
  const place = hash && (await placeOf(db, hash))
  if (!place) throw unknownKey()
  return transaction(db, { workspaceId: place.workspaceId }, (tx) =>
    used(tx, place.workspaceId, `${columns} AND k.id = $2`, place.keyId, now),
  )
}

/** The actor behind an application of the directory that signed in as itself; 401 for one that no admin let in. */
export async function actorOfApplication(
  db: Database,
  { tid, applicationId }: { tid: string; applicationId: string },
  now: Date,
): Promise<KnownKey> {
  const workspace = await transaction(db, { tid }, (tx) =>
    first<{ id: string }>(tx, 'SELECT id FROM workspaces WHERE tid = $1', [tid]),
  )
  if (!workspace) throw unknownKey()
  return transaction(db, { workspaceId: workspace.id }, (tx) =>
    used(tx, workspace.id, `${columns} AND k.application_id = $2`, applicationId, now),
  )
}

function placeOf(db: Database, hash: string): Promise<{ workspaceId: string; keyId: string } | undefined> {
  const statement = `SELECT workspace_id AS "workspaceId", key_id AS "keyId" FROM credentials
    WHERE hash = decode($1, 'hex')`
  return transaction(db, { keyHash: hash }, (tx) => first(tx, statement, [hash]))
}

async function used(tx: Tx, workspaceId: string, from: string, id: string, now: Date): Promise<KnownKey> {
  const found = await first<Found>(tx, `SELECT ${from}`, [workspaceId, id])
  if (!found) throw unknownKey()
  if (found.expiresAt.getTime() <= now.getTime()) throw unauthorized('This key has expired.')
  await noteUse(tx, workspaceId, found, now)
  return {
    workspaceId,
    memberId: null,
    admin: false,
    guest: false,
    teams: found.teamIds,
    leads: [],
    zone: found.zone,
    locale: found.locale,
    scopes: ['me:read', ...found.scopes],
    credential: `key:${found.id}`,
    surface: 'api',
  }
}

/** Once an hour is enough to tell keys that are used from forgotten ones, and costs a busy key nothing. */
async function noteUse(tx: Tx, workspaceId: string, key: Found, now: Date): Promise<void> {
  const hour = 3_600_000
  if (key.lastUsedAt && now.getTime() - key.lastUsedAt.getTime() < hour) return
  await rows(
    tx,
    'UPDATE keys SET last_used_at = $3, revision = revision + 1 WHERE workspace_id = $1 AND id = $2',
    [workspaceId, key.id, now],
  )
}

function unknownKey(): Error {
  return unauthorized('This key is not known here, or was ended.')
}
