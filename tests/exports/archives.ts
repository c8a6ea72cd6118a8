import { v7 } from 'uuid'
import { foundWorkspace } from '../../api/members/sign-up.ts'
import { send } from '../imports/send.ts'
import type { Reply, TestApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { statement } from '../support/server.ts'
import type { TestWorker } from '../support/worker.ts'

/** Asks for an archive, lets the worker make it, and fetches it. */
export async function archiveOf(t: TestApp, worker: TestWorker, who: Person): Promise<Archive> {
  await worker.drain() // what follows from earlier writes is not to change anything beside it
  const dayBefore = `UPDATE exports SET requested_at = requested_at - interval '1 day' WHERE requested_by = '${who.id}'`
  await statement(t.adminUrl, dayBefore) // as many as a test needs
  const asked = await t.post(who, '/v1/exports')
  if (asked.status !== 202) throw new Error(asked.text)
  await worker.drain()
  const told = (await t.get(who, `/v1/exports/${asked.body.id}`)).body
  return { told, bytes: await fetched(t, who, asked.body.id) }
}

export interface Archive {
  told: Reply['body']
  bytes: Buffer
}

export async function fetched(t: TestApp, who: Person, id: string): Promise<Buffer> {
  const token = await t.issuer.sign({ tid: who.tid, oid: who.oid, name: who.name })
  const headers = { authorization: `Bearer ${token}` }
  const reply = await t.app.inject({ url: `/v1/exports/${id}/archive`, headers })
  if (reply.statusCode !== 200) throw new Error(reply.body)
  return reply.rawPayload
}

/** A workspace with nobody but its first admin. */
export async function emptyWorkspace(t: TestApp, oid = v7()): Promise<Person & { workspaceId: string }> {
  const tid = v7()
  const admin = { oid, name: 'Zoe Zimmer' }
  const place = { tid, name: 'New', zone: 'UTC', locale: 'en', admin }
  const { workspaceId, memberId } = await foundWorkspace(t.db, place, t.clock.now)
  return { ...admin, tid, id: memberId, workspaceId }
}

/** Brings an archive over, its admins as admins unless said otherwise. */
export function bringOver(
  t: TestApp,
  who: Person,
  bytes: Buffer,
  { dryRun = false, keepAdmins = true } = {},
): Promise<Reply> {
  const parts = { keepAdmins: String(keepAdmins) }
  return send(t, who, { name: 'archive.zip', bytes }, { dryRun, parts })
}

/** What a table holds of a workspace, without what differs by design, as texts. */
export async function linesOf(t: TestApp, table: string, workspaceId: string, without: string[] = []) {
  const minus = ['workspace_id', ...without].map((name) => ` - '${name}'`).join('')
  const { rows } = await statement(
    t.adminUrl,
    `SELECT (to_jsonb(x)${minus})::text AS line FROM ${table} x WHERE workspace_id = '${workspaceId}'`,
  )
  return new Set(rows.map(({ line }) => line as string))
}

/** Something that is waited for until it is given. */
export function signal(): { given: Promise<void>; give: () => void } {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give: () => give() }
}
