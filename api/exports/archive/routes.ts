import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { finished } from 'node:stream/promises'
import type { Database } from '../../database/connect.ts'
import { first, transaction } from '../../database/transaction.ts'
import type { Actor } from '../../http/actor.ts'
import { fileOf } from '../../http/file-reply.ts'
import { operation } from '../../http/operation.ts'
import { ById, closed, paging, ref } from '../../http/schema.ts'
import { StreamReply } from '../../http/stream-reply.ts'
import { exportPerson } from '../person/person.ts'
import { Export, ExportPage } from '../schema.ts'
import { findExport, listExports, readyExport, startExport } from './exports.ts'

const admins = { who: ['admin'], scopes: [] } as const
const people = { scopes: [] } as const
const zipType = 'application/zip'

const start = operation(
  {
    method: 'POST',
    url: '/exports',
    operationId: 'startExport',
    summary: 'Ask for an archive of the whole workspace',
    description: `A worker makes it; then it can be had for seven days, by whoever asked for it alone; the last two of each are
kept, and five a day are made. It holds what that admin sees: neither private teams of others nor barriers for a leader only, no private notes, no secrets; \`omitted\` counts what
stayed away. It can be brought over into an empty workspace with POST /v1/imports.`,
    ...admins,
    reply: [202, ref(Export)],
  },
  ({ tx, actor }) => startExport(tx, actor),
)

const startOfPerson = operation(
  {
    method: 'POST',
    url: '/members/:id/exports',
    operationId: 'exportMember',
    summary: 'Take away what there is of one person',
    description: `By the person: everything, private notes and what was said without a name included. By an admin: what that admin
sees of them, and nothing that is theirs alone. Made at once and had like any archive, for a day, by whoever asked for it alone;
twenty a day.`,
    ...people,
    params: ById,
    reply: [201, ref(Export)],
  },
  ({ tx, actor, params }) => exportPerson(tx, actor, params.id),
)

const list = operation(
  {
    method: 'GET',
    url: '/exports',
    operationId: 'listExports',
    summary: 'List the archives that you asked for, the latest first',
    ...people,
    query: closed(paging),
    reply: [200, ref(ExportPage)],
  },
  ({ tx, actor, query }) => listExports(tx, actor, query),
)

const read = operation(
  {
    method: 'GET',
    url: '/exports/:id',
    operationId: 'getExport',
    summary: 'Read how far an archive is',
    ...people,
    params: ById,
    reply: [200, ref(Export)],
  },
  ({ tx, actor, params }) => findExport(tx, actor, params.id),
)

const fetch = operation(
  {
    method: 'GET',
    url: '/exports/:id/archive',
    operationId: 'downloadExport',
    summary: 'Fetch an archive that you asked for',
    ...people,
    params: ById,
    reply: [200, fileOf([zipType], 'A ZIP of JSON lines, with a manifest and a README.')],
    refusals: [409, 410],
  },
  async ({ tx, actor, params, request }) => {
    const { madeAt, bytes, memberId } = await readyExport(tx, actor, params.id)
    const { db } = request.server
    const name = `footbridge-${memberId ? 'person-' : ''}${madeAt!.slice(0, 10)}.zip`
    return new StreamReply(
      zipType,
      (out) => void sendParts(db, actor, { id: params.id, bytes }, out),
      name,
    ) as never
  },
)

/** Part after part, each read when the one before has left; what is not whole ends without an end. */
async function sendParts(
  db: Database,
  actor: Actor,
  { id, bytes }: { id: string; bytes: number },
  out: ServerResponse,
): Promise<void> {
  const statement = 'SELECT bytes FROM export_parts WHERE workspace_id = $1 AND export_id = $2 AND seq = $3'
  try {
    let sent = 0
    for (let seq = 1; sent < bytes; seq++) {
      const values = [actor.workspaceId, id, seq]
      const part = await transaction(db, actor, (tx) => first<{ bytes: Buffer }>(tx, statement, values), {
        oneTrip: true,
      })
      if (!part || out.destroyed) throw new Error('It was forgotten meanwhile, or nobody listens.')
      sent += part.bytes.length
      if (!out.write(part.bytes)) await Promise.race([once(out, 'drain'), once(out, 'close')])
    }
    out.end()
    await finished(out)
  } catch {
    out.destroy()
  }
}

/** Archives of the workspace. */
export const archiveOperations = [start, startOfPerson, list, read, fetch]
