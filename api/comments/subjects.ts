import { rows, type Tx } from '../database/transaction.ts'
import type { Audience } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import type { CommentRow } from './entity.ts'
import { commentKinds } from './schema.ts'

export type CommentKind = (typeof commentKinds)[number]

/** What a comment is about. */
export interface CommentSubject {
  kind: CommentKind
  id: string
}

/**
 * For each kind: who sees the subject; 404 when the actor does not. The features that own the subjects stand right of
 * this one, so app.ts hands their functions in.
 */
export type Subjects = Record<CommentKind, (tx: Tx, actor: Actor, id: string) => Promise<Audience>>

export const propertyOf = {
  objective: 'objectiveId',
  key_result: 'keyResultId',
  check_in: 'checkInId',
  barrier: 'barrierId',
  win: 'winId',
} as const satisfies Record<CommentKind, keyof CommentRow>

/** The subject a stored comment points at. */
export function subjectOf(row: CommentRow): CommentSubject {
  const kind = commentKinds.find((known) => row[propertyOf[known]] !== null)!
  return { kind, id: row[propertyOf[kind]]! }
}

const tables = {
  objective: 'objectives',
  key_result: 'key_results',
  barrier: 'barriers',
  win: 'wins',
} as const

/** Counts up the revision of whatever shows the comment; a check-in is shown with its key result or objective. */
export async function countUp(tx: Tx, actor: Actor, { kind, id }: CommentSubject): Promise<void> {
  const bump = (table: string, condition: string) =>
    rows(tx, `UPDATE ${table} i SET revision = revision + 1 WHERE i.workspace_id = $1 AND ${condition}`, [
      actor.workspaceId,
      id,
    ])
  if (kind !== 'check_in') return void (await bump(tables[kind], 'i.id = $2'))
  const of = (column: string) =>
    `i.id = (SELECT c.${column} FROM check_ins c WHERE c.workspace_id = $1 AND c.id = $2)`
  await bump('objectives', of('objective_id'))
  await bump('key_results', of('key_result_id'))
}
