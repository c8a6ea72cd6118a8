import type { FastifyRequest } from 'fastify'
import { operation } from '../http/operation.ts'
import { ById, ref } from '../http/schema.ts'
import { judgeWording, propose, reply, reword, type Unlinking, withdraw } from './propose.ts'
import { InRound, NewProposal, PlanningRound, ProposalReply, Verdict } from './schema.ts'

/** What authors do. Its log lines carry no address and no id: who wrote what could be read from them. */
function author<const Name extends string>(path: string, operationId: Name, summary: string) {
  return {
    method: 'POST',
    url: `/planning-rounds/:id/proposals${path}`,
    operationId,
    summary,
    who: ['member', 'leader', 'admin'],
    scopes: [],
    params: InRound,
    reply: [200, ref(PlanningRound)],
    discreet: true,
  } as const
}

function unlinkingOf(request: FastifyRequest): Unlinking {
  const key = request.headers['idempotency-key']
  return {
    unlink: () => {
      request.unlinked = true
    },
    key: typeof key === 'string' ? key : undefined,
  }
}

/** Where people propose, and answer what comes back. */
export const authorOperations = [
  operation(
    {
      ...author('', 'propose', 'Propose what the team should work on'),
      params: ById,
      body: ref(NewProposal),
    },
    ({ tx, actor, params, body, request }) => propose(tx, actor, params.id, body, unlinkingOf(request)),
  ),
  operation(
    { ...author('/:proposalId/reword', 'rewordProposal', 'Say it in other words'), body: ref(NewProposal) },
    ({ tx, actor, params, body, request }) => reword(tx, actor, params, body, unlinkingOf(request)),
  ),
  operation(
    author('/:proposalId/withdraw', 'withdrawProposal', 'Take a proposal back'),
    ({ tx, actor, params, request }) => withdraw(tx, actor, params, unlinkingOf(request)),
  ),
  operation(
    {
      ...author('/:proposalId/reply', 'replyToQuestion', 'Answer a question back'),
      body: ref(ProposalReply),
    },
    ({ tx, actor, params, body, request }) => reply(tx, actor, params, body.text, unlinkingOf(request)),
  ),
  operation(
    {
      ...author('/:proposalId/wording', 'judgeWording', 'Say whether a changed wording is what you meant'),
      body: ref(Verdict),
    },
    ({ tx, actor, params, body, request }) => judgeWording(tx, actor, params, body, unlinkingOf(request)),
  ),
]
