import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, paging, ref } from '../http/schema.ts'
import { createObjective, findObjective, listObjectives, toObjective } from './objectives.ts'
import { NewObjective, Objective, ObjectivePage, objectiveSchemas } from './schema.ts'

/** Where objectives are asked for. */
export const objectives: Feature = {
  name: 'objectives',
  description: 'Goals, with their why',
  schemas: objectiveSchemas,
  operations: [
    operation(
      {
        method: 'POST',
        url: '/objectives',
        operationId: 'createObjective',
        summary: 'Write an objective',
        who: ['member', 'leader', 'admin'],
        scopes: ['objectives:write'],
        body: ref(NewObjective),
        reply: [201, ref(Objective)],
      },
      ({ tx, actor, body }) => createObjective(tx, actor, body),
    ),

    operation(
      {
        method: 'GET',
        url: '/objectives',
        operationId: 'listObjectives',
        summary: 'List objectives',
        scopes: ['objectives:read'],
        query: closed({
          ...paging,
          teamId: Type.Optional(Id),
          ownerId: Type.Optional(Id),
          cycleId: Type.Optional(Id),
        }),
        reply: [200, ref(ObjectivePage)],
      },
      ({ tx, actor, query }) => listObjectives(tx, actor, query),
    ),

    operation(
      {
        method: 'GET',
        url: '/objectives/:id',
        operationId: 'getObjective',
        summary: 'Read an objective',
        scopes: ['objectives:read'],
        params: ById,
        reply: [200, ref(Objective)],
      },
      async ({ tx, actor, params }) => toObjective(await findObjective(tx, actor, params.id), actor),
    ),
  ],
}
