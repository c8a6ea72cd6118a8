import { first, rows, type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { idle, inWorkspace, type Round, retryAt, together, type Work } from './work.ts'

/** Does what is due for a subject; returns when it is due again, or null for never. */
export type Job = (tx: Tx, actor: Actor, subjectId: string) => Promise<Date | null>

export interface Jobs {
  /** By the kind of what is due. */
  byKind: Readonly<Record<string, Job>>
  /** The kind that every workspace has, with itself as the subject: where it is missing, it is due at once. */
  everywhere?: string | undefined
  /** In which queue of the workspace they stand; the one of all other work if not said. */
  queue?: string
}

/** Sees to it that a job runs for a subject at an instant; said again, the last instant counts. */
export async function schedule(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  { kind, subjectId, runAt }: { kind: string; subjectId: string; runAt: Date },
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO due (workspace_id, kind, subject_id, run_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (workspace_id, kind, subject_id) DO UPDATE SET run_at = excluded.run_at, attempts = 0`,
    [workspaceId, kind, subjectId, runAt],
  )
}

/** The same, but what is due earlier stays due then. */
export async function scheduleBy(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  { kind, subjectId, runAt }: { kind: string; subjectId: string; runAt: Date },
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO due (workspace_id, kind, subject_id, run_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (workspace_id, kind, subject_id) DO UPDATE SET run_at = least(due.run_at, excluded.run_at)`,
    [workspaceId, kind, subjectId, runAt],
  )
}

/** Takes back what was scheduled for a subject; nothing happens where nothing was. */
export async function unschedule(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  { kind, subjectId }: { kind: string; subjectId: string },
): Promise<void> {
  const values = [workspaceId, kind, subjectId]
  await rows(tx, 'DELETE FROM due WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3', values)
}

interface Due {
  workspaceId: string
  kind: string
  subjectId: string
}

const dueStatement = `
  (SELECT workspace_id AS "workspaceId", kind, subject_id AS "subjectId" FROM due
    WHERE run_at <= $1 AND kind = ANY($2::text[]) ORDER BY run_at LIMIT 100)
  UNION ALL
  SELECT w.id, $3, w.id FROM workspaces w WHERE $3::text IS NOT NULL AND w.state = 'active'
    AND NOT EXISTS (SELECT FROM due d WHERE d.workspace_id = w.id AND d.kind = $3 AND d.subject_id = w.id)`

/** Does once whatever is due now. A job that fails is tried again later, each time after a longer wait. */
export async function runDue(work: Work, jobs: Jobs): Promise<Round> {
  const values = [work.clock(), Object.keys(jobs.byKind), jobs.everywhere ?? null]
  const found = await transaction(work.db, {}, (tx) => rows<Due>(tx, dueStatement, values))
  let round = idle
  for (const due of found) round = together(round, await runOne(work, jobs, due))
  return round
}

async function runOne(work: Work, jobs: Jobs, due: Due): Promise<Round> {
  try {
    return await inWorkspace(work, due.workspaceId, (tx, actor) => run(tx, actor, jobs, due), jobs.queue)
  } catch (error) {
    work.log(`the job ${due.kind} of workspace ${due.workspaceId} failed`, error)
    await putOff(work, due)
    return idle
  }
}

async function run(tx: Tx, actor: Actor, jobs: Jobs, due: Due): Promise<number> {
  const { kind, subjectId } = due
  const row = await first<{ runAt: Date }>(
    tx,
    'SELECT run_at AS "runAt" FROM due WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3 FOR UPDATE',
    [actor.workspaceId, kind, subjectId],
  )
  // Another worker was faster, or it was taken back or put off since it was found.
  const over = row ? row.runAt > actor.now : kind !== jobs.everywhere
  if (over) return 0
  const next = await jobs.byKind[kind]!(tx, actor, subjectId)
  await (next ? schedule(tx, actor, { kind, subjectId, runAt: next }) : unschedule(tx, actor, due))
  return 1
}

async function putOff({ db, clock }: Work, { workspaceId, kind, subjectId }: Due): Promise<void> {
  const now = clock()
  await transaction(db, { workspaceId }, async (tx) => {
    const failed = await first<{ attempts: number }>(
      tx,
      `INSERT INTO due (workspace_id, kind, subject_id, run_at, attempts) VALUES ($1, $2, $3, $4, 1)
        ON CONFLICT (workspace_id, kind, subject_id) DO UPDATE SET attempts = due.attempts + 1 RETURNING attempts`,
      [workspaceId, kind, subjectId, now],
    )
    const later = retryAt(now, failed!.attempts)
    const statement = `UPDATE due SET run_at = $4 WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3`
    await rows(tx, statement, [workspaceId, kind, subjectId, later])
  })
}
