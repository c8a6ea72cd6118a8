import type { Actor } from '../http/actor.ts'

export interface TeamForPolicy {
  id: string
  parentId: string | null
  private: boolean
  hasLeader: boolean
}

const leads = (actor: Actor, teamId: string | null) => teamId !== null && actor.leads.includes(teamId)
const belongs = (actor: Actor, team: TeamForPolicy) => actor.teams.includes(team.id)

/** Admins make teams anywhere; leaders below a team of theirs. */
export function mayCreateTeam(actor: Actor, parentId: string | null): boolean {
  return !actor.guest && (actor.admin || leads(actor, parentId))
}

/** Admins and leaders name a team and move it; of a private team, admins see and change no more than that. */
export function mayEditTeam(actor: Actor, team: TeamForPolicy): boolean {
  return !actor.guest && (actor.admin || leads(actor, team.id))
}

/** Who is in a team is up to its leaders and admins; in a private one to its own leaders, until there is none left. */
export function mayStaff(actor: Actor, team: TeamForPolicy): boolean {
  if (actor.guest) return false
  if (!team.private) return actor.admin || leads(actor, team.id)
  return (belongs(actor, team) && leads(actor, team.id)) || (actor.admin && !team.hasLeader)
}

/** A team is opened to all by a leader who is in it, never over the heads of its people. */
export function maySetPrivate(actor: Actor, team: TeamForPolicy): boolean {
  if (actor.guest) return false
  const ownLeader = belongs(actor, team) && leads(actor, team.id)
  return ownLeader || (actor.admin && !team.private)
}

/** Admins close a team, and leaders of a team above it. */
export function mayClose(actor: Actor, team: TeamForPolicy): boolean {
  return !actor.guest && (actor.admin || leads(actor, team.parentId))
}
