import { first, rows, type Tx } from '../database/transaction.ts'
import { notFound } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import type { Tagged } from '../http/etag.ts'
import type { Phase } from './apply/run.ts'
import type { ImportLineRow, ImportRow } from './entity.ts'
import type { ReportLevel } from './report.ts'
import type { ImportDto, ImportLineDto, ImportSummaryDto } from './schema.ts'

/** The name of the lock that the one import of a workspace holds as long as it runs. */
export const lockOf = (workspaceId: string) => `import ${workspaceId}`

// Whoever runs holds the lock; a row that says *running* without it was left behind by a process that died.
const columns = `i.id, i.dry_run AS "dryRun", i.source, i.file_name AS "fileName", i.started_by AS "startedBy",
  i.started_at AS "startedAt", i.finished_at AS "finishedAt", i.phase, i.done, i.total, i.counts, i.lines, i.problem,
  CASE WHEN i.state = 'running' AND (
      EXISTS (SELECT FROM imports n WHERE n.workspace_id = i.workspace_id AND n.id > i.id)
      OR NOT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
        WHERE l.locktype = 'advisory' AND l.objsubid = 1
          AND (l.classid::bigint << 32) | l.objid::bigint = hashtextextended($2, 0)))
    THEN 'interrupted' ELSE i.state END AS state`

type SummaryRow = Omit<ImportRow, 'state' | 'phase'> & { state: ImportDto['state']; phase: Phase }

/** The import, wherever it is; 404 when there is none. */
export async function findImport(tx: Tx, actor: Actor, id: string): Promise<ImportDto & Tagged> {
  const statement = `SELECT ${columns}, i.people, i.teams, i.version, i.revision FROM imports i
    WHERE i.workspace_id = $1 AND i.id = $3`
  const row = await first<SummaryRow>(tx, statement, [actor.workspaceId, lockOf(actor.workspaceId), id])
  if (!row) throw notFound('import')
  const { people, teams, version, revision } = row
  return { ...toSummary(row), people, teams, version, revision, basis: [row.state] }
}

function toSummary(row: SummaryRow): ImportSummaryDto {
  const { startedAt, finishedAt } = row
  return { ...row, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null }
}

/** The imports of the workspace, the latest first. */
export async function listImports(tx: Tx, actor: Actor, query: { limit: number; cursor?: string }) {
  const after = readCursor(actor, 'imports', {}, query.cursor)
  const found = await rows<SummaryRow>(
    tx,
    `SELECT ${columns} FROM imports i WHERE i.workspace_id = $1 AND ($3::uuid IS NULL OR i.id < $3)
      ORDER BY i.id DESC LIMIT $4`,
    [actor.workspaceId, lockOf(actor.workspaceId), after?.[0] ?? null, query.limit + 1],
  )
  const { data, nextCursor } = page(actor, 'imports', query, found, (row) => [row.id])
  return { data: data.map(toSummary), nextCursor }
}

/** The report of an import, of one level or whole, in the order of the file. 404 when there is no such import. */
export async function listLines(
  tx: Tx,
  actor: Actor,
  id: string,
  query: { limit: number; cursor?: string; level?: ReportLevel },
) {
  const { limit, cursor, ...filters } = query
  await findImport(tx, actor, id)
  const list = `imports/${id}/report`
  const after = readCursor(actor, list, filters, cursor)
  const found = await rows<ImportLineRow>(
    tx,
    `SELECT line, level, code, kind, pointer, detail FROM import_lines
      WHERE workspace_id = $1 AND import_id = $2 AND ($3::text IS NULL OR level = $3) AND line > $4
      ORDER BY line LIMIT $5`,
    [actor.workspaceId, id, query.level ?? null, Number(after?.[0] ?? 0), limit + 1],
  )
  const { data, nextCursor } = page(actor, list, query, found, (row) => [String(row.line)])
  return { data: data as ImportLineDto[], nextCursor }
}
