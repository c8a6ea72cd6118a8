import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, ref } from '../http/schema.ts'
import { BarrierMovement, MyFigures, Promises } from './figures-schema.ts'
import { readMovement, readMyFigures, readPromises } from './read-figures.ts'

/** Where the figures of barriers are asked for. */
export const figureOperations: Feature['operations'] = [
  operation(
    {
      method: 'GET',
      url: '/barriers/promises',
      operationId: 'readPromises',
      summary: 'Promises kept to a team',
      scopes: ['barriers:read'],
      query: closed({ teamId: Id }),
      reply: [200, ref(Promises)],
    },
    ({ tx, actor, query }) => readPromises(tx, actor, query.teamId),
  ),
  operation(
    {
      method: 'GET',
      url: '/barriers/my-figures',
      operationId: 'readMyFigures',
      summary: 'How you answer what you are asked, for you alone',
      who: ['member', 'leader', 'admin'],
      scopes: [],
      reply: [200, ref(MyFigures)],
    },
    ({ tx, actor }) => readMyFigures(tx, actor),
  ),
  operation(
    {
      method: 'GET',
      url: '/barriers/:id/movement',
      operationId: 'readMovement',
      summary: 'What it cost: movement per week before, during and after',
      scopes: ['barriers:read'],
      params: ById,
      reply: [200, ref(BarrierMovement)],
    },
    ({ tx, actor, params }) => readMovement(tx, actor, params.id),
  ),
]
