import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, paging, ref } from '../http/schema.ts'
import { KeyResult } from '../key-results/schema.ts'
import { fedBy } from '../objectives/external.ts'
import { ByExternalId } from '../objectives/external-schema.ts'
import { Objective } from '../objectives/schema.ts'
import { recordByHand, undoByHand } from './by-hand.ts'
import { correctCheckIn, readForCheckIn, recordCheckIn } from './check-ins.ts'
import { listByHand, listCheckIns } from './list.ts'
import { recordMany } from './many.ts'
import {
  CheckInPage,
  checkInSchemas,
  ManyCheckIns,
  ManyReplies,
  NewCheckIn,
  NewCheckInByHand,
  Receipt,
  ReceiptByHand,
} from './schema.ts'
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
        ahead: ({ tx, actor, params }) => readForCheckIn(tx, actor, params.id),
      },
      ({ tx, actor, params, body, ahead }) => recordCheckIn(tx, actor, params.id, body, ahead),
    ),

    operation(
      {
        method: 'POST',
        url: '/key-results/by-external-id/:source/:externalId/check-ins',
        operationId: 'recordCheckInByExternalId',
        summary: 'Say where a key result stands that another system knows by its own id',
        who: ['member', 'leader', 'admin'],
        scopes: ['check-ins:write'],
        params: ByExternalId,
        body: ref(NewCheckIn),
        reply: [201, ref(Receipt)],
      },
      async ({ tx, actor, params, body, request }) => {
        const id = await fedBy(tx, actor, 'key_result', params)
        request.subjectId = id
        return recordCheckIn(tx, actor, id, body)
      },
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
        url: '/check-ins',
        operationId: 'recordManyCheckIns',
        summary: 'Say where many key results stand, each answered for itself',
        description: `A row that is refused takes nothing back of the others. A body that is not as described (a value of
more than six decimals, both or neither of \`keyResultId\` and \`external\`) is refused whole: 400 with the row.`,
        who: ['member', 'leader', 'admin'],
        scopes: ['check-ins:write'],
        body: ref(ManyCheckIns),
        reply: [200, ref(ManyReplies)],
      },
      ({ tx, actor, body }) => recordMany(tx, actor, body),
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

    operation(
      {
        method: 'POST',
        url: '/objectives/:id/check-ins',
        operationId: 'recordCheckInByHand',
        summary: 'Say how far an objective is that is followed by hand',
        who: ['member', 'leader', 'admin'],
        scopes: ['check-ins:write'],
        params: ById,
        body: ref(NewCheckInByHand),
        reply: [201, ref(ReceiptByHand)],
        current: ref(Objective),
      },
      ({ tx, actor, params, body }) => recordByHand(tx, actor, params.id, body),
    ),

    operation(
      {
        method: 'GET',
        url: '/objectives/:id/check-ins',
        operationId: 'listCheckInsByHand',
        summary: 'List the check-ins by hand of an objective',
        scopes: ['check-ins:read'],
        params: ById,
        query: closed(paging),
        reply: [200, ref(CheckInPage)],
      },
      ({ tx, actor, params, query }) => listByHand(tx, actor, params.id, query),
    ),

    operation(
      {
        method: 'POST',
        url: '/objectives/:id/check-ins/:checkInId/undo',
        operationId: 'undoCheckInByHand',
        summary: 'Take a check-in by hand of your own back, within ten minutes',
        who: ['member', 'leader', 'admin'],
        scopes: [],
        params: closed({ id: Id, checkInId: Id }),
        reply: [200, ref(Objective)],
      },
      ({ tx, actor, params }) => undoByHand(tx, actor, params.id, params.checkInId),
    ),
  ],
}
