import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { accountHash } from './account-hash.ts'
import { MemberEntity } from './entity.ts'
import { happened } from './happened.ts'

/** Somebody whom the directory or the roster of a team names. */
export interface Newcomer {
  objectId: string
  name: string
  mail?: string | undefined
  guest: boolean
}

/**
 * Makes an invited member of somebody, who is let in at their first sign-in; returns whoever is known by this object id
 * already instead, also when they have left, or nothing but the hash of this id is left
 * of them. An address only says how imports find them, and only if nobody else is
 * known by it: nobody becomes somebody else by an address.
 */
export async function bringIn(
  tx: Tx,
  actor: Actor,
  { objectId, name, mail, guest }: Newcomer,
): Promise<{ id: string; isNew: boolean }> {
  const { workspaceId, now } = actor
  const known = await first<{ id: string }>(
    tx,
    // Who was invited anew is here, whatever was erased of them before.
    `SELECT id FROM (
      SELECT member_id AS id, kind FROM member_identities WHERE workspace_id = $1 AND (kind = 'entra' AND value = $2
        OR kind = 'erased' AND value = ${accountHash('$2')})
      UNION ALL SELECT member_id, 'listed' FROM directory_people WHERE workspace_id = $1 AND object_id = $2::uuid) known
      ORDER BY array_position(ARRAY['entra', 'erased', 'listed'], kind) LIMIT 1`,
    [workspaceId, objectId],
  )
  if (known) return { id: known.id, isNew: false }
  const id = newId(now)
  const called = name.trim().slice(0, 100)
  await tx.insert(MemberEntity, { workspaceId, id, name: called, guest, state: 'invited', createdAt: now })
  const address = mail?.trim().toLowerCase() ?? ''
  const kinds = [['entra', objectId], ...(isAddress(address) ? [['email', address]] : [])]
  for (const [kind, value] of kinds) {
    await rows(
      tx,
      `INSERT INTO member_identities (workspace_id, id, member_id, kind, value) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (workspace_id, kind, value) WHERE kind <> 'name' DO NOTHING`,
      [workspaceId, newId(now), id, kind, value],
    )
  }
  await happened(tx, actor, 'member.invited', id)
  return { id, isNew: true }
}

const isAddress = (text: string) => text.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(text)
