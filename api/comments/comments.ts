import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, notFound, wrongState } from '../errors.ts'
import { type Audience, record, sourceOf } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { reach } from '../http/reach.ts'
import { edit } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { seeing } from '../members/seeing.ts'
import { CommentEntity, CommentMentionEntity, type CommentRow } from './entity.ts'
import type { CommentDto, CommentEditInput, NewCommentInput } from './schema.ts'
import { type CommentSubject, countUp, propertyOf, type Subjects, subjectOf } from './subjects.ts'

type SeenComment = CommentRow & { mentions: string[] }

/** Writes beneath an item, open or closed. 404 out of sight, 400 for mentioning somebody who does not see it. */
export async function writeComment(
  tx: Tx,
  actor: Actor,
  subjects: Subjects,
  input: NewCommentInput,
): Promise<CommentDto> {
  const { subject } = input
  const audience = await subjects[subject.kind](tx, actor, subject.id)
  const mentions = await seeing(tx, actor, audience, input.mentions ?? [], '/mentions')
  await reach(tx, actor, 'mention', mentions.length)
  const source = sourceOf(actor)
  const row: CommentRow = {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    ...{ objectiveId: null, keyResultId: null, checkInId: null, winId: null, barrierId: null },
    [propertyOf[subject.kind]]: subject.id,
    authorId: actor.memberId,
    text: input.text.trim(),
    createdAt: actor.now,
    source: source === 'worker' ? 'api' : source,
    surface: actor.surface,
    ...{ editedAt: null, removedAt: null, removedBy: null },
    ...{ version: 1, revision: 1 },
  }
  await tx.insert(CommentEntity, row)
  await mention(tx, actor, row.id, mentions)
  await happened(tx, actor, 'comment.written', { subject, audience, commentId: row.id, mentions })
  return toComment({ ...row, mentions }, actor)
}

/** Changes one's own comment. 403 for another's, 409 once it was removed, 412 when it changed meanwhile. */
export async function editComment(
  tx: Tx,
  actor: Actor,
  subjects: Subjects,
  { id, version, input }: { id: string; version: number | null; input: CommentEditInput },
): Promise<CommentDto> {
  const { row, subject, audience } = await findComment(tx, actor, subjects, id)
  if (!isAuthor(actor, row)) throw forbidden('A comment is changed by its author.')
  if (row.removedAt) throw wrongState('This comment was removed.')
  const mentions = input.mentions
    ? await seeing(tx, actor, audience, input.mentions, '/mentions')
    : row.mentions
  const added = mentions.filter((memberId) => !row.mentions.includes(memberId))
  await reach(tx, actor, 'mention', added.length)
  const set = { text: input.text.trim(), editedAt: actor.now }
  const edited = await edit(tx, actor, CommentEntity, row, version, set)
  await forget(tx, actor, id)
  await mention(tx, actor, id, mentions)
  await happened(tx, actor, 'comment.edited', { subject, audience, commentId: id, mentions: added })
  return toComment({ ...edited, mentions }, actor)
}

/** Empties a comment; that there was one is kept. Its author and admins who see it may. */
export async function removeComment(
  tx: Tx,
  actor: Actor,
  subjects: Subjects,
  { id, version }: { id: string; version: number | null },
): Promise<undefined> {
  const { row, subject, audience } = await findComment(tx, actor, subjects, id)
  if (!mayRemove(actor, row)) throw forbidden('A comment is removed by its author or an admin.')
  if (row.removedAt) throw wrongState('This comment was removed already.')
  const set = { text: null, removedAt: actor.now, removedBy: actor.memberId }
  await edit(tx, actor, CommentEntity, row, version, set)
  await forget(tx, actor, id)
  await happened(tx, actor, 'comment.removed', { subject, audience, commentId: id, mentions: [] })
}

/** One comment, if its subject is there for the actor; 404 otherwise. */
export async function readComment(tx: Tx, actor: Actor, subjects: Subjects, id: string): Promise<CommentDto> {
  return toComment((await findComment(tx, actor, subjects, id)).row, actor)
}

