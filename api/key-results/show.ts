import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { assignedIn, surroundingsOf } from '../objectives/show.ts'
import { findKeyResult, toKeyResult } from './key-results.ts'
import type { KeyResultDetailDto } from './schema.ts'

/** A key result with all that its page shows, in a number of statements that does not depend on what it has. */
export async function showKeyResult(tx: Tx, actor: Actor, id: string): Promise<KeyResultDetailDto> {
  const row = await findKeyResult(tx, actor, id)
  const around = await surroundingsOf(tx, actor, row, 'key_result')
  const [own, targetEdits] = await Promise.all([ownOf(tx, actor, id), targetEditsOf(tx, actor, id)])
  return { ...toKeyResult(row, actor, around.cycle.state !== 'closed'), ...around, ...own, targetEdits }
}

type Own = Pick<KeyResultDetailDto, 'delegates' | 'checkInOwners' | 'phasedTargets'>

const ownStatement = `
  SELECT ${assignedIn('delegate', 'key_result', '$2::uuid')} AS delegates,
    ${assignedIn('check_in_owner', 'key_result', '$2::uuid')} AS "checkInOwners",
    coalesce((SELECT jsonb_agg(jsonb_build_object('day', p.day, 'value', p.value) ORDER BY p.day)
      FROM phased_targets p WHERE p.workspace_id = $1 AND p.key_result_id = $2), '[]') AS "phasedTargets"`

async function ownOf(tx: Tx, actor: Actor, id: string): Promise<Own> {
  return (await first<Own>(tx, ownStatement, [actor.workspaceId, id]))!
}

type TargetEdit = KeyResultDetailDto['targetEdits'][number]

async function targetEditsOf(tx: Tx, actor: Actor, id: string): Promise<TargetEdit[]> {
  const found = await rows<Omit<TargetEdit, 'at'> & { at: Date }>(
    tx,
    `SELECT at, member_id AS by, baseline_before::float8 AS "baselineBefore", baseline_after::float8 AS "baselineAfter",
        target_before::float8 AS "targetBefore", target_after::float8 AS "targetAfter", reason
      FROM target_edits WHERE workspace_id = $1 AND key_result_id = $2 ORDER BY at DESC, id DESC LIMIT 100`,
    [actor.workspaceId, id],
  )
  return found.map((edit) => ({ ...edit, at: edit.at.toISOString() }))
}
