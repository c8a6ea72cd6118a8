import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, Id, oneOf, paging, ref } from '../http/schema.ts'
import { editComment, listComments, readComment, removeComment, writeComment } from './comments.ts'
import { Comment, CommentEdit, CommentPage, commentKinds, commentSchemas, NewComment } from './schema.ts'
import type { Subjects } from './subjects.ts'

/** Where comments are asked for; given how to find whatever can be commented on. */
export const commentsOn = (subjects: Subjects): Feature => ({
  name: 'comments',
  description: 'What people write beneath goals, check-ins, barriers and wins',
  schemas: commentSchemas,
  operations: [write, list, read, change, remove].map((make) => make(subjects)),
})

const write = (subjects: Subjects) =>
  operation(
    {
      method: 'POST',
      url: '/comments',
      operationId: 'writeComment',
      summary: 'Comment on an item',
      scopes: ['comments:write'],
      body: ref(NewComment),
      reply: [201, ref(Comment)],
    },
    ({ tx, actor, body }) => writeComment(tx, actor, subjects, body),
  )

const list = (subjects: Subjects) =>
  operation(
    {
      method: 'GET',
      url: '/comments',
      operationId: 'listComments',
      summary: 'List the comments on an item, oldest first',
      scopes: ['comments:read'],
      query: closed({ ...paging, subjectKind: oneOf(commentKinds), subjectId: Id }),
      reply: [200, ref(CommentPage)],
    },
    ({ tx, actor, query }) => listComments(tx, actor, subjects, query),
  )

const read = (subjects: Subjects) =>
  operation(
    {
      method: 'GET',
      url: '/comments/:id',
      operationId: 'getComment',
      summary: 'Read a comment',
      scopes: ['comments:read'],
      params: ById,
      reply: [200, ref(Comment)],
    },
    ({ tx, actor, params }) => readComment(tx, actor, subjects, params.id),
  )

const change = (subjects: Subjects) =>
  operation(
    {
      method: 'PATCH',
      url: '/comments/:id',
      operationId: 'editComment',
      summary: 'Change a comment of your own',
      scopes: [],
      params: ById,
      body: ref(CommentEdit),
      reply: [200, ref(Comment)],
      refusals: [409],
    },
    ({ tx, actor, params: { id }, version, body: input }) =>
      editComment(tx, actor, subjects, { id, version, input }),
  )

const remove = (subjects: Subjects) =>
  operation(
    {
      method: 'DELETE',
      url: '/comments/:id',
      operationId: 'removeComment',
      summary: 'Remove a comment: it is emptied, and kept as removed',
      scopes: [],
      params: ById,
      reply: [204],
      refusals: [409],
    },
    ({ tx, actor, params: { id }, version }) => removeComment(tx, actor, subjects, { id, version }),
  )
