import { EntitySchema } from 'typeorm'
import {
  belongsTo,
  decimal,
  id,
  instant,
  inWorkspace,
  nullable,
  text,
  uuid,
  workspaceId,
} from '../database/columns.ts'
import type { Tx } from '../database/transaction.ts'
import { refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'

/** How a score came about: what the facts suggested, what was given, and why it differs. Never changed. */
export interface ScoringRow {
  workspaceId: string
  id: string
  objectiveId: string | null
  keyResultId: string | null
  suggested: number | null
  score: number | null
  reason: string | null
  byId: string | null
  at: Date
}

const ofObjective = 'objective_id IS NOT NULL'
const ofKeyResult = 'key_result_id IS NOT NULL'

export const ScoringEntity = new EntitySchema<ScoringRow>({
  name: 'scorings',
  tableName: 'scorings',
  columns: {
    workspaceId,
    id,
    objectiveId: nullable(uuid),
    keyResultId: nullable(uuid),
    suggested: nullable(decimal),
    score: nullable(decimal),
    reason: nullable(text),
    byId: nullable(uuid),
    at: instant,
  },
  foreignKeys: [
    inWorkspace('scorings'),
    belongsTo('objectives', 'objectiveId', 'scorings_objective_fk'),
    belongsTo('key_results', 'keyResultId', 'scorings_key_result_fk'),
    belongsTo('members', 'byId', 'scorings_by_fk'),
  ],
  checks: [{ name: 'scorings_one_subject_ck', expression: 'num_nonnulls(objective_id, key_result_id) = 1' }],
  indices: [
    { name: 'scorings_objective', columns: ['workspaceId', 'objectiveId', 'at'], where: ofObjective },
    { name: 'scorings_key_result', columns: ['workspaceId', 'keyResultId', 'at'], where: ofKeyResult },
  ],
})

/** A score with what the facts suggested, as far as it was looked at, and why it is another. */
export type Scored = Partial<Pick<ScoringRow, 'suggested' | 'score' | 'reason'>>

/** Keeps one more version of an item's score. */
export async function rememberScore(
  tx: Tx,
  { workspaceId, memberId, now }: Actor,
  kind: 'objective' | 'key_result',
  id: string,
  { suggested = null, score = null, reason = null }: Scored,
): Promise<void> {
  await tx.insert(ScoringEntity, {
    workspaceId,
    id: newId(now),
    objectiveId: kind === 'objective' ? id : null,
    keyResultId: kind === 'key_result' ? id : null,
    byId: memberId,
    at: now,
    ...{ suggested, score, reason: reason?.trim() || null },
  })
}

/** 422 `reason-missing` for another score of a closed item that says no reason. */
export function checkReason(reason: string | null | undefined): void {
  if (!reason?.trim()) throw refuse(422, 'reason-missing', 'Say why the score of something closed changes.')
}
