import { rows, type Tx } from '../database/transaction.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { findKeyResult } from '../key-results/key-results.ts'
import { findObjective } from '../objectives/objectives.ts'
import type { StoredCheckIn } from './check-ins.ts'
import { toCheckIn } from './to-check-in.ts'

const columns = `c.id, c.key_result_id AS "keyResultId", c.objective_id AS "objectiveId", c.seq, c.author_id AS "authorId",
    c.value::float8, c.previous_value::float8 AS "previousValue", c.target::float8, c.percent::float8, c.confidence,
    c.in_the_way AS "inTheWay", c.note, c.observed_at AS "observedAt", c.recorded_at AS "recordedAt",
    c.supersedes_id AS "supersedesId", c.source, c.surface, c.untouched, c.late,
    u.check_in_id IS NOT NULL AS undone,
    (SELECT b.id FROM check_ins b WHERE b.workspace_id = $1 AND b.supersedes_id = c.id AND NOT EXISTS (
      SELECT FROM check_in_undos x WHERE x.workspace_id = $1 AND x.check_in_id = b.id)) AS "supersededById"`

const undos = 'LEFT JOIN check_in_undos u ON u.workspace_id = c.workspace_id AND u.check_in_id = c.id'

const statement = (subject: 'key_result_id' | 'objective_id') => `
  SELECT ${columns} FROM check_ins c ${undos}
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

export interface EveryCheckIn {
  limit: number
  cursor?: string
  teamId?: string
  cycleId?: string
  since?: string
}

const every = (actor: Actor) => `
  SELECT ${columns}, coalesce(k.team_id, o.team_id) AS "teamId",
    coalesce(k.latest_check_in_id, o.latest_check_in_id) AS "latestCheckInId"
  FROM check_ins c ${undos}
  LEFT JOIN key_results k ON k.workspace_id = $1 AND k.id = c.key_result_id AND ${visible(actor, 'k', '$2')}
  LEFT JOIN objectives o ON o.workspace_id = $1 AND o.id = c.objective_id AND ${visible(actor, 'o', '$2')}
  WHERE c.workspace_id = $1 AND coalesce(k.id, o.id) IS NOT NULL AND cardinality($2::uuid[]) >= 0
    AND ($3::uuid IS NULL OR coalesce(k.team_id, o.team_id) = $3)
    AND ($4::uuid IS NULL OR coalesce(k.cycle_id, o.cycle_id) = $4)
    AND ($5::timestamptz IS NULL OR c.recorded_at >= $5) AND ($6::uuid IS NULL OR c.id > $6)
  ORDER BY c.id LIMIT $7`

/** Every check-in about anything that the actor sees, the oldest first; each as its own list shows it. */
export async function listEveryCheckIn(tx: Tx, actor: Actor, query: EveryCheckIn) {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'check-ins', filters, cursor)
  const { teamId, cycleId, since } = query
  const narrowed = [teamId, cycleId, since, after?.[0]].map((value) => value ?? null)
  const found = await rows<StoredCheckIn & { teamId: string; latestCheckInId: string | null }>(
    tx,
    every(actor),
    [actor.workspaceId, actor.teams, ...narrowed, limit + 1],
  )
  const { data, nextCursor } = page(actor, 'check-ins', query, found, ({ id }) => [id])
  return {
    data: data.map(({ teamId, latestCheckInId, ...row }) =>
      toCheckIn(row, actor, { teamId, latestCheckInId }),
    ),
    nextCursor,
  }
}
