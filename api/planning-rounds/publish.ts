import { rows, type Tx } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { moveKeyResult } from '../key-results/change.ts'
import { moveObjective } from '../objectives/change.ts'
import { setOrigin } from './answers.ts'
import { leading, over } from './planning-rounds.ts'
import type { RoundDto } from './schema.ts'
import { proposalsOf, type SeenRound, showRound, unansweredOf } from './show.ts'
import { tell } from './tell.ts'
import { originOf } from './wording.ts'

/**
 * Publishes what grew from a round, objectives with their key results, all at once. 409 while a proposal has no answer
 * (`unanswered`) or a why is missing (`why-missing`, naming what lacks it).
 */
export async function publishRound(tx: Tx, actor: Actor, id: string): Promise<RoundDto> {
  const round = await leading(tx, actor, id)
  if (round.state !== 'closed' || round.withheld) {
    throw await over(tx, actor, round, round.withheld ? 'closed with too few voices' : `is ${round.state}`)
  }
  const proposals = await proposalsOf(tx, actor, round)
  const unanswered = unansweredOf(proposals)
  if (unanswered > 0) {
    throw refuse(409, 'unanswered', `Every proposal gets its answer first; ${unanswered} wait.`, {
      unanswered,
    })
  }
  const { objectives } = await showRound(tx, actor, id)
  const drafts = objectives.filter(({ lifecycle }) => lifecycle === 'draft')
  const lacking = drafts.filter(({ missing }) => missing.length > 0)
  if (lacking.length > 0) {
    const missing = lacking.map(({ id: objectiveId, missing: what }) => ({ objectiveId, what }))
    throw refuse(409, 'why-missing', 'Say why first: who is better off, and why these numbers?', { missing })
  }
  for (const objective of drafts) {
    const sources = proposals.filter(({ objectiveId }) => objectiveId === objective.id)
    await setOrigin(tx, actor, objective.id, originOf(sources, objective.title))
    await moveObjective(tx, actor, objective.id, 'publish')
    for (const keyResult of await draftsUnder(tx, actor, objective.id)) {
      await moveKeyResult(tx, actor, keyResult.id, 'publish')
    }
  }
  await finish(tx, actor, round, drafts.length)
  return showRound(tx, actor, id)
}

async function finish(tx: Tx, actor: Actor, round: SeenRound, objectives: number): Promise<void> {
  await rows(
    tx,
    `UPDATE planning_rounds SET state = 'published', published_at = $3, published_by = $4
      WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, round.id, actor.now, actor.memberId],
  )
  const data = { objectives, voices: round.voices, asked: round.asked.length }
  await tell(tx, actor, round, 'published', { teamId: round.teamId, ...data })
}

function draftsUnder(tx: Tx, actor: Actor, objectiveId: string): Promise<{ id: string }[]> {
  return rows(
    tx,
    `SELECT k.id FROM alignments a JOIN key_results k ON k.workspace_id = $1 AND k.id = a.child_key_result_id
      WHERE a.workspace_id = $1 AND a.parent_objective_id = $2 AND k.lifecycle = 'draft' ORDER BY k.id`,
    [actor.workspaceId, objectiveId],
  )
}
