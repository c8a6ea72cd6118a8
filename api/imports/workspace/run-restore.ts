import type { Database } from '../../database/connect.ts'
import { first, rows, type Tx, transaction } from '../../database/transaction.ts'
import { refuse } from '../../errors.ts'
import { record } from '../../events/record.ts'
import type { Actor } from '../../http/actor.ts'
import { newId } from '../../ids.ts'
import { insertAll } from '../apply/write.ts'
import { ImportEntity, ImportLineEntity } from '../entity.ts'
import { findImport, lockOf } from '../imports.ts'
import type { Counts } from '../outcome.ts'
import type { Report } from '../report.ts'
import { beginStatement, fail, tellProgress } from '../run-import.ts'
import type { ImportDto, NewImportInput } from '../schema.ts'
import type { WorkspaceArchive } from './read.ts'
import { restore } from './restore.ts'

interface Upload {
  archive: WorkspaceArchive
  fileName: string | null
  input: NewImportInput
}

/**
 * Brings an archive over in the one transaction of its request, as `runImport` does a file of Viva's: whole or not at
 * all, tried with `dryRun`, its progress beside it.
 */
export async function runRestore(db: Database, tx: Tx, actor: Actor, upload: Upload): Promise<ImportDto> {
  const lock = await first<{ got: boolean }>(tx, beginStatement, [lockOf(actor.workspaceId)])
  if (!lock?.got) throw refuse(409, 'import-running', 'An import is running. Wait until it has ended.')
  const importId = newId(actor.now)
  await transaction(db, actor, (beside) => begin(beside, actor, importId, upload))
  const dryRun = upload.input.dryRun ?? false
  try {
    const came = await attempt(db, tx, actor, { importId, upload, dryRun })
    await finish(tx, actor, importId, came)
    if (!dryRun) await tell(tx, actor, importId, came.counts)
  } catch (error) {
    await fail(db, { actor, importId }, error)
    throw error
  }
  return findImport(tx, actor, importId)
}

async function begin(tx: Tx, actor: Actor, id: string, { archive, fileName, input }: Upload): Promise<void> {
  await tx.insert(ImportEntity, {
    workspaceId: actor.workspaceId,
    id,
    state: 'running',
    dryRun: input.dryRun ?? false,
    source: 'workspace',
    fileName,
    fileHash: input.file,
    organisation: { externalId: null, name: archive.workspace, exportedBy: null, exportedAt: null },
    startedBy: actor.memberId!,
    startedAt: actor.now,
    phase: 'reading',
  })
}

/** What came of it, in figures and row by row. */
interface Came {
  counts: Counts
  report: Report
}

/** A rehearsal does all of it, and takes it back. */
async function attempt(
  db: Database,
  tx: Tx,
  actor: Actor,
  { importId, upload, dryRun }: { importId: string; upload: Upload; dryRun: boolean },
): Promise<Came> {
  if (dryRun) await rows(tx, 'SAVEPOINT rehearsal')
  const came = await restore(tx, actor, {
    archive: upload.archive,
    keepAdmins: upload.input.keepAdmins ?? false,
    progress: (done, total) => tellProgress(db, actor, importId, { phase: 'items', done, total }),
  })
  if (dryRun) await rows(tx, 'ROLLBACK TO SAVEPOINT rehearsal')
  return came
}

async function finish(
  tx: Tx,
  { workspaceId, now }: Actor,
  importId: string,
  { counts, report }: Came,
): Promise<void> {
  const lines = report.map((line, i) => ({ workspaceId, importId, line: i + 1, ...line }))
  await insertAll(tx, ImportLineEntity, lines)
  await rows(
    tx,
    `UPDATE imports SET state = 'done', finished_at = $3, phase = 'finished', counts = $4, lines = $5,
      revision = revision + 1 WHERE workspace_id = $1 AND id = $2`,
    [
      workspaceId,
      importId,
      now,
      JSON.stringify(counts),
      JSON.stringify(report.length ? { review: report.length } : {}),
    ],
  )
}

/** The one event of it: what is found by words, and what a day brings, follow from that. */
async function tell(tx: Tx, actor: Actor, importId: string, counts: Counts): Promise<void> {
  const created = Object.values(counts).reduce((total, outcome) => total + outcome.created, 0)
  await record(tx, actor, {
    kind: 'import.finished',
    subject: { kind: 'import', id: importId },
    audience: { audience: 'workspace', teamId: null },
    source: 'import',
    data: { created, updated: 0, edited: 0, same: 0, fields: ['words'] },
  })
}
