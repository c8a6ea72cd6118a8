import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, ref } from '../http/schema.ts'
import type { Kind } from './carry.ts'
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
  schemas: reviewSchemas,
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
  ],
}
