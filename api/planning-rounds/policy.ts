import type { Actor } from '../http/actor.ts'
import type { RoundRow } from './entity.ts'

/** An anonymous proposal hides among at least this many voices. */
export const fewestVoices = 5

type Judged = Pick<
  RoundRow,
  'teamId' | 'kind' | 'state' | 'withheld' | 'anonymous' | 'voices' | 'asked' | 'audience'
>

/** Whoever leads the team asks it, and answers what it proposes; admins too, where they see the team. */
export function mayLead(actor: Actor, { teamId }: Pick<RoundRow, 'teamId'>): boolean {
  if (!actor.memberId || actor.guest) return false
  return actor.leads.includes(teamId) || actor.admin
}

export function isAsked(actor: Actor, { asked }: Pick<RoundRow, 'asked'>): boolean {
  return actor.memberId !== null && asked.includes(actor.memberId)
}

/** What was proposed is read by those asked, the people of the team, its leaders and admins. */
export function mayRead(actor: Actor, round: Pick<RoundRow, 'teamId' | 'asked'>): boolean {
  if (!actor.memberId || actor.guest) return false
  return isAsked(actor, round) || actor.teams.includes(round.teamId) || mayLead(actor, round)
}

/** Whether too few have spoken in an anonymous round for one of them to hide among the others. */
export function tooFewToHide({ anonymous, voices }: Pick<RoundRow, 'anonymous' | 'voices'>): boolean {
  return anonymous && voices < fewestVoices
}

/** What the actor may do with a round as it stands. */
export function rightsOn(actor: Actor, round: Judged, unanswered: number) {
  const open = round.state === 'open'
  const leads = mayLead(actor, round)
  return {
    propose: open && isAsked(actor, round),
    draft: open && leads,
    extend: leads && (open || round.withheld),
    close: leads && open && round.voices > 0 && !tooFewToHide(round),
    answer: leads && !open && !round.withheld,
    publish: leads && round.state === 'closed' && !round.withheld && unanswered === 0,
  }
}
