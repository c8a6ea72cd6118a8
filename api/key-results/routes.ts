import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, paging, ref } from '../http/schema.ts'
import { createKeyResult, findKeyResult, listKeyResults, toKeyResult } from './key-results.ts'
import { KeyResult, KeyResultPage, keyResultSchemas, NewKeyResult } from './schema.ts'

/** Where key results are asked for. */
export const keyResults: Feature = {
  name: 'key-results',
  description: 'Numbers that show an objective is reached',
  schemas: keyResultSchemas,
  operations: [
    operation(
      {
        method: 'POST',
        url: '/key-results',
        operationId: 'createKeyResult',
        summary: 'Write a key result',
        who: ['member', 'leader', 'admin'],
        scopes: ['key-results:write'],
        body: ref(NewKeyResult),
        reply: [201, ref(KeyResult)],
      },
      ({ tx, actor, body }) => createKeyResult(tx, actor, body),
    ),

    operation(
      {
        method: 'GET',
        url: '/key-results',
        operationId: 'listKeyResults',
        summary: 'List key results',
        scopes: ['key-results:read'],
        query: closed({
          ...paging,
          teamId: Type.Optional(Id),
          ownerId: Type.Optional(Id),
          cycleId: Type.Optional(Id),
        }),
        reply: [200, ref(KeyResultPage)],
      },
      ({ tx, actor, query }) => listKeyResults(tx, actor, query),
    ),

    operation(
      {
        method: 'GET',
        url: '/key-results/:id',
        operationId: 'getKeyResult',
        summary: 'Read a key result',
        scopes: ['key-results:read'],
        params: ById,
        reply: [200, ref(KeyResult)],
      },
      async ({ tx, actor, params }) => toKeyResult(await findKeyResult(tx, actor, params.id), actor),
    ),
  ],
}
