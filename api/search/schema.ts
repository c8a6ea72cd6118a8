import Type, { type Static } from 'typebox'
import { closed, Id, oneOf, orNull, ref } from '../http/schema.ts'

export const kinds = ['objective', 'key_result', 'barrier', 'member', 'team'] as const

export const SearchHit = closed(
  {
    id: Id,
    title: Type.String(),
    number: orNull(Type.Integer({ description: 'Of a barrier.' })),
    team: orNull(Type.String({ description: 'The team it belongs to; of a team the one above.' })),
    status: orNull(Type.String({ description: 'How an item stands, or the state of a barrier.' })),
  },
  { $id: 'SearchHit' },
)

export const SearchGroup = closed(
  {
    kind: oneOf(kinds),
    hits: Type.Array(ref(SearchHit)),
    more: Type.Boolean({ description: 'Whether there is more of this kind than is shown.' }),
  },
  { $id: 'SearchGroup' },
)

export const SearchResult = closed(
  { groups: Type.Array(ref(SearchGroup), { description: 'Kinds without a hit are left out.' }) },
  { $id: 'SearchResult', description: 'What was found, by kind.' },
)

export type SearchHitDto = Static<typeof SearchHit>
export type SearchResultDto = Static<typeof SearchResult>
export const searchSchemas = [SearchHit, SearchGroup, SearchResult]
