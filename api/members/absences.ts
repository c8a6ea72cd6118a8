import { daysBetween } from '../calendar.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { stale } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { AbsenceEntity } from './entity.ts'
import { type FoundPerson, findPerson, shownPerson, toPerson } from './find-person.ts'
import { countUp, happened } from './happened.ts'
import { mayPlanAbsence } from './policy.ts'
import type { NewAbsenceInput, PersonDto } from './schema.ts'

/** Enters time away, for oneself, by a leader or by an admin. */
export async function addAbsence(
  tx: Tx,
  actor: Actor,
  memberId: string,
  { fromDay, toDay }: NewAbsenceInput,
): Promise<PersonDto> {
  const person = await planned(tx, actor, memberId)
  const days = daysBetween(fromDay, toDay)
  if (days < 0) throw badField('/toDay', 'order', 'An absence ends on or after the day it starts.')
  if (days > 366) throw badField('/toDay', 'long', 'An absence lasts at most a year.')
  const id = newId(actor.now)
  await tx.insert(AbsenceEntity, { workspaceId: actor.workspaceId, id, memberId: person.id, fromDay, toDay })
  await countUp(tx, actor.workspaceId, [person.id])
  await happened(tx, actor, 'member.absence-added', person.id, { absenceId: id, fromDay, toDay })
  return shownPerson(tx, actor, person.id)
}

/** Takes an absence back. */
export async function removeAbsence(
  tx: Tx,
  actor: Actor,
  memberId: string,
  absenceId: string,
  expected: number | null,
): Promise<PersonDto> {
  const person = await planned(tx, actor, memberId)
  if (expected !== null && expected !== person.version) throw stale(person, actor)
  const gone = await rows(
    tx,
    'DELETE FROM absences WHERE workspace_id = $1 AND member_id = $2 AND id = $3 RETURNING id',
    [actor.workspaceId, person.id, absenceId],
  )
  if (!gone[0]) throw notFound('absence')
  await countUp(tx, actor.workspaceId, [person.id])
  await happened(tx, actor, 'member.absence-removed', person.id, { absenceId })
  return shownPerson(tx, actor, person.id)
}

async function planned(tx: Tx, actor: Actor, memberId: string): Promise<FoundPerson> {
  const person = await findPerson(tx, actor, memberId)
  if (!mayPlanAbsence(actor, person)) {
    throw forbidden('Time away is entered by the person, their leaders and admins.')
  }
  if (!toPerson(person, actor).can.addAbsence) {
    throw wrongState(`This person is ${person.state}.`, toPerson(person, actor))
  }
  return person
}
