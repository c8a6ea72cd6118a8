import { first, rows, type Tx } from '../database/transaction.ts'
import { moveBoards } from '../events/board-revisions.ts'
import type { Actor } from '../http/actor.ts'
import { audit } from '../http/audit.ts'
import { type Job, scheduleBy } from '../jobs/due.ts'
import type { RetentionRow } from './entity.ts'
import { daysOf } from './kinds.ts'
import { allParts, goes, type Part, type Shows, showing } from './parts.ts'
import { beforeOf, happened } from './retention.ts'

export const forgetKind = 'forget'

/** So many rows at most in one transaction. */
const batch = 1000

type Run = Omit<RetentionRow, 'startedAt'> & { startedAt: Date }

/** At the turn of the day what is over its time begins to go, beside all other work. */
export async function turnRetention(tx: Tx, actor: Actor): Promise<void> {
  await scheduleBy(tx, actor, { kind: forgetKind, subjectId: actor.workspaceId, runAt: actor.now })
}

/**
 * Takes away a batch of what is over its time, and is due again at once until nothing is left; each batch is whole by itself
 * and counts up what the run has taken, so that one that was killed goes on where it was. The last one says what went.
 */
export const forgetOld: Job = async (tx, actor) => {
  const run = await begin(tx, actor)
  // Texts in tables that are only ever added to can be emptied by a transaction that says so, and by no other.
  await rows(tx, `SELECT set_config('app.erasing', 'on', true)`)
  const days = daysOf(run)
  let room = batch - (await forgetReplies(tx, actor))
  const reached = allParts.findIndex(([name]) => name === run.part)
  for (const [name, part] of allParts.slice(Math.max(reached, 0))) {
    if (room <= 0) break
    run.part = name
    const before = beforeOf(run.startedAt, days[part.kind])
    if (!before) continue
    const gone = await forget(tx, actor, part, { before, room })
    room -= gone
    if (gone > 0) run.counts[name] = (run.counts[name] ?? 0) + gone
  }
  if (room > 0) return end(tx, actor, run)
  await keepCounts(tx, actor, run, 'counts = $2')
  return actor.now
}

async function begin(tx: Tx, actor: Actor): Promise<Run> {
  const { workspaceId, now } = actor
  await rows(tx, 'INSERT INTO retention (workspace_id) VALUES ($1) ON CONFLICT DO NOTHING', [workspaceId])
  const run = await first<Run>(
    tx,
    `UPDATE retention SET started_at = coalesce(started_at, $2),
        counts = CASE WHEN started_at IS NULL THEN '{}' ELSE counts END
      WHERE workspace_id = $1
      RETURNING audit, events, words, one_on_ones AS "oneOnOnes", logs, started_at AS "startedAt", counts, part`,
    [workspaceId, now],
  )
  return run!
}

async function end(tx: Tx, actor: Actor, run: Run): Promise<null> {
  await keepCounts(
    tx,
    actor,
    { ...run, part: null },
    'counts = $2, started_at = NULL, finished_at = $3, revision = revision + 1',
  )
  if (Object.keys(run.counts).length === 0) return null
  audit(tx, actor, { operation: forgetKind, status: 200, code: null, subject: actor.workspaceId })
  await happened(tx, actor, 'retention.ran', { ...run.counts })
  return null
}

async function keepCounts(tx: Tx, actor: Actor, { counts, part }: Run, set: string): Promise<void> {
  const statement = `UPDATE retention SET ${set}, part = $4 WHERE workspace_id = $1 AND $3::timestamptz IS NOT NULL`
  await rows(tx, statement, [actor.workspaceId, JSON.stringify(counts), actor.now, part])
}

/** Stored replies answer a repeat for a day and nothing after that. */
async function forgetReplies(tx: Tx, actor: Actor): Promise<number> {
  const statement = `DELETE FROM idempotency WHERE workspace_id = $1 AND ctid = ANY(ARRAY(
    SELECT ctid FROM idempotency WHERE workspace_id = $1 AND created_at < $2 LIMIT $3)) RETURNING 1`
  return (await rows(tx, statement, [actor.workspaceId, beforeOf(actor.now, 1), batch])).length
}

interface Over {
  before: Date
  room: number
}

type Shown = Partial<Record<Shows, string | null>>

async function forget(tx: Tx, actor: Actor, part: Part, { before, room }: Over): Promise<number> {
  const gone = await rows<Shown>(tx, goes(part), [actor.workspaceId, before, room, actor.now])
  for (const items of showing) {
    const ids = [...new Set(gone.flatMap((row) => row[items] ?? []))]
    if (ids.length > 0) await showAnew(tx, actor, items, ids)
  }
  return gone.length
}

/** Who has read it is told at the next read that it is another now. */
async function showAnew(tx: Tx, { workspaceId }: Actor, items: string, ids: string[]): Promise<void> {
  const statement = `UPDATE ${items} SET revision = revision + 1 WHERE workspace_id = $1 AND id = ANY($2::uuid[])`
  await rows(tx, statement, [workspaceId, ids])
  moveBoards(tx, workspaceId, ids)
}
