import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, oneOf, paging, ref } from '../http/schema.ts'
import { changeCycle, createCycle, findCycle, listCycles, moveCycle, toCycle } from './cycles.ts'
import { Cycle, CycleChange, CyclePage, cycleSchemas, cycleStates, NewCycle } from './schema.ts'

const move = (word: 'start' | 'review' | 'close', to: 'active' | 'reviewing' | 'closed', summary: string) =>
  operation(
    {
      method: 'POST',
      url: `/cycles/:id/${word}`,
      operationId: `${word}Cycle`,
      summary,
      who: ['admin'],
      scopes: [],
      params: ById,
      reply: [200, ref(Cycle)],
    },
    ({ tx, actor, params }) => moveCycle(tx, actor, params.id, to),
  )

/** Where cycles are asked for. */
export const cycles: Feature = {
  name: 'cycles',
  description: 'Periods, usually quarters',
  schemas: cycleSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/cycles',
        operationId: 'listCycles',
        summary: 'List the cycles, the latest first',
        scopes: ['cycles:read'],
        query: closed({ ...paging, state: Type.Optional(oneOf(cycleStates)) }),
        reply: [200, ref(CyclePage)],
      },
      ({ tx, actor, query }) => listCycles(tx, actor, query),
    ),

    operation(
      {
        method: 'POST',
        url: '/cycles',
        operationId: 'createCycle',
        summary: 'Make a cycle',
        who: ['admin'],
        scopes: [],
        body: ref(NewCycle),
        reply: [201, ref(Cycle)],
      },
      ({ tx, actor, body }) => createCycle(tx, actor, body),
    ),

    operation(
      {
        method: 'GET',
        url: '/cycles/:id',
        operationId: 'getCycle',
        summary: 'Read a cycle',
        scopes: ['cycles:read'],
        params: ById,
        reply: [200, ref(Cycle)],
      },
      async ({ tx, actor, params }) => toCycle(await findCycle(tx, actor, params.id), actor),
    ),

    operation(
      {
        method: 'PATCH',
        url: '/cycles/:id',
        operationId: 'changeCycle',
        summary: 'Name a cycle or move its days',
        who: ['admin'],
        scopes: [],
        params: ById,
        body: ref(CycleChange),
        reply: [200, ref(Cycle)],
        refusals: [409],
      },
      ({ tx, actor, params, body, version }) => changeCycle(tx, actor, params.id, body, version),
    ),

    move('start', 'active', 'Begin a cycle that was planned'),
    move('review', 'reviewing', 'Go on from doing to looking back'),
    move('close', 'closed', 'Close a cycle that was looked back on'),
  ],
}
