import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, refuse, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { MemberEntity } from './entity.ts'
import { findPerson, shownPerson, toPerson } from './find-person.ts'
import { handOver } from './hand-over.ts'
import { countUp, happened } from './happened.ts'
import type { InvitationInput, PersonDto } from './schema.ts'

/**
 * Invites a person. With the object id from the directory they are let in at their first sign-in; an address alone
 * lets nobody in, whatever a token claims. 409 `exists` with the member who is known by it already.
 */
export async function invite(tx: Tx, actor: Actor, input: InvitationInput): Promise<PersonDto> {
  const { name, email, objectId, guest = false } = input
  if (!email && !objectId) throw badField('/email', 'required', 'Say an address or an object id.')
  const id = newId(actor.now)
  const { workspaceId, now } = actor
  await tx.insert(MemberEntity, {
    workspaceId,
    id,
    name: name.trim(),
    guest,
    state: 'invited',
    createdAt: now,
  })
  if (email) await addIdentity(tx, actor, id, 'email', email)
  if (objectId) await addIdentity(tx, actor, id, 'entra', objectId)
  await happened(tx, actor, 'member.invited', id)
  return shownPerson(tx, actor, id)
}

/**
 * Says who in the directory an invited person or placeholder is; they are let in at their first sign-in. Said again it
 * takes the place of what was said: two object ids would be two people in one.
 */
export async function identify(tx: Tx, actor: Actor, id: string, objectId: string): Promise<PersonDto> {
  const { id: seen } = await findPerson(tx, actor, id)
  const values = [actor.workspaceId, seen]
  // Locked, so that nobody comes in by the old one meanwhile.
  await rows(tx, 'SELECT FROM members WHERE workspace_id = $1 AND id = $2 FOR UPDATE', values)
  const person = await findPerson(tx, actor, seen)
  if (!toPerson(person, actor).can.identify) {
    throw wrongState(`This person is ${person.state}.`, toPerson(person, actor))
  }
  await rows(
    tx,
    `DELETE FROM member_identities WHERE workspace_id = $1 AND member_id = $2 AND kind = 'entra'`,
    values,
  )
  await addIdentity(tx, actor, person.id, 'entra', objectId)
  await rows(
    tx,
    `UPDATE members SET state = 'invited', version = version + 1, revision = revision + 1
      WHERE workspace_id = $1 AND id = $2`,
    values,
  )
  await happened(tx, actor, 'member.identified', person.id)
  return shownPerson(tx, actor, person.id)
}

/** Notes how somebody is known; 409 `exists` with whoever is known by it already. */
export async function addIdentity(
  tx: Tx,
  actor: Actor,
  memberId: string,
  kind: 'email' | 'entra',
  given: string,
): Promise<void> {
  const value = given.trim().toLowerCase()
  const { workspaceId } = actor
  const added = await rows(
    tx,
    `INSERT INTO member_identities (workspace_id, id, member_id, kind, value) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (workspace_id, kind, value) WHERE kind <> 'name' DO NOTHING RETURNING id`,
    [workspaceId, newId(actor.now), memberId, kind, value],
  )
  if (added[0]) return
  const known = await first<{ id: string }>(
    tx,
    'SELECT member_id AS id FROM member_identities WHERE workspace_id = $1 AND kind = $2 AND value = $3',
    [workspaceId, kind, value],
  )
  if (known?.id === memberId) return
  throw refuse(409, 'exists', 'Somebody is known by this already.', { current: { id: known?.id } })
}

/**
 * Confirms that a placeholder or invited person is really somebody who is here: how they were known and what they
 * answer for goes over; what was done keeps the id it was written with, and reads follow. Admins only.
 */
export async function merge(tx: Tx, actor: Actor, id: string, intoId: string): Promise<PersonDto> {
  const person = await findPerson(tx, actor, id)
  if (person.id !== id || !toPerson(person, actor).can.merge) {
    throw wrongState(
      'Only a placeholder or an invited person becomes somebody else.',
      toPerson(person, actor),
    )
  }
  const into = await findPerson(tx, actor, intoId).catch(() => null)
  if (into?.id !== intoId || into.state !== 'active' || intoId === id) {
    throw badField('/intoId', 'unknown', 'Say a member who has signed in.')
  }
  const merged = await rows(
    tx,
    `UPDATE members SET merged_into = $3, version = version + 1, revision = revision + 1
      WHERE workspace_id = $1 AND id = $2 AND merged_into IS NULL AND state IN ('placeholder', 'invited') RETURNING id`,
    [actor.workspaceId, id, intoId],
  )
  if (!merged[0]) throw wrongState('This person was merged already.', toPerson(person, actor))
  await handOver(tx, actor.workspaceId, id, intoId)
  await countUp(tx, actor.workspaceId, [intoId])
  await happened(tx, actor, 'member.merged', id, { intoId })
  return shownPerson(tx, actor, intoId)
}