const columns = `c.workspace_id AS "workspaceId", c.id, c.objective_id AS "objectiveId",
  c.key_result_id AS "keyResultId", c.check_in_id AS "checkInId", c.win_id AS "winId", c.barrier_id AS "barrierId",
  c.author_id AS "authorId", c.text, c.created_at AS "createdAt", c.source, c.surface, c.edited_at AS "editedAt",
  c.removed_at AS "removedAt", c.removed_by AS "removedBy", c.version, c.revision,
  array(SELECT m.member_id FROM comment_mentions m WHERE m.workspace_id = c.workspace_id AND m.comment_id = c.id
    ORDER BY m.member_id)::uuid[] AS mentions`

interface FoundComment {
  row: SeenComment
  subject: CommentSubject
  audience: Audience
}

async function findComment(tx: Tx, actor: Actor, subjects: Subjects, id: string): Promise<FoundComment> {
  const statement = `SELECT ${columns} FROM comments c WHERE c.workspace_id = $1 AND c.id = $2`
  const row = await first<SeenComment>(tx, statement, [actor.workspaceId, id])
  if (!row) throw notFound('comment')
  const subject = subjectOf(row)
  const audience = await subjects[subject.kind](tx, actor, subject.id).catch(() => {
    throw notFound('comment')
  })
  return { row, subject, audience }
}

export interface ListComments {
  limit: number
  cursor?: string
  subjectKind: CommentSubject['kind']
  subjectId: string
}

/** The comments on one subject, oldest first; removed ones are there, emptied. */
export async function listComments(tx: Tx, actor: Actor, subjects: Subjects, query: ListComments) {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'comments', filters, cursor)
  await subjects[query.subjectKind](tx, actor, query.subjectId)
  const found = await rows<SeenComment>(
    tx,
    `SELECT ${columns} FROM comments c WHERE c.workspace_id = $1 AND c.${query.subjectKind}_id = $2
      AND ($3::timestamptz IS NULL OR (c.created_at, c.id) > ($3, $4::uuid))
      ORDER BY c.created_at, c.id LIMIT $5`,
    [actor.workspaceId, query.subjectId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  )
  const keys = (row: SeenComment) => [row.createdAt.toISOString(), row.id]
  const { data, nextCursor } = page(actor, 'comments', query, found, keys)
  return { data: data.map((row) => toComment(row, actor)), nextCursor }
}

async function mention(tx: Tx, actor: Actor, commentId: string, members: readonly string[]): Promise<void> {
  if (members.length === 0) return
  const { workspaceId } = actor
  await tx.insert(
    CommentMentionEntity,
    members.map((memberId) => ({ workspaceId, commentId, memberId })),
  )
}

async function forget(tx: Tx, actor: Actor, commentId: string): Promise<void> {
  await tx.delete(CommentMentionEntity, { workspaceId: actor.workspaceId, commentId })
}

interface Said {
  subject: CommentSubject
  audience: Audience
  commentId: string
  /** Who is to learn that they were mentioned just now. */
  mentions: string[]
}

async function happened(tx: Tx, actor: Actor, kind: string, said: Said): Promise<void> {
  const { subject, audience, commentId, mentions } = said
  await record(tx, actor, { kind, subject, audience, data: { commentId, mentions } })
  await countUp(tx, actor, subject)
}

function isAuthor(actor: Actor, row: CommentRow): boolean {
  return actor.memberId !== null && row.authorId === actor.memberId
}

function mayRemove(actor: Actor, row: CommentRow): boolean {
  return isAuthor(actor, row) || (actor.admin && actor.memberId !== null)
}

/** The row as the actor is shown it. */
function toComment(row: SeenComment, actor: Actor): CommentDto {
  const { id, authorId, text, mentions, source, version, revision } = row
  const there = row.removedAt === null
  return {
    ...{ id, authorId, text, mentions, source, version, revision },
    subject: subjectOf(row),
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    removedAt: row.removedAt?.toISOString() ?? null,
    can: { edit: there && isAuthor(actor, row), remove: there && mayRemove(actor, row) },
  }
}
