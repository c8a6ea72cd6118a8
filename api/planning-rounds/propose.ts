import { createHash } from 'node:crypto'
import { v4 } from 'uuid'
import { dayOf } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, notFound, refuse, wrongState } from '../errors.ts'
import { type Actor, nobody } from '../http/actor.ts'
import { AuthorshipEntity, ProposalEntity, type ProposalRow } from './entity.ts'
import { isAsked, mayLead } from './policy.ts'
import type { NewProposalInput, RoundDto, VerdictInput } from './schema.ts'
import { findRound, proposalsOf, type SeenProposal, type SeenRound, showRound } from './show.ts'
import { tell } from './tell.ts'

/** How many proposals one person may have standing in a round. */
const mostProposals = 20

/** Told as soon as it is clear that nothing of this request may be traced to whoever sent it. */
export interface Unlinking {
  unlink: () => void
  /** The Idempotency-Key: the reply of an anonymous proposal is not stored, so its author keeps a hash of it. */
  key?: string | undefined
}

/** The round, locked, for one of its authors; from here on the request of an anonymous one has no sender. */
async function forAuthor(tx: Tx, actor: Actor, id: string, { unlink }: Unlinking): Promise<SeenRound> {
  const round = await findRound(tx, actor, id, { lock: true })
  if (round.anonymous) unlink()
  return round
}

/** Proposes what the team should work on; the leader's own words are their draft. 403 unless asked, 409 once closed. */
export async function propose(
  tx: Tx,
  actor: Actor,
  id: string,
  input: NewProposalInput,
  unlinking: Unlinking,
): Promise<RoundDto> {
  const round = await findRound(tx, actor, id, { lock: true })
  const leader = mayLead(actor, round) && !isAsked(actor, round)
  if (round.anonymous && !leader) unlinking.unlink()
  if (!leader && !isAsked(actor, round)) throw forbidden('Those who were asked propose.')
  if (round.state !== 'open') throw wrongState('This round is closed.', await showRound(tx, actor, id))
  if (leader) return draft(tx, actor, round, input)
  const request = unlinking.key ? createHash('sha256').update(unlinking.key).digest('base64url') : null
  if (await isRepeated(tx, actor, round, request)) return showRound(tx, actor, id)
  const own = await ownOf(tx, actor, round)
  if (own.length >= mostProposals) {
    throw refuse(409, 'enough', `That makes ${mostProposals} proposals. Withdraw one before you add another.`)
  }
  const row = newProposal(round, actor, 'member', input)
  if (round.anonymous) {
    // First, for the proposal that it belongs to is in sight only by it.
    const who = { memberId: actor.memberId!, proposalId: row.id, request }
    await tx.insert(AuthorshipEntity, { workspaceId: actor.workspaceId, roundId: id, ...who })
  }
  await tx.insert(ProposalEntity, row)
  if (own.length === 0) await countVoice(tx, actor, round, 1)
  await tell(tx, nobody(actor), round, 'voiced')
  return showRound(tx, actor, id)
}

/** The leader's draft stays sealed until the close; only that there may be one is known. */
async function draft(tx: Tx, actor: Actor, round: SeenRound, input: NewProposalInput): Promise<RoundDto> {
  await tx.insert(ProposalEntity, newProposal(round, actor, 'draft', input))
  await tell(tx, actor, round, 'drafted')
  return showRound(tx, actor, round.id)
}

/** A proposal as it is first kept. */
export function newProposal(
  round: SeenRound,
  actor: Actor,
  kind: ProposalRow['kind'],
  { text, why }: NewProposalInput,
): ProposalRow {
  return {
    workspaceId: actor.workspaceId,
    id: v4(),
    roundId: round.id,
    kind,
    text: text.trim(),
    why: why?.trim() || null,
    day: dayOf(actor.now, round.closesZone),
    authorId: kind === 'member' && round.anonymous ? null : actor.memberId,
    state: 'open',
    question: null,
    reply: null,
    reason: null,
    answeredBy: null,
    objectiveId: null,
    verdict: null,
    verdictOn: null,
    verdictWords: null,
    version: 1,
    revision: 1,
  }
}

/** Says a proposal in other words, as long as the round is open. */
export async function reword(
  tx: Tx,
  actor: Actor,
  at: { id: string; proposalId: string },
  { text, why }: NewProposalInput,
  unlinking: Unlinking,
): Promise<RoundDto> {
  const { round } = await ownWhileOpen(tx, actor, at, unlinking)
  const set = 'text = $3, why = $4, version = version + 1, revision = revision + 1'
  await change(tx, actor, at.proposalId, set, [text.trim(), why?.trim() || null])
  await tell(tx, nobody(actor), round, 'reworded')
  return showRound(tx, actor, at.id)
}

