import Type from 'typebox'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, paging, ref } from '../http/schema.ts'
import { findMember, listMembers, whoAmI } from './members.ts'
import { Me, Member, MemberPage, memberSchemas } from './schema.ts'

/** Where people are asked for. */
export const members: Feature = {
  name: 'members',
  description: 'The people of the workspace',
  schemas: memberSchemas,
  operations: [
    operation(
      {
        method: 'GET',
        url: '/me',
        operationId: 'getMe',
        summary: 'Who am I, and what may this credential do?',
        scopes: ['me:read'],
        reply: [200, ref(Me)],
      },
      ({ tx, actor }) => whoAmI(tx, actor),
    ),

    operation(
      {
        method: 'GET',
        url: '/members',
        operationId: 'listMembers',
        summary: 'List the people of the workspace',
        scopes: ['members:read'],
        query: closed({
          ...paging,
          q: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
          teamId: Type.Optional(Id),
        }),
        reply: [200, ref(MemberPage)],
      },
      ({ tx, actor, query }) => listMembers(tx, actor, query),
    ),

    operation(
      {
        method: 'GET',
        url: '/members/:id',
        operationId: 'getMember',
        summary: 'Read a person',
        scopes: ['members:read'],
        params: ById,
        reply: [200, ref(Member)],
      },
      ({ tx, actor, params }) => findMember(tx, actor, params.id),
    ),
  ],
}
