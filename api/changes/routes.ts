import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { closed, ref } from '../http/schema.ts'
import { listChanges } from './changes.ts'
import { ChangePage, changeSchemas } from './schema.ts'

const since = Type.Optional(
  Type.String({ maxLength: 500, description: '`next` of the page before; left out: from now on.' }),
)

/** Where programs and screens hear what happened. */
export const changes: Feature = {
  name: 'changes',
  description: 'What happened, in order, as far as one may see it',
  schemas: changeSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/changes',
        operationId: 'listChanges',
        summary: 'List what happened since a place in the feed',
        description:
          'First ask without `since`, then read what you keep, then ask on with `next`: nothing is missed and nothing told ' +
          'twice. A change with `gone` is a tombstone: forget its subject. 410: begin anew.',
        scopes: ['changes:read'],
        query: closed({
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
          since,
        }),
        reply: [200, ref(ChangePage)],
        refusals: [410],
        oneTrip: true,
      },
      ({ tx, actor, query }) => listChanges(tx, actor, query),
    ),
  ],
}
