import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, paging, ref } from '../http/schema.ts'
import { createKey, findKey, listKeys, revokeKey } from './keys.ts'
import { Key, KeyPage, keySchemas, MadeKey, NewKey, scopeSchema } from './schema.ts'

const operations = [
  operation(
    {
      method: 'POST',
      url: '/keys',
      operationId: 'createKey',
      summary: 'Make a key; its secret is shown this once',
      who: ['admin'],
      scopes: [],
      body: ref(NewKey),
      reply: [201, ref(MadeKey)],
      secret: true,
    },
    ({ tx, actor, body }) => createKey(tx, actor, body),
  ),

  operation(
    {
      method: 'GET',
      url: '/keys',
      operationId: 'listKeys',
      summary: 'List the keys, the newest first',
      who: ['admin'],
      scopes: [],
      query: closed(paging),
      reply: [200, ref(KeyPage)],
    },
    ({ tx, actor, query }) => listKeys(tx, actor, query),
  ),

  operation(
    {
      method: 'GET',
      url: '/keys/:id',
      operationId: 'getKey',
      summary: 'Read a key',
      who: ['admin'],
      scopes: [],
      params: ById,
      reply: [200, ref(Key)],
    },
    ({ tx, actor, params }) => findKey(tx, actor, params.id),
  ),

  operation(
    {
      method: 'DELETE',
      url: '/keys/:id',
      operationId: 'revokeKey',
      summary: 'End a key',
      who: ['admin'],
      scopes: [],
      params: ById,
      reply: [200, ref(Key)],
      refusals: [409],
    },
    ({ tx, actor, params, version }) => revokeKey(tx, actor, params.id, version),
  ),
]

/** Where admins let integrations in; `scopes` are those that the operations of the API ask for. */
export function keysFor(scopes: readonly string[]): Feature {
  return {
    name: 'keys',
    description: 'What may act for an integration, and how far it reaches',
    schemas: [scopeSchema(scopes), ...keySchemas],
    operations,
  }
}
