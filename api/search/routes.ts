import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { closed, line, oneOf, ref } from '../http/schema.ts'
import { kinds, SearchResult, searchSchemas } from './schema.ts'
import { search } from './search.ts'

/** Where anything is looked for. */
export const searching: Feature = {
  name: 'search',
  description: 'Finding goals, measures, barriers, people and teams',
  schemas: searchSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/search',
        operationId: 'search',
        summary: 'Find goals, measures, barriers, people and teams by the beginnings of their words',
        description:
          'Accents do not matter; ä is found as a and as ae. New words are found within a second or so.',
        scopes: ['objectives:read', 'key-results:read', 'barriers:read', 'members:read', 'teams:read'],
        query: closed({
          q: line(100),
          kind: Type.Optional(oneOf(kinds)),
          limit: Type.Integer({ minimum: 1, maximum: 50, default: 5 }),
        }),
        reply: [200, ref(SearchResult)],
      },
      ({ tx, actor, query }) => search(tx, actor, query),
    ),
  ],
}
