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
  if (sees(actor, event)) return event.kind.endsWith('.left-sight') ? 'lost' : 'seen'
  return loses(actor, event) ? 'lost' : 'hidden'
}

function sees(actor: Actor, { audience, audienceTeamId, audienceMembers, closedOff }: Happened): boolean {
  if (audience === 'members') return actor.memberId !== null && !!audienceMembers?.includes(actor.memberId)
  if (audienceTeamId === null) return !actor.guest
  return belongs(actor, audienceTeamId) || (audience === 'workspace' && !actor.guest && !closedOff)
}

/** A team became private, the actor left one, or an item left the teams of a guest. Else `left-sight` says it. */
function loses(actor: Actor, { kind, audience, data }: Happened): boolean {
  if (audience === 'members') return false
  if (kind === 'team.changed') return data.private === true && !actor.guest
  if (kind === 'team.member-removed') return actor.memberId !== null && data.memberId === actor.memberId
  return actor.guest && audience === 'workspace' && belongs(actor, String(data.teamIdBefore))
}

const belongs = (actor: Actor, teamId: string) => actor.teams.includes(teamId)
