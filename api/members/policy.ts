import type { Actor } from '../http/actor.ts'

export interface MemberForPolicy {
  id: string
  teams: readonly { id: string }[]
}

export const isSelf = (actor: Actor, { id }: { id: string }): boolean => id === actor.memberId

/** Zone and language are one's own; admins set them for others, and names until somebody has signed in. */
export function mayEditMember(actor: Actor, member: MemberForPolicy): boolean {
  return actor.admin || isSelf(actor, member)
}

/** Time away is entered by oneself, one's leaders and admins. */
export function mayPlanAbsence(actor: Actor, member: MemberForPolicy): boolean {
  if (actor.admin || isSelf(actor, member)) return true
  return !actor.guest && member.teams.some(({ id }) => actor.leads.includes(id))
}
