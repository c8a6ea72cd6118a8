import type { Actor } from '../http/actor.ts'
import type { Lifecycle } from './item.ts'

/** Whether an item's audience includes the actor; the same rule as `visible` in SQL. */
export function sees(actor: Actor, { audience, teamId }: { audience: string; teamId: string }): boolean {
  return actor.teams.includes(teamId) || (audience === 'workspace' && !actor.guest)
}

/** Whoever leads the team, owns the item or is an admin may change it, and keys with the scope. Guests never do. */
export function mayEdit(actor: Actor, item: { teamId: string; ownerId: string }): boolean {
  if (actor.guest) return false
  if (actor.scopes) return true // the scope was checked at the door
  return actor.admin || item.ownerId === actor.memberId || actor.leads.includes(item.teamId)
}

/** Members write goals for their own teams; leaders for theirs and every team below; admins and keys for all. */
export function mayCreate(actor: Actor, teamId: string): boolean {
  if (actor.guest) return false
  if (actor.scopes) return true
  return actor.admin || actor.teams.includes(teamId) || actor.leads.includes(teamId)
}

/** Whoever may change an objective or write goals for its team says how much an item counts there. */
export function mayWeigh(actor: Actor, parent: { teamId: string; ownerId: string }): boolean {
  return mayEdit(actor, parent) || mayCreate(actor, parent.teamId)
}

/** What the actor may do to an item where it stands; a closed cycle takes only its close and its score. */
export function rightsOn(
  actor: Actor,
  item: { teamId: string; ownerId: string; lifecycle: Lifecycle },
  cycleOpen = true,
) {
  const may = mayEdit(actor, item)
  const { lifecycle } = item
  const changes = may && cycleOpen
  return {
    edit: changes && lifecycle !== 'closed',
    publish: changes && lifecycle === 'draft',
    postpone: changes && lifecycle === 'published',
    resume: changes && lifecycle === 'postponed',
    override: changes && lifecycle === 'published',
    reopen: changes && lifecycle === 'closed',
    close: may && (lifecycle === 'published' || lifecycle === 'postponed'),
    score: may && lifecycle === 'closed',
  }
}
