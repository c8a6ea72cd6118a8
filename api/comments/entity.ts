import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  id,
  instant,
  inWorkspace,
  nullable,
  revision,
  text,
  uuid,
  version,
  workspaceId,
} from '../database/columns.ts'

/** What somebody wrote beneath an item. Removed: emptied and kept. */
export interface CommentRow {
  workspaceId: string
  id: string
  objectiveId: string | null
  keyResultId: string | null
  checkInId: string | null
  winId: string | null
  barrierId: string | null
  authorId: string | null
  text: string | null
  createdAt: Date
  source: 'person' | 'api' | 'import'
  surface: string
  editedAt: Date | null
  removedAt: Date | null
  removedBy: string | null
  version: number
  revision: number
}

const subjects = [
  ['objectives', 'objectiveId', 'objective'],
  ['key_results', 'keyResultId', 'key_result'],
  ['check_ins', 'checkInId', 'check_in'],
  ['wins', 'winId', 'win'],
  ['barriers', 'barrierId', 'barrier'],
] as const

export const CommentEntity = new EntitySchema<CommentRow>({
  name: 'comments',
  tableName: 'comments',
  columns: {
    workspaceId,
    id,
    objectiveId: nullable(uuid),
    keyResultId: nullable(uuid),
    checkInId: nullable(uuid),
    winId: nullable(uuid),
    barrierId: nullable(uuid),
    authorId: nullable(uuid),
    text: nullable(text),
    createdAt: instant,
    source: text,
    surface: text,
    editedAt: nullable(instant),
    removedAt: nullable(instant),
    removedBy: nullable(uuid),
    version,
    revision,
  },
  foreignKeys: [
    inWorkspace('comments'),
    ...subjects.map(([table, property, name]) => belongsTo(table, property, `comments_${name}_fk`)),
    belongsTo('members', 'authorId', 'comments_author_fk'),
  ],
  checks: [
    {
      name: 'comments_one_subject_ck',
      expression: 'num_nonnulls(objective_id, key_result_id, check_in_id, win_id, barrier_id) = 1',
    },
    { name: 'comments_removed_ck', expression: '(removed_at IS NULL) = (text IS NOT NULL)' },
    { name: 'comments_source_ck', expression: `source IN ('person', 'api', 'import')` },
  ],
  indices: [
    ...subjects.map(([, property, name]) => ({
      name: `comments_${name}`,
      columns: ['workspaceId' as const, property, 'createdAt' as const],
      where: `${name}_id IS NOT NULL`,
    })),
    { name: 'comments_author', columns: ['workspaceId', 'authorId'] },
  ],
})

export interface CommentMentionRow {
  workspaceId: string
  commentId: string
  memberId: string
}

export const CommentMentionEntity = new EntitySchema<CommentMentionRow>({
  name: 'comment_mentions',
  tableName: 'comment_mentions',
  columns: {
    workspaceId,
    commentId: { ...uuid, primary: true },
    memberId: { ...uuid, primary: true },
  },
  foreignKeys: [
    inWorkspace('comment_mentions'),
    belongsTo('comments', 'commentId', 'comment_mentions_comment_fk'),
    belongsTo('members', 'memberId', 'comment_mentions_member_fk'),
  ],
  indices: [{ name: 'comment_mentions_member', columns: ['workspaceId', 'memberId'] }],
})
