import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { closed, ref } from '../http/schema.ts'
import { streamOf } from '../http/stream-reply.ts'
import { listChanges } from './changes.ts'
import { closeAll } from './hub.ts'
import { ChangePage, changeSchemas } from './schema.ts'
import { streamChanges } from './stream.ts'

const since = Type.Optional(
  Type.String({ maxLength: 500, description: '`next` of the page before; left out: from now on.' }),
)

const stream = operation(
  {
    method: 'GET',
    url: '/changes/stream',
    operationId: 'streamChanges',
    summary: 'Hear what happens, as server-sent events',
    description:
      'Each event is a `change` with a Change as its data and a place in the feed as its id. Go on with Last-Event-ID ' +
      '(or `since`); a block with an id alone is a sign of life. Five streams at once for each credential.',
    scopes: ['changes:read'],
    query: closed({
      since,
      lasts: Type.Integer({
        ...{ minimum: 0, maximum: 3600, default: 3600 },
        description: 'Seconds after which it ends; 0: once what is there was told.',
      }),
    }),
    reply: [200, streamOf('text/event-stream', 'Until it ends.')],
    refusals: [410],
    oneTrip: true,
  },
  streamChanges,
)

/** Nobody waits for streams as the server closes. */
const closing = (app: FastifyInstance, tag: string) => {
  stream(app, tag)
  app.addHook('preClose', async () => closeAll(app.db))
}

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
    Object.assign(closing, { scopes: stream.scopes }),
  ],
}
