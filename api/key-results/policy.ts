import type { Actor } from '../http/actor.ts'

/** Owner, delegate, check-in owner, the team's leaders and admins keep a key result's number up to date. */
export function mayCheckIn(
  actor: Actor,
  item: { teamId: string; ownerId: string; assigned: boolean },
): boolean {
  if (actor.scopes) return true // the scope check-ins:write was checked at the door
  return item.assigned || item.ownerId === actor.memberId || actor.admin || actor.leads.includes(item.teamId)
}
