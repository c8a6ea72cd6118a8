import { v7 } from 'uuid'
import type { Database } from '../database/connect.ts'
import { first, rows, type Tx, transaction } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Claims } from '../tokens/verify.ts'
import { MemberEntity } from './entity.ts'

/** What whoever comes without a name is called until they say it. */
export const nameless = 'New member'

/** Who may arrive unasked: nobody; the first person of an unknown tenant, as its admin; everyone of a tenant. */
export type SignUp = 'closed' | 'first-admin' | 'open'

export interface NewWorkspace {
  tid: string
  name: string
  zone: string
  locale: string
  admin: { oid: string; name: string }
}

/** Founds a workspace with its first admin; the tenant must be unknown (409 `exists` otherwise). */
export async function foundWorkspace(
  db: Database,
  { tid, name, zone, locale, admin }: NewWorkspace,
  now: Date,
): Promise<{ workspaceId: string; memberId: string }> {
  const workspaceId = newId(now)
  return transaction(db, { tid, workspaceId }, async (tx) => {
    await rows(tx, `INSERT INTO workspaces (id, tid, state, created_at) VALUES ($1, $2, 'active', $3)`, [
      workspaceId,
      tid,
      now,
    ])
    await rows(
      tx,
      'INSERT INTO workspace_settings (workspace_id, name, zone, locale) VALUES ($1, $2, $3, $4)',
      [workspaceId, name, zone, locale],
    )
    return {
      workspaceId,
      memberId: await addPerson(tx, workspaceId, { ...admin, admin: true, guest: false }, now),
    }
  })
}

/** Adds a person whom Entra knows as a member. */
export async function addPerson(
  tx: Tx,
  workspaceId: string,
  person: { oid: string; name: string; admin: boolean; guest: boolean },
  now: Date,
): Promise<string> {
  const id = newId(now)
  const { oid, name, admin, guest } = person
  await tx.insert(MemberEntity, { workspaceId, id, name, admin, guest, state: 'active', createdAt: now })
  await rows(
    tx,
    `INSERT INTO member_identities (workspace_id, id, member_id, kind, value) VALUES ($1, $2, $3, 'entra', $4)`,
    [workspaceId, v7(), id, oid],
  )
  return id
}

/** Lets a stranger in where the configuration says so; 403 with the way forward otherwise. */
export async function arrive(
  db: Database,
  claims: Claims,
  signUp: SignUp,
  now: Date,
  workspaceId?: string,
): Promise<{ workspaceId: string; memberId: string }> {
  const { tid, oid, guest } = claims
  const name = claims.name ?? nameless
  if (!workspaceId) {
    if (signUp === 'closed' || guest) throw noWorkspace()
    const admin = { oid, name }
    return foundWorkspace(db, { tid, name: 'New workspace', zone: 'UTC', locale: 'en', admin }, now)
  }
  if (signUp !== 'open') {
    throw refuse(
      403,
      'no-member',
      'You are not a member of this workspace yet. Ask an admin of it to add you.',
    )
  }
  return transaction(db, { workspaceId }, async (tx) => {
    // Two requests of the same newcomer at once must make one member.
    await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`arrive ${tid} ${oid}`])
    const known = await first<{ memberId: string }>(
      tx,
      `SELECT member_id AS "memberId" FROM member_identities WHERE workspace_id = $1 AND kind = 'entra' AND value = $2`,
      [workspaceId, oid],
    )
    const memberId =
      known?.memberId ?? (await addPerson(tx, workspaceId, { oid, name, admin: false, guest }, now))
    return { workspaceId, memberId }
  })
}

function noWorkspace(): Error {
  const detail =
    'Your organisation has no Footbridge workspace yet. An admin sets one up: see the admin guide, "First sign-in".'
  return refuse(403, 'no-workspace', detail)
}
