import Type, { type Static } from 'typebox'
import { closed, Id, Instant, line, oneOf, orNull, pageOf, Revision, ref, Version } from '../http/schema.ts'

export const commentKinds = ['objective', 'key_result', 'check_in', 'barrier', 'win'] as const

export const CommentSubject = closed(
  { kind: oneOf(commentKinds), id: Id },
  { $id: 'CommentSubject', description: 'What is commented on.' },
)

export const CommentRights = closed(
  { edit: Type.Boolean(), remove: Type.Boolean() },
  { $id: 'CommentRights' },
)

export const Comment = closed(
  {
    id: Id,
    subject: ref(CommentSubject),
    authorId: orNull(Id),
    text: orNull(Type.String({ description: 'Null once it was removed.' })),
    mentions: Type.Array(Id),
    createdAt: Instant,
    editedAt: orNull(Instant),
    removedAt: orNull(Instant),
    source: oneOf(['person', 'api', 'import']),
    version: Version,
    revision: Revision,
    can: ref(CommentRights),
  },
  { $id: 'Comment', description: 'What somebody wrote beneath an item.' },
)
export const CommentPage = pageOf(Comment)

const text = line(4000)
const mentions = Type.Optional(
  Type.Array(Id, { maxItems: 50, description: 'Members who are mentioned; all must see the subject.' }),
)

export const NewComment = closed({ subject: ref(CommentSubject), text, mentions }, { $id: 'NewComment' })
export const CommentEdit = closed(
  { text, mentions },
  { $id: 'CommentEdit', description: 'Without mentions they stay as they are.' },
)

export type CommentDto = Static<typeof Comment>
export type NewCommentInput = Static<typeof NewComment>
export type CommentEditInput = Static<typeof CommentEdit>
export const commentSchemas = [CommentSubject, CommentRights, Comment, CommentPage, NewComment, CommentEdit]
