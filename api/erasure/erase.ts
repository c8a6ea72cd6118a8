import { first, rows, type Tx } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { lockOf } from '../imports/imports.ts'
import { type Job, schedule } from '../jobs/due.ts'
import { leave } from '../members/change.ts'
import { findPerson, shownPerson } from '../members/find-person.ts'
import { happened } from '../members/happened.ts'
import type { PersonDto } from '../members/schema.ts'
import { sayIn } from '../strings/say.ts'
import { sweep } from './sweep.ts'

/** The kind under which the worker looks once more. */
export const erasureJob = 'erasure'

/** Longer than any server remembers who somebody is: what they wrote at the last moment goes as well. */
const later = 60_000

/**
 * Erases a person: what tells who they are and what they said goes, what was done stays and is a former member's. Whoever
 * is here still leaves first, so that what they answer for is handed over. 422 `name-differs` unless the name is said;
 * 409 `last-admin`, and `import-running`: what is being brought in may be of them. Erased again, nothing changes.
 */
export async function erase(tx: Tx, actor: Actor, id: string, name: string): Promise<PersonDto> {
  const { id: found } = await findPerson(tx, actor, id)
  await rows(tx, 'SELECT FROM members WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [
    actor.workspaceId,
    found,
  ])
  const person = await findPerson(tx, actor, found)
  if (person.state === 'erased') return shownPerson(tx, actor, person.id)
  if (folded(name) !== folded(person.name)) {
    throw refuse(422, 'name-differs', 'This is not their name. What is erased does not come back.')
  }
  await besideNoImport(tx, actor)
  if (person.state !== 'left') await leave(tx, actor, person.id)
  await sweep(tx, actor, person.id, await formerMember(tx, actor.workspaceId))
  await happened(tx, actor, 'member.erased', person.id)
  await schedule(tx, actor, {
    kind: erasureJob,
    subjectId: person.id,
    runAt: new Date(actor.now.getTime() + later),
  })
  return shownPerson(tx, actor, person.id)
}

/** An import writes names and addresses that nobody could find afterwards: none runs beside, and none begins meanwhile. */
async function besideNoImport(tx: Tx, { workspaceId }: Actor): Promise<void> {
  const statement = 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS got'
  const lock = await first<{ got: boolean }>(tx, statement, [lockOf(workspaceId)])
  if (!lock?.got) throw refuse(409, 'import-running', 'An import is running. Wait until it has ended.')
}

const folded = (name: string) => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** What the workspace calls somebody who was erased, in its own language. */
async function formerMember(tx: Tx, workspaceId: string): Promise<string> {
  const statement = 'SELECT locale FROM workspace_settings WHERE workspace_id = $1'
  const settings = await first<{ locale: string }>(tx, statement, [workspaceId])
  return sayIn(settings!.locale).t('member.former')
}

// By now what was theirs is handed over. Who led a team still stands there, so that their stand-in goes on leading it.
const teamsStatement = `DELETE FROM team_members WHERE workspace_id = $1 AND member_id = $2 AND role = 'member'`

/** Looks once more, for what was under way while the person was erased. */
export const eraseAgain: Job = async (tx, actor, id) => {
  // Asked first: one that is ready by the end was not there for the sweep.
  const making = await first(tx, makingStatement, [actor.workspaceId])
  await sweep(tx, actor, id, await formerMember(tx, actor.workspaceId))
  await rows(tx, teamsStatement, [actor.workspaceId, id])
  return making ? new Date(actor.now.getTime() + later) : null
}

// An archive that is still being made may be of a moment before: it goes as soon as it is there.
const makingStatement = `WITH free AS MATERIALIZED (
    SELECT id FROM exports WHERE workspace_id = $1 AND state = 'waiting' FOR UPDATE SKIP LOCKED)
  SELECT FROM exports WHERE workspace_id = $1 AND state = 'waiting' AND id NOT IN (SELECT id FROM free) LIMIT 1`
