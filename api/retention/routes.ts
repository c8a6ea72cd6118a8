import { type Feature, operation } from '../http/operation.ts'
import { closed, ref } from '../http/schema.ts'
import { changeRetention, previewRetention, readRetention } from './retention.ts'
import { previewQuery, Retention, RetentionChange, RetentionPreview, retentionSchemas } from './schema.ts'

/** Where it is said for how long things are kept. */
export const retention: Feature = {
  name: 'retention',
  description: 'For how long things are kept',
  schemas: retentionSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/retention',
        operationId: 'getRetention',
        summary: 'Say for how long things are kept',
        scopes: [],
        reply: [200, ref(Retention)],
      },
      ({ tx, actor }) => readRetention(tx, actor),
    ),

    operation(
      {
        method: 'PATCH',
        url: '/retention',
        operationId: 'changeRetention',
        summary: 'Keep things for a longer or shorter time',
        description: 'What is over then goes in the next night, for good.',
        who: ['admin'],
        scopes: [],
        body: ref(RetentionChange),
        reply: [200, ref(Retention)],
      },
      ({ tx, actor, body, version }) => changeRetention(tx, actor, body, version),
    ),

    operation(
      {
        method: 'GET',
        url: '/retention/preview',
        operationId: 'previewRetention',
        summary: 'Count what would go in the next night',
        description: 'Days as in a change, 0 for ever; what is left out is as it is set.',
        who: ['admin'],
        scopes: [],
        query: closed(previewQuery),
        reply: [200, ref(RetentionPreview)],
      },
      ({ tx, actor, query }) => previewRetention(tx, actor, query),
    ),
  ],
}
