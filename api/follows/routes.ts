import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, paging, ref } from '../http/schema.ts'
import { follow, listFollows, look, unfollow } from './follows.ts'
import { Follow, FollowPage, followSchemas, Looked, NewFollow } from './schema.ts'

/** Where following is asked for; always about oneself. */
export const follows: Feature = {
  name: 'follows',
  description: 'What a person follows, and what of it moved since they looked',
  schemas: followSchemas,
  operations: [
    operation(
      {
        method: 'POST',
        url: '/follows',
        operationId: 'follow',
        summary: 'Follow a goal or measure',
        scopes: [],
        body: ref(NewFollow),
        reply: [201, ref(Follow)],
      },
      ({ tx, actor, body }) => follow(tx, actor, body),
    ),

    operation(
      {
        method: 'GET',
        url: '/follows',
        operationId: 'listFollows',
        summary: 'List what the reader follows, and what moved',
        scopes: [],
        query: closed({
          ...paging,
          subjectId: Type.Optional(Id),
          moved: Type.Optional(Type.Boolean({ description: 'Only what moved since the reader looked.' })),
        }),
        reply: [200, ref(FollowPage)],
      },
      ({ tx, actor, query }) => listFollows(tx, actor, query),
    ),

    operation(
      {
        method: 'POST',
        url: '/follows/:id/end',
        operationId: 'unfollow',
        summary: 'Follow something no more',
        scopes: [],
        params: ById,
        reply: [204],
      },
      ({ tx, actor, params }) => unfollow(tx, actor, params.id),
    ),

    operation(
      {
        method: 'POST',
        url: '/follows/looked',
        operationId: 'lookAtFollows',
        summary: 'Note until when the reader looked',
        scopes: [],
        body: ref(Looked),
        reply: [204],
      },
      ({ tx, actor, body }) => look(tx, actor, body),
    ),
  ],
}
