import { type Absence, type Day, dayOf } from '../calendar.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { moveBoards } from '../events/board-revisions.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { factsStatement } from './facts.sql.ts'
import { lagOf, type Pause, type Rung, rungOf } from './rungs.ts'

interface Found {
  objectiveId: string
  memberId: string
  heard: Date | null
  understood: Date | null
  committedOn: Day | null
  firstOn: Day | null
  withdrawnOn: Day | null
  finishedDays: Day[]
  pauses: Pause[]
  absences: Absence[]
  leaders: string[]
  rungId: string | null
  rungBefore: Rung | null
  since: Day | null
  lagBefore: number | null
}

type Standing = Found & { rung: Rung; lag: number | null }

/**
 * Works out from the facts where everybody stands on these objectives and keeps what changed, with its event: seen by
 * the person and their leaders alone. Called after a fact and at the day turn, so that time changes rungs at midnight only.
 */
export async function storeRungs(
  tx: Tx,
  actor: Actor,
  objectiveIds: readonly string[],
  zone: string,
): Promise<void> {
  if (objectiveIds.length === 0) return
  // Two writers of one ladder wait for each other here, so that the later one sees what the earlier kept.
  await rows(
    tx,
    `SELECT pg_advisory_xact_lock(hashtextextended('rungs ' || id::text, 0)) FROM unnest($1::uuid[]) AS id`,
    [[...objectiveIds].sort()],
  )
  const today = dayOf(actor.now, zone)
  const found = await rows<Found>(tx, factsStatement, [actor.workspaceId, objectiveIds])
  const standing = found.map((row) => ({ ...row, ...standOf(row, today, zone) }))
  const changed = standing.filter(
    ({ rung, rungBefore, lag, lagBefore }) => rung !== rungBefore || lag !== lagBefore,
  )
  await keep(tx, actor, changed, today)
  await forget(tx, actor, objectiveIds, found)
  for (const row of changed) if (row.rung !== row.rungBefore && row.rungBefore) await tell(tx, actor, row)
}

function standOf(row: Found, today: Day, zone: string): { rung: Rung; lag: number | null } {
  const { committedOn, withdrawnOn, pauses, absences, finishedDays } = row
  const on = (instant: Date | null) => instant && dayOf(instant, zone)
  const facts = {
    heardOn: on(row.heard),
    understoodOn: on(row.understood),
    ...{ committedOn, withdrawnOn, pauses, absences },
    finishedOn: [...finishedDays].sort().at(-1) ?? null,
  }
  return { rung: rungOf(facts, today), lag: lagOf(row.firstOn, finishedDays) }
}

const keepStatement = `
  INSERT INTO rungs (workspace_id, id, objective_id, member_id, rung, since, lag_days)
  SELECT $1, n.id, n.objective_id, n.member_id, n.rung, n.since, n.lag
    FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::int[])
      AS n (id, objective_id, member_id, rung, since, lag)
  ON CONFLICT (workspace_id, objective_id, member_id)
    DO UPDATE SET rung = excluded.rung, since = excluded.since, lag_days = excluded.lag_days`

async function keep(tx: Tx, actor: Actor, changed: readonly Standing[], today: Day): Promise<void> {
  if (changed.length === 0) return
  await rows(tx, keepStatement, [
    actor.workspaceId,
    changed.map(({ rungId }) => rungId ?? newId(actor.now)),
    changed.map(({ objectiveId }) => objectiveId),
    changed.map(({ memberId }) => memberId),
    changed.map(({ rung }) => rung),
    changed.map(({ rung, rungBefore, since }) => (rung === rungBefore ? since : today)),
    changed.map(({ lag }) => lag),
  ])
  moveBoards(tx, actor.workspaceId, new Set(changed.map(({ objectiveId }) => objectiveId)))
}

/** Whoever is none of an objective's people any more stands nowhere on it. */
async function forget(tx: Tx, actor: Actor, objectiveIds: readonly string[], found: readonly Found[]) {
  const gone = await rows<{ id: string }>(
    tx,
    `DELETE FROM rungs r WHERE r.workspace_id = $1 AND r.objective_id = ANY($2::uuid[]) AND NOT EXISTS (
      SELECT FROM unnest($3::uuid[], $4::uuid[]) AS n (objective_id, member_id)
        WHERE n.objective_id = r.objective_id AND n.member_id = r.member_id) RETURNING r.objective_id AS id`,
    [
      actor.workspaceId,
      objectiveIds,
      found.map(({ objectiveId }) => objectiveId),
      found.map(({ memberId }) => memberId),
    ],
  )
  if (gone.length > 0) moveBoards(tx, actor.workspaceId, new Set(gone.map(({ id }) => id)))
}

/** Where somebody stands is for them and their leaders. */
function tell(tx: Tx, actor: Actor, row: Standing): Promise<string> {
  const { objectiveId, memberId, rung, rungBefore, leaders } = row
  return record(tx, actor, {
    kind: 'ladder.rung-changed',
    subject: { kind: 'objective', id: objectiveId },
    audience: { members: [...new Set([memberId, ...leaders])] },
    source: 'worker',
    data: { memberId, rung, rungBefore },
  })
}
