import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { rows, transaction } from '../database/transaction.ts'
import { type Feature, operation } from '../http/operation.ts'
import { ById, closed, oneOf, paging, ref } from '../http/schema.ts'
import type { Upload } from '../http/upload.ts'
import { findImport, listImports, listLines } from './imports.ts'
import type { VivaExport } from './model.ts'
import { readExport } from './read.ts'
import { reportLevels } from './report.ts'
import { runImport } from './run-import.ts'
import { Import, ImportLinePage, ImportPage, importSchemas, NewImport } from './schema.ts'
import { isWorkspaceArchive, readWorkspaceArchive, type WorkspaceArchive } from './workspace/read.ts'
import { checkEmpty } from './workspace/restore.ts'
import { runRestore } from './workspace/run-restore.ts'

/** As large as a file may be, in bytes; what it unpacks to has limits of its own. */
const maxBytes = 50 * 1_048_576

type Content = VivaExport | WorkspaceArchive

/** Reading may take seconds, in which no transaction should stand open. */
async function read({ server, actor }: FastifyRequest, { bytes, fileName }: Upload): Promise<Content> {
  if (await isWorkspaceArchive(bytes)) {
    await transaction(server.db, actor, (tx) => checkEmpty(tx, actor), { readOnly: true })
    return readWorkspaceArchive(bytes)
  }
  const statement = 'SELECT name FROM members WHERE workspace_id = $1 AND merged_into IS NULL'
  const names = await transaction(
    server.db,
    actor,
    (tx) => rows<{ name: string }>(tx, statement, [actor.workspaceId]),
    { readOnly: true },
  )
  const knownNames = names.map(({ name }) => name)
  return readExport(bytes, { knownNames, ...(fileName && { fileName }) })
}

/** Where imports are asked for. */
export const imports: Feature = {
  name: 'imports',
  description: 'What was brought over from Viva Goals',
  schemas: importSchemas,
  operations: [
    operation(
      {
        method: 'POST',
        url: '/imports',
        operationId: 'startImport',
        summary: 'Bring over an export of Viva Goals or an archive of a workspace, or try it',
        description: `Takes the organisation's ZIP, a CSV or a workbook (XLSX), as multipart/form-data. It is applied whole or not at all, and
running it twice changes nothing; what was edited here since is left as it is and reported. Try it first with
\`dryRun\`: people who might be members here come back with the outcome \`review\` and are decided in \`people\`. An
archive of a workspace (GET /v1/exports/{id}/archive) is taken too, by an empty workspace.`,
        who: ['admin'],
        scopes: [],
        body: ref(NewImport),
        upload: { maxBytes, prepare: read },
        reply: [201, ref(Import)],
        refusals: [413, 415],
      },
      ({ tx, actor, body, request }) => {
        const { fileName, content } = request.upload!
        const { db } = request.server
        const given = content as Content
        if (given.source === 'workspace') {
          return runRestore(db, tx, actor, { archive: given, fileName, input: body })
        }
        return runImport(db, tx, actor, { viva: given, fileName, input: body })
      },
    ),

    operation(
      {
        method: 'GET',
        url: '/imports',
        operationId: 'listImports',
        summary: 'List imports, the latest first',
        who: ['admin'],
        scopes: [],
        query: closed(paging),
        reply: [200, ref(ImportPage)],
      },
      ({ tx, actor, query }) => listImports(tx, actor, query),
    ),

    operation(
      {
        method: 'GET',
        url: '/imports/:id',
        operationId: 'getImport',
        summary: 'Read an import: how far it is, what came of it',
        who: ['admin'],
        scopes: [],
        params: ById,
        reply: [200, ref(Import)],
      },
      ({ tx, actor, params }) => findImport(tx, actor, params.id),
    ),

    operation(
      {
        method: 'GET',
        url: '/imports/:id/report',
        operationId: 'listImportLines',
        summary: 'Read the report of an import, row by row',
        who: ['admin'],
        scopes: [],
        params: ById,
        query: closed({ ...paging, level: Type.Optional(oneOf(reportLevels)) }),
        reply: [200, ref(ImportLinePage)],
      },
      ({ tx, actor, params, query }) => listLines(tx, actor, params.id, query),
    ),
  ],
}
