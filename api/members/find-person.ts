import { dayOf } from '../calendar.ts'
import { first, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { nameOf } from './members.ts'
import { isSelf, mayEditMember, mayPlanAbsence } from './policy.ts'
import type { PersonDto } from './schema.ts'

export type FoundPerson = Omit<PersonDto, 'can'>

// Somebody who was merged into another is read as that other: facts keep the id they were written with.
// Guests see the people of their teams; teams out of the reader's sight are left out.
const statement = `
  SELECT m.id, m.name, m.state, m.admin, m.guest, m.zone, m.locale, m.celebrations, m.version, m.revision,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.team_id, 'role', t.role) ORDER BY t.team_id)
      FROM team_members t JOIN teams x ON x.workspace_id = $1 AND x.id = t.team_id
      WHERE t.workspace_id = $1 AND t.member_id = m.id AND (NOT x.private OR x.id = ANY($3::uuid[]))), '[]') AS teams,
    array(SELECT i.value FROM member_identities i WHERE i.workspace_id = $1 AND i.member_id = m.id
      AND i.kind = 'email' AND ($5::boolean OR m.id = $6) ORDER BY i.value) AS emails,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'fromDay', a.from_day, 'toDay', a.to_day)
        ORDER BY a.from_day, a.id)
      FROM absences a WHERE a.workspace_id = $1 AND a.member_id = m.id AND a.to_day >= $7::date), '[]') AS absences
  FROM members asked JOIN members m ON m.workspace_id = $1 AND m.id = coalesce(asked.merged_into, asked.id)
  WHERE asked.workspace_id = $1 AND asked.id = $2 AND (NOT $4::boolean OR m.id = $6 OR EXISTS (
    SELECT FROM team_members g WHERE g.workspace_id = $1 AND g.member_id = m.id AND g.team_id = ANY($3::uuid[])))`

/** The person, also by the id of a placeholder that was merged into them; 404 when out of the actor's sight. */
export async function findPerson(tx: Tx, actor: Actor, id: string): Promise<FoundPerson> {
  const { workspaceId, teams, guest, admin, memberId, now, zone } = actor
  const values = [workspaceId, id, teams, guest, admin, memberId, dayOf(now, zone)]
  const found = await first<FoundPerson>(tx, statement, values)
  if (!found) throw notFound('member')
  return found
}

/** The person as the actor is shown them. */
export function toPerson(found: FoundPerson, actor: Actor): PersonDto {
  const { state } = found
  const unclaimed = state === 'placeholder' || state === 'invited'
  const there = unclaimed || state === 'active'
  const { admin } = actor
  return {
    ...found,
    name: nameOf(found, actor),
    can: {
      edit: there && mayEditMember(actor, found),
      makeAdmin: admin && state === 'active' && !found.guest,
      addAbsence: there && mayPlanAbsence(actor, found),
      merge: admin && unclaimed,
      identify: admin && unclaimed,
      leave: there && (admin || found.id === actor.memberId),
      takeBack: admin && state === 'left',
      exportData: (admin || isSelf(actor, found)) && state !== 'erased',
      erase: admin && state !== 'erased',
    },
  }
}

/** Reads the person again after a change. */
export async function shownPerson(tx: Tx, actor: Actor, id: string): Promise<PersonDto> {
  return toPerson(await findPerson(tx, actor, id), actor)
}
