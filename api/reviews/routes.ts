import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, ref } from '../http/schema.ts'
import type { Kind } from './carry.ts'
import {
  Challenge,
  ChallengeList,
  ChallengeReply,
  challengeSchemas,
  NewChallenge,
} from './challenge-schema.ts'
import { answerChallenge, challenge, listChallenges } from './challenges.ts'
import { answerMidway } from './midway.ts'
import { Midway, MidwayAnswer } from './midway-schema.ts'
import { readMyReviews } from './my-reviews.ts'
import { MyReviews, myReviewsSchemas } from './my-reviews-schema.ts'
import { reviewSchemas, Settled, Settling, TeamReview } from './schema.ts'
import { settle } from './settle.ts'
import { readTeamReview } from './team-review.ts'

const settleOperation = (kind: Kind, root: string, operationId: string, what: string) =>
  operation(
    {
      method: 'POST',
      url: `/${root}/:id/settle`,
      operationId,
      summary: `End ${what} with its score, and stop it or carry it forward`,
      description:
        'One transaction, safe to repeat. Without a score the one that the facts suggest is taken; another one needs ' +
        'a reason. Carried, it goes on in a later cycle from where it stands, with its parents and its path. A closed ' +
        'cycle still takes this.',
      who: ['member', 'leader', 'admin'],
      scopes: [],
      params: ById,
      body: ref(Settling),
      reply: [200, ref(Settled)],
      refusals: [409],
    },
    ({ tx, actor, params, body }) => settle(tx, actor, kind, params.id, body),
  )

/** Where reviews are asked for. */
export const reviews: Feature = {
  name: 'reviews',
  description: 'How a cycle went: half time, scores, what goes on',
  schemas: [...reviewSchemas, MidwayAnswer, Midway, ...challengeSchemas, ...myReviewsSchemas],
  operations: [
    operation(
      {
        method: 'GET',
        url: '/teams/:id/review',
        operationId: 'getTeamReview',
        summary: "Read how a team's cycle went",
        description: 'Without cycleId it is the cycle under review, else the one that runs.',
        scopes: ['boards:read'],
        params: ById,
        query: closed({ cycleId: Type.Optional(Id) }),
        reply: [200, ref(TeamReview)],
        refusals: [409],
      },
      ({ tx, actor, params, query }) => readTeamReview(tx, actor, params.id, query.cycleId),
    ),
    settleOperation('objective', 'objectives', 'settleObjective', 'an objective'),
    settleOperation('key_result', 'key-results', 'settleKeyResult', 'a key result'),

    operation(
      {
        method: 'GET',
        url: '/my-reviews',
        operationId: 'getMyReviews',
        summary: 'Read what a cycle asks of me now',
        description:
          'Half way keep, change or stop; in the last two weeks the teams with open items; challenges to answer.',
        scopes: [],
        reply: [200, ref(MyReviews)],
      },
      ({ tx, actor }) => readMyReviews(tx, actor),
    ),

    operation(
      {
        method: 'POST',
        url: '/key-results/:id/midway',
        operationId: 'answerMidway',
        summary: 'Say half way whether a key result is kept, changed or stopped',
        who: ['member', 'leader', 'admin'],
        scopes: [],
        params: ById,
        body: ref(MidwayAnswer),
        reply: [200, ref(Midway)],
        refusals: [409],
      },
      ({ tx, actor, params, body }) => answerMidway(tx, actor, params.id, body),
    ),

    operation(
      {
        method: 'GET',
        url: '/key-results/:id/challenges',
        operationId: 'listChallenges',
        summary: 'List what was said against a key result',
        scopes: ['key-results:read'],
        params: ById,
        reply: [200, ref(ChallengeList)],
      },
      ({ tx, actor, params }) => listChallenges(tx, actor, params.id),
    ),

    operation(
      {
        method: 'POST',
        url: '/key-results/:id/challenges',
        operationId: 'challengeKeyResult',
        summary: 'Say that a key result measures the wrong thing',
        who: ['member', 'leader', 'admin'],
        scopes: [],
        params: ById,
        body: ref(NewChallenge),
        reply: [201, ref(Challenge)],
        refusals: [409],
      },
      ({ tx, actor, params, body }) => challenge(tx, actor, params.id, body.words),
    ),

    operation(
      {
        method: 'POST',
        url: '/challenges/:id/answer',
        operationId: 'answerChallenge',
        summary: 'Answer a challenge: keep with a reason, change, or ask again',
        who: ['member', 'leader', 'admin'],
        scopes: [],
        params: ById,
        body: ref(ChallengeReply),
        reply: [200, ref(Challenge)],
        refusals: [409],
      },
      ({ tx, actor, params, body }) => answerChallenge(tx, actor, params.id, body),
    ),
  ],
}
