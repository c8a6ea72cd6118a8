import type { Actor } from '../http/actor.ts'
import type { StepRow } from './entity.ts'
import type { Place } from './place.ts'

/** The owner, whoever is assigned and whoever said yes plan steps of their own here. */
export function mayPlan(actor: Actor, place: Place): boolean {
  if (actor.guest || !actor.memberId) return false
  return place.ownerId === actor.memberId || place.roles.length > 0 || place.committed
}

/** Members of the team, too, may say yes. */
export function mayCommit(actor: Actor, place: Place): boolean {
  if (actor.guest || !actor.memberId) return false
  return mayPlan(actor, place) || actor.teams.includes(place.teamId)
}

/** Leaders, admins and the owner suggest a step to somebody; that person picks it. */
export function maySuggest(actor: Actor, place: Place): boolean {
  if (actor.guest || !actor.memberId) return false
  return actor.admin || actor.leads.includes(place.teamId) || place.ownerId === actor.memberId
}

/** A step is its owner's; the item's owner and delegates act for them. */
export function mayTake(actor: Actor, place: Place, step: Pick<StepRow, 'ownerId'>): boolean {
  if (actor.guest || !actor.memberId) return false
  const me = actor.memberId
  const delegate = place.roles.some((role) => role === 'delegate' || role === 'check_in_owner')
  return step.ownerId === me || place.ownerId === me || delegate
}

/** Whoever may take it may also change or drop it; a suggestion also whoever made it. */
export function mayChange(
  actor: Actor,
  place: Place,
  step: Pick<StepRow, 'ownerId' | 'state' | 'suggestedBy'>,
): boolean {
  const suggestion = step.state === 'pencilled' && step.suggestedBy === actor.memberId
  return mayTake(actor, place, step) || (suggestion && maySuggest(actor, place))
}
