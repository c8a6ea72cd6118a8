import type { Actor } from '../http/actor.ts'

/** Whoever leads the team, owns the item or is an admin may change it. Guests never do. */
export function mayEdit(actor: Actor, item: { teamId: string; ownerId: string }): boolean {
  if (actor.guest) return false
  return actor.admin || item.ownerId === actor.memberId || actor.leads.includes(item.teamId)
}

/** Members write goals for their own teams; leaders for theirs and every team below; admins for all. */
export function mayCreate(actor: Actor, teamId: string): boolean {
  if (actor.guest) return false
  return actor.admin || actor.teams.includes(teamId) || actor.leads.includes(teamId)
}
