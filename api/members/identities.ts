import { otherMailbox } from '../chat/conversations.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound, refuse, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { stale } from '../http/versions.ts'
import type { IdentityRow } from './entity.ts'
import { type FoundPerson, findPerson, toPerson } from './find-person.ts'
import { countUp, happened } from './happened.ts'
import { addIdentity, identify } from './invite.ts'
import { isSelf } from './policy.ts'
import type { IdentitiesDto, NewIdentityInput } from './schema.ts'

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const address = /^[^\s@]+@[^\s@]+$/

/** How a person is known, for themselves and admins. */
export async function listIdentities(tx: Tx, actor: Actor, memberId: string): Promise<IdentitiesDto> {
  const person = await findPerson(tx, actor, memberId)
  if (!actor.admin && !isSelf(actor, person)) {
    throw forbidden('How a person is known is seen by the person and by admins.')
  }
  return known(tx, actor, person)
}

/**
 * Adds an address or an object id by which somebody is known from now on; by an object id of the directory they sign in.
 * 409 `exists` when somebody is known by it already; 409 `signs-in-already` for a second object id: whoever has it
 * would act as somebody else.
 */
export async function addKnownBy(
  tx: Tx,
  actor: Actor,
  memberId: string,
  { kind, value }: NewIdentityInput,
): Promise<IdentitiesDto> {
  const person = await changed(tx, actor, memberId)
  if (!(kind === 'entra' ? objectId : address).test(value.trim())) {
    throw badField('/value', 'format', `This is no ${kind === 'entra' ? 'object id' : 'address'}.`)
  }
  if (kind === 'entra' && person.state === 'active') await refuseSecond(tx, actor, person)
  // Whoever could not sign in until now is invited by it.
  if (kind === 'entra' && toPerson(person, actor).can.identify) await identify(tx, actor, person.id, value)
  else {
    await addIdentity(tx, actor, person.id, kind, value)
    if (kind === 'email') await otherMailbox(tx, actor, person.id)
    await countUp(tx, actor.workspaceId, [person.id])
    await happened(tx, actor, 'member.identity-added', person.id, { kind })
  }
  return known(tx, actor, person)
}

/** Takes away how somebody is known. 409 `last-sign-in` for the only object id of somebody who signs in with it. */
export async function removeKnownBy(
  tx: Tx,
  actor: Actor,
  memberId: string,
  identityId: string,
  expected: number | null,
): Promise<IdentitiesDto> {
  const person = await changed(tx, actor, memberId)
  if (expected !== null && expected !== person.version) throw stale(toPerson(person, actor), actor)
  const values = [actor.workspaceId, person.id, identityId]
  const found = await first<Pick<IdentityRow, 'kind'> & { others: number }>(
    tx,
    `SELECT i.kind, (SELECT count(*)::int FROM member_identities o WHERE o.workspace_id = $1 AND o.member_id = $2
        AND o.kind = 'entra' AND o.id <> i.id) AS others
      FROM member_identities i WHERE i.workspace_id = $1 AND i.member_id = $2 AND i.id = $3
        AND i.kind NOT IN ('merged', 'erased')`,
    values,
  )
  if (!found) throw notFound('identity')
  if (found.kind === 'entra' && found.others === 0 && person.state === 'active') {
    throw refuse(
      409,
      'last-sign-in',
      'They sign in with this alone. Whoever leaves us loses it with the membership: end that instead.',
      { current: await known(tx, actor, person) },
    )
  }
  await rows(
    tx,
    'DELETE FROM member_identities WHERE workspace_id = $1 AND member_id = $2 AND id = $3',
    values,
  )
  if (found.kind === 'email') await otherMailbox(tx, actor, person.id)
  await countUp(tx, actor.workspaceId, [person.id])
  await happened(tx, actor, 'member.identity-removed', person.id, { kind: found.kind })
  return known(tx, actor, person)
}

/** The person, locked, so that of two removals one sees the other; 403 unless an admin asks, 409 when they are gone. */
async function changed(tx: Tx, actor: Actor, memberId: string): Promise<FoundPerson> {
  const seen = await findPerson(tx, actor, memberId)
  if (!actor.admin) throw forbidden('How a person is known is changed by admins.')
  await rows(tx, 'SELECT FROM members WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [
    actor.workspaceId,
    seen.id,
  ])
  const person = await findPerson(tx, actor, seen.id)
  if (person.state === 'left' || person.state === 'erased') {
    throw wrongState(`This person is ${person.state}.`, toPerson(person, actor))
  }
  return person
}

async function refuseSecond(tx: Tx, actor: Actor, person: FoundPerson): Promise<void> {
  const current = await known(tx, actor, person)
  if (current.can.identify) return
  throw refuse(
    409,
    'signs-in-already',
    'They sign in already, and nobody signs in as somebody else. With a new account they come in anew: end this membership with them.',
    { current },
  )
}

async function known(tx: Tx, actor: Actor, { id, state }: FoundPerson): Promise<IdentitiesDto> {
  const data = await rows<IdentitiesDto['data'][number]>(
    tx,
    `SELECT id, kind, value FROM member_identities WHERE workspace_id = $1 AND member_id = $2
      AND kind NOT IN ('merged', 'erased') ORDER BY array_position(ARRAY['entra', 'email', 'viva', 'name'], kind), value, id`,
    [actor.workspaceId, id],
  )
  const signsIn = state === 'active' && data.some(({ kind }) => kind === 'entra')
  const there = state !== 'left' && state !== 'erased'
  return { data, can: { change: actor.admin && there, identify: actor.admin && there && !signsIn } }
}
