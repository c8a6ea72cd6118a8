import { columnsOf } from '../database/select.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { findObjective } from '../objectives/objectives.ts'
import { ProposalEntity, type ProposalRow, type RoundRow } from './entity.ts'
import { mayRead } from './policy.ts'
import type { GrownFromDto } from './schema.ts'
import { wordingOf } from './wording.ts'

type Found = ProposalRow &
  Pick<RoundRow, 'teamId' | 'asked' | 'anonymous'> & { title: string; author: GrownFromDto['author'] }

// The row of an anonymous proposal names nobody; who led answers in the open.
const statement = (actor: Actor) => `
  SELECT ${columnsOf(ProposalEntity, 'p')}, r.team_id AS "teamId", r.asked, r.anonymous, o.title,
    (SELECT jsonb_build_object('id', m.id, 'name', m.name) FROM members m
      WHERE m.workspace_id = p.workspace_id AND m.id = p.author_id) AS author
  FROM proposals p JOIN planning_rounds r ON r.workspace_id = p.workspace_id AND r.id = p.round_id
  JOIN objectives o ON o.workspace_id = p.workspace_id AND o.id = p.objective_id
  WHERE p.workspace_id = $1 AND p.objective_id = $2 AND r.state <> 'open' AND NOT r.withheld
    AND ${visible(actor, 'r', '$3')}
  ORDER BY p.kind = 'member' DESC, p.id`

/**
 * The words an objective grew from, the team's before the leader's, each with how the objective says it now. 404 when
 * the objective is not there for the actor; empty for whoever may not read its round.
 */
export async function grownFrom(
  tx: Tx,
  actor: Actor,
  objectiveId: string,
): Promise<{ data: GrownFromDto[] }> {
  const { id } = await findObjective(tx, actor, objectiveId)
  const found = await rows<Found>(tx, statement(actor), [actor.workspaceId, id, actor.teams])
  return { data: found.filter((one) => mayRead(actor, one)).map(toGrownFrom) }
}

function toGrownFrom(one: Found): GrownFromDto {
  const { id, roundId, kind, text, why, day, author, anonymous, title, verdictWords } = one
  const state = wordingOf(one, title)
  const words = state === 'agreed' || state === 'not_meant' ? verdictWords : null
  return { id, roundId, kind, text, why, day, author, anonymous, wording: { state, title, words } }
}
