import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { findKeyResult } from '../key-results/key-results.ts'
import { findObjective } from '../objectives/objectives.ts'
import type { StoredCheckIn } from './check-ins.ts'
import { toCheckIn } from './to-check-in.ts'

const statement = (subject: 'key_result_id' | 'objective_id') => `
  SELECT c.id, c.key_result_id AS "keyResultId", c.objective_id AS "objectiveId", c.seq, c.author_id AS "authorId",
    c.value::float8, c.previous_value::float8 AS "previousValue", c.target::float8, c.percent::float8, c.confidence,
    c.in_the_way AS "inTheWay", c.note, c.observed_at AS "observedAt", c.recorded_at AS "recordedAt",
    c.supersedes_id AS "supersedesId", c.source, c.surface, c.untouched, c.late,
    u.check_in_id IS NOT NULL AS undone,
    (SELECT b.id FROM check_ins b WHERE b.workspace_id = $1 AND b.supersedes_id = c.id AND NOT EXISTS (
      SELECT FROM check_in_undos x WHERE x.workspace_id = $1 AND x.check_in_id = b.id)) AS "supersededById"
  FROM check_ins c
  LEFT JOIN check_in_undos u ON u.workspace_id = c.workspace_id AND u.check_in_id = c.id
  WHERE c.workspace_id = $1 AND c.${subject} = $2
    AND ($3::timestamptz IS NULL OR (c.observed_at, c.seq) < ($3, $4))
  ORDER BY c.observed_at DESC, c.seq DESC LIMIT $5`

type Paging = { limit: number; cursor?: string }

/** Every check-in of a key result, the newest first, undone and corrected ones included and marked. */
export async function listCheckIns(tx: Tx, actor: Actor, keyResultId: string, query: Paging) {
  const keyResult = await findKeyResult(tx, actor, keyResultId)
  return pageOfSubject(tx, actor, keyResult, 'key_result_id', query)
}

/** Every check-in by hand of an objective, the newest first. */
export async function listByHand(tx: Tx, actor: Actor, objectiveId: string, query: Paging) {
  return pageOfSubject(tx, actor, await findObjective(tx, actor, objectiveId), 'objective_id', query)
}

async function pageOfSubject(
  tx: Tx,
  actor: Actor,
  subject: Parameters<typeof toCheckIn>[2] & { id: string },
  column: 'key_result_id' | 'objective_id',
  query: Paging,
) {
  const list = `check-ins of ${subject.id}`
  const after = readCursor(actor, list, {}, query.cursor)
  const found = await rows<StoredCheckIn>(tx, statement(column), [
    actor.workspaceId,
    subject.id,
    after?.[0] ?? null,
    Number(after?.[1] ?? 0),
    query.limit + 1,
  ])
  const keys = (row: StoredCheckIn) => [row.observedAt.toISOString(), String(row.seq)]
  const { data, nextCursor } = page(actor, list, query, found, keys)
  return { data: data.map((row) => toCheckIn(row, actor, subject)), nextCursor }
}