/** Takes a proposal back, as long as the round is open; whoever has none left has not spoken. */
export async function withdraw(
  tx: Tx,
  actor: Actor,
  at: { id: string; proposalId: string },
  unlinking: Unlinking,
): Promise<RoundDto> {
  const { round, proposal } = await ownWhileOpen(tx, actor, at, unlinking)
  await change(tx, actor, at.proposalId, `state = 'withdrawn', revision = revision + 1`, [])
  const left = await ownOf(tx, actor, round)
  if (proposal.kind === 'member' && left.length === 0) await countVoice(tx, actor, round, -1)
  await tell(tx, nobody(actor), round, 'withdrawn')
  return showRound(tx, actor, at.id)
}

/** Answers the question that came back. */
export async function reply(
  tx: Tx,
  actor: Actor,
  at: { id: string; proposalId: string },
  text: string,
  unlinking: Unlinking,
): Promise<RoundDto> {
  const { round, proposal } = await ownProposal(tx, actor, at, unlinking)
  if (proposal.state !== 'coached') {
    throw wrongState('There is no open question on it.', await showRound(tx, actor, at.id))
  }
  await change(tx, actor, at.proposalId, `reply = $3, state = 'open', revision = revision + 1`, [text.trim()])
  await tell(tx, round.anonymous ? nobody(actor) : actor, round, 'replied')
  return showRound(tx, actor, at.id)
}

/** Says whether the objective's wording is what was meant. 409 when it reads otherwise meanwhile. */
export async function judgeWording(
  tx: Tx,
  actor: Actor,
  at: { id: string; proposalId: string },
  { verdict, title, words }: VerdictInput,
  unlinking: Unlinking,
): Promise<RoundDto> {
  const { round, proposal } = await ownProposal(tx, actor, at, unlinking)
  if (proposal.title === null || proposal.title !== title) {
    throw wrongState('It reads otherwise now.', await showRound(tx, actor, at.id))
  }
  const set = 'verdict = $3, verdict_on = $4, verdict_words = $5, revision = revision + 1'
  await change(tx, actor, at.proposalId, set, [verdict, title, words?.trim() || null])
  await tell(tx, round.anonymous ? nobody(actor) : actor, round, 'judged', {
    verdict,
    objectiveId: proposal.objectiveId,
  })
  return showRound(tx, actor, at.id)
}

type Mine = { round: SeenRound; proposal: SeenProposal }
type At = { id: string; proposalId: string }

async function ownProposal(tx: Tx, actor: Actor, at: At, unlinking: Unlinking): Promise<Mine> {
  const round = await forAuthor(tx, actor, at.id, unlinking)
  const proposal = (await proposalsOf(tx, actor, round)).find(({ id }) => id === at.proposalId)
  if (!proposal) throw notFound('proposal')
  if (!proposal.mine) throw forbidden('Its author says this.')
  return { round, proposal }
}

async function ownWhileOpen(tx: Tx, actor: Actor, at: At, unlinking: Unlinking): Promise<Mine> {
  const mine = await ownProposal(tx, actor, at, unlinking)
  if (mine.round.state !== 'open') {
    throw wrongState('This round is closed: words stay as they are.', await showRound(tx, actor, at.id))
  }
  return mine
}

async function ownOf(tx: Tx, actor: Actor, round: SeenRound): Promise<SeenProposal[]> {
  return (await proposalsOf(tx, actor, round)).filter(({ mine, kind }) => mine && kind === 'member')
}

async function change(tx: Tx, actor: Actor, id: string, set: string, values: unknown[]): Promise<void> {
  const statement = `UPDATE proposals SET ${set} WHERE workspace_id = $1 AND id = $2`
  await rows(tx, statement, [actor.workspaceId, id, ...values])
}

async function countVoice(tx: Tx, actor: Actor, { id }: SeenRound, by: 1 | -1): Promise<void> {
  const statement = 'UPDATE planning_rounds SET voices = voices + $3 WHERE workspace_id = $1 AND id = $2'
  await rows(tx, statement, [actor.workspaceId, id, by])
}

/** Whether the author sent this very request before: two taps on a slow line are one proposal. */
async function isRepeated(tx: Tx, actor: Actor, { id }: SeenRound, request: string | null): Promise<boolean> {
  if (request === null) return false
  const found = await first(
    tx,
    'SELECT proposal_id FROM authorships WHERE workspace_id = $1 AND member_id = $2 AND round_id = $3 AND request = $4',
    [actor.workspaceId, actor.memberId, id, request],
  )
  return found !== undefined
}
