import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'

/** An event as the feed reads it. */
export type Happened = Pick<
  EventRow,
  | 'id'
  | 'kind'
  | 'subjectKind'
  | 'subjectId'
  | 'actorId'
  | 'source'
  | 'at'
  | 'audience'
  | 'audienceTeamId'
  | 'audienceMembers'
  | 'data'
> & {
  /** Its team is private by now. */
  closedOff: boolean
}

type Sight = 'seen' | 'lost' | 'hidden'

/**
 * What an event is to the actor: `seen` by its audience and by what is private now; `lost` where with it they lost sight
 * of its subject; else `hidden`.
 */
export function sightOf(actor: Actor, event: Happened): Sight {
  if (leaves(actor, event)) return 'lost'
  if (sees(actor, event)) return event.kind.endsWith('.left-sight') ? 'lost' : 'seen'
  return loses(actor, event) ? 'lost' : 'hidden'
}

function sees(actor: Actor, { audience, audienceTeamId, audienceMembers, closedOff }: Happened): boolean {
  if (audience === 'members') return actor.memberId !== null && !!audienceMembers?.includes(actor.memberId)
  if (audienceTeamId === null) return !actor.guest
  return belongs(actor, audienceTeamId) || (audience === 'workspace' && !actor.guest && !closedOff)
}

/** The actor left a team that they saw by belonging to it, whether or not that is known of them by now. */
function leaves({ memberId, guest }: Actor, { kind, audience, data }: Happened): boolean {
  const left = kind === 'team.member-removed' && memberId !== null && data.memberId === memberId
  return left && (audience === 'team' || guest)
}

/** A team became private, or an item left the teams of a guest. Else `left-sight` says it. */
function loses(actor: Actor, { kind, audience, data }: Happened): boolean {
  if (audience === 'members') return false
  if (kind === 'team.changed') return data.private === true && !actor.guest
  return actor.guest && audience === 'workspace' && belongs(actor, String(data.teamIdBefore))
}

const belongs = (actor: Actor, teamId: string) => actor.teams.includes(teamId)
