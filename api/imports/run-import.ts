import { dayOf } from '../calendar.ts'
import type { Database } from '../database/connect.ts'
import { first, rows, type Tx, transaction } from '../database/transaction.ts'
import { Refusal, refuse } from '../errors.ts'
import { moveBoards } from '../events/board-revisions.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { applyExport } from './apply/apply.ts'
import type { Phase, Run } from './apply/run.ts'
import { insertAll } from './apply/write.ts'
import { ImportEntity, ImportLineEntity, type ImportRow } from './entity.ts'
import { findImport, lockOf } from './imports.ts'
import type { VivaExport } from './model.ts'
import { noCounts, type PersonToMatch, type TeamReached } from './outcome.ts'
import type { ImportDto, NewImportInput } from './schema.ts'

/** A file that was read, and what is to be done with it. */
export interface Upload {
  viva: VivaExport
  fileName: string | null
  input: NewImportInput
}

/**
 * Applies a file in the one transaction of its request, so that it is there whole or not at all; `dryRun` does the
 * same and takes it back. How far it is stands beside it, written on a connection of its own, for whoever looks
 * meanwhile. 409 `import-running` while another one runs; 422 `people-undecided`.
 */
export async function runImport(db: Database, tx: Tx, actor: Actor, upload: Upload): Promise<ImportDto> {
  const name = lockOf(actor.workspaceId)
  const lock = await first<{ got: boolean }>(tx, beginStatement, [name])
  if (!lock?.got) throw refuse(409, 'import-running', 'An import is running. Wait until it has ended.')
  const run = await begin(db, tx, actor, upload)
  try {
    await (run.dryRun ? rehearse(tx, run) : perform(tx, run))
  } catch (error) {
    await fail(db, run, error)
    throw error
  }
  return findImport(tx, actor, run.importId)
}

// A plan that was made while a table was empty reads all of it once it is full: here statements are planned each time.
export const beginStatement = `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS got,
  set_config('plan_cache_mode', 'force_custom_plan', true)`

async function begin(db: Database, tx: Tx, actor: Actor, upload: Upload): Promise<Run> {
  const importId = newId(actor.now)
  const { zone, teams } = await placeOf(tx, actor)
  await transaction(db, actor, (beside) => beside.insert(ImportEntity, rowOf(actor, importId, upload)))
  const { viva, input } = upload
  return {
    tx,
    actor: { ...actor, surface: 'import', teams },
    importId,
    viva,
    decisions: input.people ?? {},
    dryRun: input.dryRun ?? false,
    zone,
    today: dayOf(actor.now, zone),
    counts: noCounts(),
    touched: { objectives: new Set(), keyResults: new Set() },
    progress: (phase, done, total) => tellProgress(db, actor, importId, { phase, done, total }),
  }
}

const placeStatement = `
  SELECT zone, array(SELECT id FROM teams WHERE workspace_id = $1 ORDER BY id)::uuid[] AS teams
  FROM workspace_settings WHERE workspace_id = $1`

async function placeOf(tx: Tx, { workspaceId }: Actor): Promise<{ zone: string; teams: string[] }> {
  return (await first<{ zone: string; teams: string[] }>(tx, placeStatement, [workspaceId]))!
}

function rowOf(actor: Actor, id: string, { viva, fileName, input }: Upload): Partial<ImportRow> {
  return {
    workspaceId: actor.workspaceId,
    id,
    state: 'running',
    dryRun: input.dryRun ?? false,
    source: viva.source,
    fileName,
    fileHash: input.file,
    organisation: viva.organisation,
    startedBy: actor.memberId!,
    startedAt: actor.now,
    phase: 'reading',
  }
}

/** Nobody waits for it: an import does not fail because its progress could not be told. */
export async function tellProgress(
  db: Database,
  actor: Actor,
  importId: string,
  { phase, done, total }: { phase: Phase; done: number; total: number },
): Promise<void> {
  const statement = `UPDATE imports SET phase = $3, done = $4, total = $5, revision = revision + 1
    WHERE workspace_id = $1 AND id = $2`
  const values = [actor.workspaceId, importId, phase, done, total]
  await transaction(db, actor, (beside) => rows(beside, statement, values)).catch(() => undefined)
}

async function perform(tx: Tx, run: Run): Promise<void> {
  const { people, teams, renamed } = await applyExport(run)
  const { objectives, keyResults } = run.touched
  const outcomes = Object.values(run.counts)
  const sum = (outcome: keyof (typeof outcomes)[number]) =>
    outcomes.reduce((total, counts) => total + counts[outcome], 0)
  await record(tx, run.actor, {
    kind: 'import.finished',
    subject: { kind: 'import', id: run.importId },
    audience: { audience: 'workspace', teamId: null },
    data: {
      ...{ created: sum('created'), updated: sum('updated'), edited: sum('edited'), same: sum('same') },
      ...(renamed && { fields: ['words'] }),
    },
  })
  moveBoards(tx, run.actor.workspaceId, [...objectives, ...keyResults])
  await finish(tx, run, people, teams)
}

/** The same, taken back: what it would have moved on boards is forgotten too. */
async function rehearse(tx: Tx, run: Run): Promise<void> {
  const runner = tx.queryRunner!
  const data = { ...runner.data }
  await runner.query('SAVEPOINT rehearsal')
  const { people } = await applyExport(run)
  await runner.query('ROLLBACK TO SAVEPOINT rehearsal')
  Object.assign(runner, { data })
  await finish(tx, run, people, [])
}

async function finish(tx: Tx, run: Run, people: PersonToMatch[], teams: TeamReached[]): Promise<void> {
  const { actor, importId, viva, counts } = run
  const lines: Record<string, number> = {}
  for (const { level } of viva.report) lines[level] = (lines[level] ?? 0) + 1
  await insertAll(
    tx,
    ImportLineEntity,
    viva.report.map((line, i) => ({ workspaceId: actor.workspaceId, importId, line: i + 1, ...line })),
  )
  await rows(
    tx,
    `UPDATE imports SET state = 'done', finished_at = $3, phase = 'finished', counts = $4, lines = $5, people = $6,
      teams = $7, revision = revision + 1 WHERE workspace_id = $1 AND id = $2`,
    [
      actor.workspaceId,
      importId,
      actor.now,
      ...[counts, lines, people, teams].map((value) => JSON.stringify(value)),
    ],
  )
}

/** Says why, on a connection of its own, for its transaction goes. */
export async function fail(
  db: Database,
  { actor, importId }: Pick<Run, 'actor' | 'importId'>,
  error: unknown,
): Promise<void> {
  const problem =
    error instanceof Refusal
      ? { code: error.code, detail: error.message }
      : { code: 'internal', detail: 'It was not finished, and nothing of it was kept. Try again.' }
  const statement = `UPDATE imports SET state = 'failed', finished_at = $3, problem = $4, revision = revision + 1
    WHERE workspace_id = $1 AND id = $2`
  const values = [actor.workspaceId, importId, actor.now, JSON.stringify(problem)]
  await transaction(db, actor, (beside) => rows(beside, statement, values)).catch(() => undefined)
}
