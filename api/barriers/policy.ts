import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { type BarrierRow, type BarrierState, waitingStates } from './entity.ts'

/** What the policy needs to know of a barrier; standsIn: the actor stands in for the asked leader today. */
export type Judged = Pick<BarrierRow, 'state' | 'audience' | 'teamId' | 'raisedBy' | 'askedOf'> & {
  standsIn: boolean
}

/**
 * The condition under which a barrier `b` is there for the actor: for whoever raised it; once raised for everybody ever
 * asked and their stand-in; and, unless it is for the leader only, for whoever sees the items of its team. $1 is the
 * workspace, $2 the actor, $3 their teams, $4 now.
 */
export function inSight(actor: Actor): string {
  return `(b.raised_by = $2::uuid OR (b.raised_at IS NOT NULL AND ($2::uuid = ANY(b.told) OR ${standsIn}
    OR (b.audience <> 'leader_only' AND ${visible(actor, 'b', '$3')}))))`
}

/** Whether the actor ($2) stands in today for the leader who is asked, as they named it on that team; $4 is now. */
export const standsIn = `EXISTS (SELECT FROM team_members l
  JOIN absences a ON a.workspace_id = l.workspace_id AND a.member_id = l.member_id
  JOIN workspace_settings s ON s.workspace_id = l.workspace_id
  WHERE l.workspace_id = b.workspace_id AND l.team_id = b.asked_team_id AND l.member_id = b.asked_of
    AND l.role = 'leader' AND l.stand_in_id = $2::uuid
    AND ($4::timestamptz AT TIME ZONE s.zone)::date BETWEEN a.from_day AND a.to_day)`

export function isRaiser(actor: Actor, { raisedBy }: Pick<Judged, 'raisedBy'>): boolean {
  return actor.memberId !== null && raisedBy === actor.memberId
}

/** Whoever is asked and their stand-in answer; so do the team's other leaders and admins, unless it is not for them. */
export function mayAnswer(actor: Actor, barrier: Judged): boolean {
  if (!actor.memberId || actor.guest) return false
  if (barrier.askedOf === actor.memberId || barrier.standsIn) return true
  if (isRaiser(actor, barrier) || barrier.audience === 'leader_only') return false
  return actor.admin || actor.leads.includes(barrier.teamId)
}

/** Whoever raised it and whoever may answer keep its words and what it blocks right. */
export function mayEditBarrier(actor: Actor, barrier: Judged): boolean {
  return isRaiser(actor, barrier) || mayAnswer(actor, barrier)
}

/** A picture is taken away by whoever added it, whoever raised the barrier, and the leaders of its team. */
export function mayRemoveScreenshot(
  actor: Actor,
  barrier: Judged,
  { addedBy }: { addedBy: string },
): boolean {
  if (!actor.memberId || actor.guest) return false
  return addedBy === actor.memberId || isRaiser(actor, barrier) || actor.leads.includes(barrier.teamId)
}

/** Any member who sees it may offer to clear it, but for those whose turn it is anyway. */
export function mayOffer(actor: Actor, barrier: Judged): boolean {
  return (
    !actor.guest && actor.memberId !== null && actor.memberId !== barrier.askedOf && !isRaiser(actor, barrier)
  )
}

/** From which states each move starts; whether the actor may make it is a second question. */
export const startsFrom = {
  raise: ['draft'],
  take: waitingStates,
  handOn: [...waitingStates, 'refused'],
  askBack: ['open', 'taken'],
  answer: ['asked_back'],
  cant: waitingStates,
  clear: [...waitingStates, 'refused'],
  decide: waitingStates,
  confirm: ['cleared'],
  reopen: ['cleared', 'refused'],
  withdraw: ['draft', ...waitingStates, 'refused'],
  offerHelp: [...waitingStates, 'refused'],
  acceptHelp: [...waitingStates, 'refused'],
  edit: ['draft', ...waitingStates, 'refused', 'cleared'],
} as const satisfies Record<string, readonly BarrierState[]>

export type Move = keyof typeof startsFrom

/** Which moves are whose: the raiser's, the asked one's, either's, or anybody's who wants to help. */
const allowed: Record<Move, (actor: Actor, barrier: Judged) => boolean> = {
  raise: isRaiser,
  take: mayAnswer,
  handOn: mayAnswer,
  askBack: mayAnswer,
  answer: isRaiser,
  cant: mayAnswer,
  clear: mayAnswer,
  decide: mayAnswer,
  confirm: isRaiser,
  reopen: isRaiser,
  withdraw: isRaiser,
  offerHelp: mayOffer,
  acceptHelp: mayEditBarrier,
  edit: mayEditBarrier,
}

export function mayMove(actor: Actor, barrier: Judged, move: Move): boolean {
  return allowed[move](actor, barrier)
}

/** Whether it stands where the move starts. What one leader has taken another gets by being handed it only. */
export function isOpenTo(actor: Actor, barrier: Judged, move: Move): boolean {
  if (move === 'take' && barrier.state === 'taken' && !barrier.standsIn)
    return barrier.askedOf === actor.memberId
  return (startsFrom[move] as readonly BarrierState[]).includes(barrier.state)
}
