import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, oneOf, paging, ref } from '../http/schema.ts'
import { agree, coach, combine, decline, fillGap } from './answers.ts'
import { authorOperations } from './author-routes.ts'
import { roundStates } from './entity.ts'
import { roundFigures } from './figures.ts'
import { grownFrom } from './grown-from.ts'
import { askAgain, closeRound, extendRound, openRound } from './planning-rounds.ts'
import { publishRound } from './publish.ts'
import * as schema from './schema.ts'
import { listRounds, showRound } from './show.ts'
import { undoAnswer } from './undo.ts'

const { PlanningRound, RoundPage, InRound, roundSchemas } = schema
const people = ['member', 'leader', 'admin'] as const

/** What whoever leads does to a round, answered with the round as it is then. */
function lead<const Name extends string>(path: string, operationId: Name, summary: string) {
  return {
    method: 'POST',
    url: `/planning-rounds/:id/${path}`,
    operationId,
    summary,
    who: people,
    scopes: [],
    params: ById,
    reply: [200, ref(PlanningRound)],
  } as const
}

/** What whoever leads says to a proposal. */
function answer<const Name extends string>(path: string, operationId: Name, summary: string) {
  return { ...lead(`proposals/:proposalId/${path}`, operationId, summary), params: InRound } as const
}

const reading = [
  operation(
    {
      method: 'GET',
      url: '/planning-rounds',
      operationId: 'listPlanningRounds',
      summary: 'List planning rounds, the newest first',
      scopes: ['planning-rounds:read'],
      query: closed({
        ...paging,
        teamId: Type.Optional(Id),
        cycleId: Type.Optional(Id),
        state: Type.Optional(oneOf(roundStates)),
        askingMe: Type.Optional(
          Type.Boolean({ description: 'For your words, an answer, or a look at a changed wording.' }),
        ),
      }),
      reply: [200, ref(RoundPage)],
    },
    ({ tx, actor, query }) => listRounds(tx, actor, query),
  ),
  operation(
    {
      method: 'GET',
      url: '/planning-rounds/figures',
      operationId: 'getRoundFigures',
      summary: 'Voice share of a team in a cycle, and outcome by origin',
      who: people,
      scopes: [],
      query: closed({ teamId: Id, cycleId: Id }),
      reply: [200, ref(schema.RoundFigures)],
    },
    ({ tx, actor, query }) => roundFigures(tx, actor, query),
  ),
  operation(
    {
      method: 'GET',
      url: '/planning-rounds/:id',
      operationId: 'getPlanningRound',
      summary: 'Read a planning round with what was proposed, as far as it is there for you',
      scopes: ['planning-rounds:read'],
      params: ById,
      reply: [200, ref(PlanningRound)],
    },
    ({ tx, actor, params }) => showRound(tx, actor, params.id),
  ),
  operation(
    {
      method: 'GET',
      url: '/objectives/:id/proposals',
      operationId: 'listGrownFrom',
      summary: 'List the proposals that an objective grew from, in their own words',
      who: people,
      scopes: [],
      params: ById,
      reply: [200, ref(schema.GrownFromList)],
    },
    ({ tx, actor, params }) => grownFrom(tx, actor, params.id),
  ),
]

const leading = [
  operation(
    {
      method: 'POST',
      url: '/planning-rounds',
      operationId: 'openPlanningRound',
      summary: 'Ask a team first',
      who: people,
      scopes: [],
      body: ref(schema.NewRound),
      reply: [201, ref(PlanningRound)],
    },
    ({ tx, actor, body }) => openRound(tx, actor, body),
  ),
  operation(
    {
      method: 'POST',
      url: '/planning-rounds/again',
      operationId: 'askAgain',
      summary: 'Ask again about one key result',
      who: people,
      scopes: [],
      body: ref(schema.AskAgain),
      reply: [201, ref(PlanningRound)],
    },
    ({ tx, actor, body }) => askAgain(tx, actor, body),
  ),
  operation(
    {
      ...lead('extend', 'extendPlanningRound', 'Give people more time'),
      body: ref(schema.Extension),
    },
    ({ tx, actor, params, body }) => extendRound(tx, actor, params.id, body.closesDay),
  ),
  operation(
    lead('close', 'closePlanningRound', 'Close a round; proposals and draft lie side by side'),
    ({ tx, actor, params }) => closeRound(tx, actor, params.id),
  ),
  operation(
    { ...lead('gaps', 'fillGap', 'Add what the team did not say'), body: ref(schema.NewGap) },
    ({ tx, actor, params, body }) => fillGap(tx, actor, params.id, body),
  ),
  operation(
    lead('publish', 'publishPlanningRound', 'Publish what grew from a round'),
    ({ tx, actor, params }) => publishRound(tx, actor, params.id),
  ),
]

const answering = [
  operation(
    { ...answer('agree', 'agreeProposal', 'Let an objective grow from it'), body: ref(schema.Agreement) },
    ({ tx, actor, params, body }) => agree(tx, actor, params, body),
  ),
  operation(
    { ...answer('coach', 'coachProposal', 'Ask its author a question back'), body: ref(schema.Question) },
    ({ tx, actor, params, body }) => coach(tx, actor, params, body.question),
  ),
  operation(
    { ...answer('combine', 'combineProposal', 'Let it join an objective'), body: ref(schema.Combine) },
    ({ tx, actor, params, body }) => combine(tx, actor, params, body.objectiveId),
  ),
  operation(
    { ...answer('decline', 'declineProposal', 'Not now, and why'), body: ref(schema.Decline) },
    ({ tx, actor, params, body }) => decline(tx, actor, params, body.reason),
  ),
  operation(
    answer('undo', 'undoAnswer', 'Take an answer back, before the round is published'),
    ({ tx, actor, params }) => undoAnswer(tx, actor, params),
  ),
]

/** Where planning rounds are asked for. */
export const planningRounds: Feature = {
  name: 'planning-rounds',
  description: 'Ask the team first, then shape and publish',
  schemas: roundSchemas,
  operations: [...reading, ...leading, ...authorOperations, ...answering],
}
