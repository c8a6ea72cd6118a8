import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, paging, ref } from '../http/schema.ts'
import { KeyResult } from '../key-results/schema.ts'
import { correctCheckIn, recordCheckIn } from './check-ins.ts'
import { listCheckIns } from './list.ts'
import { CheckInPage, checkInSchemas, NewCheckIn, Receipt } from './schema.ts'
import { undoCheckIn } from './undo.ts'

/** Where check-ins are asked for. */
export const checkIns: Feature = {
  name: 'check-ins',
  description: 'Where key results stand',
  schemas: checkInSchemas,
  operations: [
    operation(
      {
        method: 'POST',
        url: '/key-results/:id/check-ins',
        operationId: 'recordCheckIn',
        summary: 'Say where a key result stands',
        who: ['member', 'leader', 'admin'],
        scopes: ['check-ins:write'],
        params: ById,
        body: ref(NewCheckIn),
        reply: [201, ref(Receipt)],
      },
      ({ tx, actor, params, body }) => recordCheckIn(tx, actor, params.id, body),
    ),

    operation(
      {
        method: 'GET',
        url: '/key-results/:id/check-ins',
        operationId: 'listCheckIns',
        summary: 'List the check-ins of a key result',
        scopes: ['check-ins:read'],
        params: ById,
        query: closed(paging),
        reply: [200, ref(CheckInPage)],
      },
      ({ tx, actor, params, query }) => listCheckIns(tx, actor, params.id, query),
    ),

    operation(
      {
        method: 'POST',
        url: '/check-ins/:id/correct',
        operationId: 'correctCheckIn',
        summary: 'Replace a check-in of your own by a better one',
        who: ['member', 'leader', 'admin'],
        scopes: [],
        params: ById,
        body: ref(NewCheckIn),
        reply: [201, ref(Receipt)],
      },
      ({ tx, actor, params, body }) => correctCheckIn(tx, actor, params.id, body),
    ),

    operation(
      {
        method: 'POST',
        url: '/check-ins/:id/undo',
        operationId: 'undoCheckIn',
        summary: 'Take a check-in of your own back, within ten minutes',
        who: ['member', 'leader', 'admin'],
        scopes: [],
        params: ById,
        reply: [200, ref(KeyResult)],
      },
      ({ tx, actor, params }) => undoCheckIn(tx, actor, params.id),
    ),
  ],
}
