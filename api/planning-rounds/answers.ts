import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, notFound, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { createObjective } from '../objectives/objectives.ts'
import { ProposalEntity, type ProposalRow } from './entity.ts'
import { leading, over } from './planning-rounds.ts'
import { newProposal } from './propose.ts'
import type { AgreementInput, NewGapInput, RoundDto } from './schema.ts'
import { proposalsOf, type SeenProposal, type SeenRound, showRound, waits } from './show.ts'
import { tell } from './tell.ts'
import { originOf } from './wording.ts'

type At = { id: string; proposalId: string }

/** Says yes: the draft of an objective grows from the proposal, in its author's words unless others are given. */
export async function agree(tx: Tx, actor: Actor, at: At, input: AgreementInput): Promise<RoundDto> {
  const { round, proposal } = await answerable(tx, actor, at)
  if (round.kind === 'again') return joinGoalOf(tx, actor, round, proposal)
  const title = input.title?.trim() ?? proposal.text
  if (title.length > 200) throw badField('/title', 'required', 'Say it in a line of at most 200 characters.')
  const why = input.why === undefined ? proposal.why : input.why?.trim() || null
  const objectiveId = await grow(tx, actor, round, { title, why, ownerId: input.ownerId }, [proposal])
  await store(tx, actor, proposal, { state: 'agreed', objectiveId })
  await tell(tx, actor, round, 'agreed', { proposalId: proposal.id, objectiveId })
  return showRound(tx, actor, round.id)
}

/** Lets a proposal join an objective that grew from another one of the round. 400 for any other objective. */
export async function combine(tx: Tx, actor: Actor, at: At, objectiveId: string): Promise<RoundDto> {
  const { round, proposal } = await answerable(tx, actor, at)
  const all = await proposalsOf(tx, actor, round)
  const sources = all.filter((source) => source.objectiveId === objectiveId)
  if (sources.length === 0)
    throw badField('/objectiveId', 'unknown', 'No such objective grew from this round.')
  return join(tx, actor, round, proposal, { objectiveId, title: sources[0]!.title!, sources })
}

/** What people say of a key result joins the objective that the key result is counted for. */
async function joinGoalOf(tx: Tx, actor: Actor, round: SeenRound, proposal: SeenProposal): Promise<RoundDto> {
  const goal = await first<{ id: string }>(
    tx,
    `SELECT parent_objective_id AS id FROM alignments WHERE workspace_id = $1 AND child_key_result_id = $2
      ORDER BY id LIMIT 1`,
    [actor.workspaceId, round.keyResultId],
  )
  if (!goal)
    throw wrongState('This key result stands free: decline with what will change, or give it a goal.')
  await store(tx, actor, proposal, { state: 'combined', objectiveId: goal.id })
  await tell(tx, actor, round, 'combined', { proposalId: proposal.id, objectiveId: goal.id })
  return showRound(tx, actor, round.id)
}

interface Joined {
  objectiveId: string
  title: string
  sources: SeenProposal[]
}

async function join(tx: Tx, actor: Actor, round: SeenRound, proposal: SeenProposal, to: Joined) {
  const { objectiveId, title, sources } = to
  await store(tx, actor, proposal, { state: 'combined', objectiveId })
  await setOrigin(tx, actor, objectiveId, originOf([...sources, proposal], title))
  await tell(tx, actor, round, 'combined', { proposalId: proposal.id, objectiveId })
  return showRound(tx, actor, round.id)
}

/** Asks the author a question back; in an anonymous round it goes to "the author". It is no answer yet. */
export async function coach(tx: Tx, actor: Actor, at: At, question: string): Promise<RoundDto> {
  const { round, proposal } = await answerable(tx, actor, at)
  await store(tx, actor, proposal, { state: 'coached', question: question.trim(), reply: null })
  await tell(tx, actor, round, 'coached', { proposalId: proposal.id })
  return showRound(tx, actor, round.id)
}

/** Says not now, and why: it stays in sight as a candidate, and reminds nobody. */
export async function decline(tx: Tx, actor: Actor, at: At, reason: string): Promise<RoundDto> {
  const { round, proposal } = await answerable(tx, actor, at)
  await store(tx, actor, proposal, { state: 'declined', reason: reason.trim() })
  await tell(tx, actor, round, 'declined', { proposalId: proposal.id })
  return showRound(tx, actor, round.id)
}

/** Adds what the team did not say, labelled the leader's. 409 until the round is closed. */
export async function fillGap(tx: Tx, actor: Actor, id: string, input: NewGapInput): Promise<RoundDto> {
  const round = await leading(tx, actor, id)
  await checkAnswering(tx, actor, round)
  if (round.kind === 'again') throw wrongState('This round is about one key result, which has its goal.')
  const title = input.title.trim()
  const gap = newProposal(round, actor, 'gap', { text: title, why: input.why ?? null })
  const objectiveId = await grow(tx, actor, round, { title, why: gap.why, ownerId: input.ownerId }, [gap])
  await tx.insert(ProposalEntity, { ...gap, state: 'agreed', objectiveId, answeredBy: actor.memberId })
  await tell(tx, actor, round, 'gap-filled', { proposalId: gap.id, objectiveId })
  return showRound(tx, actor, id)
}

async function answerable(tx: Tx, actor: Actor, { id, proposalId }: At) {
  const round = await leading(tx, actor, id)
  await checkAnswering(tx, actor, round)
  const proposal = (await proposalsOf(tx, actor, round)).find((one) => one.id === proposalId)
  if (!proposal) throw notFound('proposal')
  if (!waits(proposal.state) && proposal.state !== 'declined') {
    throw wrongState('It has its answer.', await showRound(tx, actor, id))
  }
  return { round, proposal }
}

async function checkAnswering(tx: Tx, actor: Actor, round: SeenRound): Promise<void> {
  if (round.state === 'open') throw await over(tx, actor, round, 'is open: first the team speaks')
  if (round.withheld) throw await over(tx, actor, round, 'closed with too few voices; extend it')
}

interface Grown {
  title: string
  why: string | null
  ownerId: string | undefined
}

async function grow(tx: Tx, actor: Actor, round: SeenRound, grown: Grown, sources: ProposalRow[]) {
  const { title, why, ownerId } = grown
  const { teamId, cycleId } = round
  const origin = originOf(sources, title)
  const said = { title, why, teamId, cycleId, origin, ...(ownerId && { ownerId }) }
  return (await createObjective(tx, actor, said)).id
}

/** Sets where an objective came from by what really happened. */
export async function setOrigin(tx: Tx, actor: Actor, objectiveId: string, origin: string): Promise<void> {
  await rows(
    tx,
    `UPDATE objectives SET origin = $3, revision = revision + 1 WHERE workspace_id = $1 AND id = $2 AND origin <> $3`,
    [actor.workspaceId, objectiveId, origin],
  )
}

/** Keeps what was said to a proposal, and by whom. */
export async function store(
  tx: Tx,
  actor: Actor,
  { id }: ProposalRow,
  set: Partial<ProposalRow>,
): Promise<void> {
  const where = { workspaceId: actor.workspaceId, id }
  const more = { answeredBy: actor.memberId, revision: () => 'revision + 1' }
  await tx.update(ProposalEntity, where, { ...set, ...more })
}
