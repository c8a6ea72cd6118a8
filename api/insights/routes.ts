import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, ref } from '../http/schema.ts'
import { readInsights } from './insights.ts'
import { Insights, insightSchemas, Worth } from './schema.ts'
import { answerWorth } from './worth.ts'

/** Where insights are asked for. */
export const insights: Feature = {
  name: 'insights',
  description: 'Is reporting busywork? Figures about groups, none about a person',
  schemas: insightSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/insights',
        operationId: 'getInsights',
        summary: 'Read whether reporting is worth its time',
        description:
          'For a team with all below it; without teamId the first one you lead, for admins the workspace. Below five ' +
          'people a team is shown with the next one above. Nothing is about a person.',
        who: ['leader', 'admin'],
        scopes: [],
        query: closed({ teamId: Type.Optional(Id) }),
        reply: [200, ref(Insights)],
      },
      ({ tx, actor, query }) => readInsights(tx, actor, query.teamId),
    ),

    operation(
      {
        method: 'POST',
        url: '/check-ins/:id/worth',
        operationId: 'answerWorth',
        summary: 'Say whether a check-in of your own was worth your time',
        description:
          'Kept without its author, its check-in and its day; only the share of a group of five or more is ever shown. ' +
          'The reply is not stored, so a repeat is answered 409.',
        who: ['member', 'leader', 'admin'],
        scopes: [],
        discreet: true,
        params: ById,
        body: ref(Worth),
        reply: [204],
        refusals: [409],
      },
      ({ tx, actor, params, body, request }) => {
        request.unlinked = true
        return answerWorth(tx, actor, params.id, body.worth)
      },
    ),
  ],
}
