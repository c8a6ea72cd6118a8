import { isZone } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, refuse, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { edit } from '../http/versions.ts'
import { MemberEntity, type MemberRow } from './entity.ts'
import { type FoundPerson, findPerson, shownPerson, toPerson } from './find-person.ts'
import { happened } from './happened.ts'
import { mayEditMember } from './policy.ts'
import type { PersonChangeInput, PersonDto } from './schema.ts'

/** Changes a member: zone and language by themselves, name and admin by an admin. 409 `last-admin`. */
export async function changePerson(
  tx: Tx,
  actor: Actor,
  id: string,
  change: PersonChangeInput,
  expected: number | null,
): Promise<PersonDto> {
  const person = await findPerson(tx, actor, id)
  if (!mayEditMember(actor, person))
    throw forbidden('People set these things for themselves, admins for others.')
  if (!toPerson(person, actor).can.edit)
    throw wrongState('This person is not here any more.', toPerson(person, actor))
  checkName(actor, person, change)
  await checkAdmin(tx, actor, person, change)
  if (change.zone && !isZone(change.zone)) throw badField('/zone', 'unknown', 'There is no such time zone.')
  const set = { ...change, ...(change.name !== undefined && { name: change.name.trim() }) }
  await edit(tx, actor, MemberEntity, person as unknown as MemberRow, expected, set as Partial<MemberRow>)
  const { admin } = change
  await happened(tx, actor, 'member.changed', person.id, {
    fields: Object.keys(change),
    ...(admin !== undefined && { admin }),
  })
  return shownPerson(tx, actor, person.id)
}

function checkName(actor: Actor, person: FoundPerson, { name }: PersonChangeInput): void {
  if (name === undefined) return
  if (!actor.admin)
    throw forbidden('Names come from the directory; admins set them for who has not signed in.')
  if (person.state === 'active') throw badField('/name', 'directory', 'This name comes from the directory.')
}

async function checkAdmin(
  tx: Tx,
  actor: Actor,
  person: FoundPerson,
  { admin }: PersonChangeInput,
): Promise<void> {
  if (admin === undefined || admin === person.admin) return
  if (!actor.admin) throw forbidden('Admins are made by admins.')
  if (admin && (person.state !== 'active' || person.guest)) {
    throw badField(
      '/admin',
      'not-active',
      'Only a member who has signed in, and is no guest, can be an admin.',
    )
  }
  if (!admin) await checkNotLastAdmin(tx, actor, person.id)
}

/** 409 `last-admin` when nobody else is left; two admins who go at the same time go one after the other. */
export async function checkNotLastAdmin(tx: Tx, actor: Actor, memberId: string): Promise<void> {
  await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`admins ${actor.workspaceId}`])
  const other = await first(
    tx,
    `SELECT FROM members WHERE workspace_id = $1 AND id <> $2 AND admin AND state = 'active' AND merged_into IS NULL`,
    [actor.workspaceId, memberId],
  )
  if (!other) throw refuse(409, 'last-admin', 'This is the last admin. Make somebody else an admin first.')
}

/**
 * Ends a membership: the person's access ends (within 30 seconds), what they did stays. Others hand over what was
 * theirs when they hear of `member.left`. 409 `last-admin`.
 */
export async function leave(tx: Tx, actor: Actor, id: string): Promise<PersonDto> {
  const person = await findPerson(tx, actor, id)
  if (!actor.admin && person.id !== actor.memberId)
    throw forbidden('People leave by themselves, or by an admin.')
  if (!toPerson(person, actor).can.leave) throw wrongState('This person has left.', toPerson(person, actor))
  if (person.admin) await checkNotLastAdmin(tx, actor, person.id)
  await end(tx, actor, person, {})
  return shownPerson(tx, actor, person.id)
}

/** Ends the membership of somebody who has left the directory, be they the last admin: whoever is gone gets in nowhere. */
export async function endForDirectory(tx: Tx, actor: Actor, id: string, why: string): Promise<void> {
  await end(tx, actor, await findPerson(tx, actor, id), { why })
}

async function end(tx: Tx, actor: Actor, person: FoundPerson, data: { why?: string }): Promise<void> {
  await move(tx, actor, person, ['placeholder', 'invited', 'active'], 'left')
  const teamIds = person.teams.map((team) => team.id)
  await happened(tx, actor, 'member.left', person.id, { teamIds, ...data })
}

/** Takes a member back who had left: to where an identity of theirs lets them sign in again. */
export async function takeBack(tx: Tx, actor: Actor, id: string): Promise<PersonDto> {
  const person = await findPerson(tx, actor, id)
  await move(tx, actor, person, ['left'], 'active')
  await happened(tx, actor, 'member.taken-back', person.id)
  return shownPerson(tx, actor, person.id)
}

async function move(
  tx: Tx,
  actor: Actor,
  person: FoundPerson,
  from: readonly string[],
  to: 'left' | 'active',
): Promise<void> {
  // Whoever comes back starts as a member; and back without an identity is a placeholder again.
  const moved = await rows(
    tx,
    `UPDATE members m SET admin = false, version = version + 1, revision = revision + 1,
      state = CASE WHEN $4 = 'active' AND NOT EXISTS (SELECT FROM member_identities i WHERE i.workspace_id = $1
        AND i.member_id = m.id AND i.kind = 'entra') THEN 'placeholder' ELSE $4 END
      WHERE workspace_id = $1 AND id = $2 AND state = ANY($3) RETURNING id`,
    [actor.workspaceId, person.id, from, to],
  )
  if (!moved[0]) throw wrongState(`This person is ${person.state}.`, toPerson(person, actor))
}
