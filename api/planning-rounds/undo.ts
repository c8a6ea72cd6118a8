import { rows, type Tx } from '../database/transaction.ts'
import { notFound, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { setOrigin, store } from './answers.ts'
import { leading, over } from './planning-rounds.ts'
import type { RoundDto } from './schema.ts'
import { proposalsOf, type SeenProposal, type SeenRound, showRound } from './show.ts'
import { tell } from './tell.ts'
import { originOf } from './wording.ts'

/**
 * Takes an answer to a proposal back: it waits again. A draft that grew from it alone goes with it, unless somebody has
 * worked on it. 409 for a round that is not closed or is published, without an answer, and once the draft was worked on.
 */
export async function undoAnswer(
  tx: Tx,
  actor: Actor,
  { id, proposalId }: { id: string; proposalId: string },
): Promise<RoundDto> {
  const round = await leading(tx, actor, id)
  if (round.state !== 'closed') throw await over(tx, actor, round, `is ${round.state}`)
  const all = await proposalsOf(tx, actor, round)
  const proposal = all.find((one) => one.id === proposalId)
  if (!proposal) throw notFound('proposal')
  if (proposal.state === 'open' || proposal.kind === 'gap') {
    throw wrongState('It has no answer to take back.', await showRound(tx, actor, id))
  }
  const nothing = { question: null, reply: null, reason: null }
  const unsaid = { objectiveId: null, verdict: null, verdictOn: null, verdictWords: null }
  await store(tx, actor, proposal, { state: 'open', ...nothing, ...unsaid })
  await leaveObjective(tx, actor, { round, proposal, all })
  await tell(tx, actor, round, 'answer-undone', { proposalId, objectiveId: proposal.objectiveId })
  return showRound(tx, actor, id)
}

interface Leaving {
  round: SeenRound
  proposal: SeenProposal
  all: SeenProposal[]
}

/** What others agreed to as well stays, as theirs; what grew from this proposal alone was its draft. */
async function leaveObjective(tx: Tx, actor: Actor, { round, proposal, all }: Leaving): Promise<void> {
  const { objectiveId, title } = proposal
  if (!objectiveId || round.kind === 'again') return
  const others = all.filter((one) => one.objectiveId === objectiveId && one.id !== proposal.id)
  if (others.length > 0) return setOrigin(tx, actor, objectiveId, originOf(others, title!))
  await rows(tx, 'DELETE FROM rungs WHERE workspace_id = $1 AND objective_id = $2', [
    actor.workspaceId,
    objectiveId,
  ])
  const gone = await rows(tx, removal(tx), [actor.workspaceId, objectiveId])
  if (gone.length === 0) {
    throw wrongState('Somebody works on what grew from it already.', await showRound(tx, actor, round.id))
  }
  await record(tx, actor, {
    kind: 'objective.removed',
    subject: { kind: 'objective', id: objectiveId },
    audience: round,
  })
}

/** Removes a draft as it was made: never edited, with nothing that points at it from any table. */
function removal(tx: Tx): string {
  const pointing = tx.connection.entityMetadatas.flatMap(({ tableName, foreignKeys }) =>
    foreignKeys
      .filter(({ referencedEntityMetadata }) => referencedEntityMetadata.tableName === 'objectives')
      .map(
        ({ columnNames }) => `NOT EXISTS (SELECT FROM ${tableName} x WHERE x.workspace_id = $1
        AND x.${columnNames.find((name) => name !== 'workspace_id')} = $2)`,
      ),
  )
  return `DELETE FROM objectives WHERE workspace_id = $1 AND id = $2 AND lifecycle = 'draft' AND version = 1
    AND ${pointing.join(' AND ')} RETURNING id`
}
