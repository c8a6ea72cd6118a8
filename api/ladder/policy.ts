import type { Actor } from '../http/actor.ts'

/** The people of an objective and the leader say why; guests look on. */
export function mayUnderstand(actor: Actor, isOneOfThem: boolean): boolean {
  return Boolean(actor.memberId) && !actor.guest && isOneOfThem
}

/**
 * The words in which somebody wrote the why back are for whoever asked them to go along: the owner and the leaders of
 * the goal. Admins and keys see none.
 */
export function seesWords(actor: Actor, { teamId, ownerId }: { teamId: string; ownerId: string }): boolean {
  if (actor.guest || !actor.memberId) return false
  return actor.memberId === ownerId || actor.leads.includes(teamId)
}

/** A person's rungs are seen by that person and their leaders; not by admins, other teams' leaders or keys. */
export function seesRungs(actor: Actor, memberId: string, teamIds: readonly string[]): boolean {
  if (!actor.memberId || actor.scopes) return false
  return actor.memberId === memberId || teamIds.some((id) => actor.leads.includes(id))
}
