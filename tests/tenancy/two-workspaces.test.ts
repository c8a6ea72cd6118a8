import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { type Asked, call, type OperationOf, operationsOf } from '../security/matrix.ts'
import { oneByOne } from '../security/rows.ts'
import { sceneOf } from '../security/scene.ts'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { statement } from '../support/server.ts'

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const counts = /"(version|revision)":\d+/g
const secrets = /fb_live_\w+|whsec_[\w+/=]+/g

describe('somebody of another workspace', () => {
  let t: TestApp
  let operations: Map<string, OperationOf>
  /** Ids they asked about themselves; their own audit log has them. */
  const sent = new Set<string>()

  beforeAll(async () => {
    t = await testApp()
    operations = new Map(operationsOf(t).map((operation) => [operation.operationId, operation]))
  })
  afterAll(() => t?.close())

  /** The same question about things that never were. */
  const withRandomIds = ({ body, ...asked }: Asked): Asked => {
    const other = new Map<string, string>()
    const swap = (id: string) => other.get(id) ?? other.set(id, v4()).get(id)!
    const swapIn = <T>(value: T): T => JSON.parse(JSON.stringify(value).replace(uuid, swap))
    const plain = body === undefined || Buffer.isBuffer(body)
    return { ...swapIn(asked), ...(plain ? { body } : { body: swapIn(body) }) }
  }
  /** A reply without what differs from request to request. */
  const essence = ({ status, body, headers }: Reply) => {
    const { traceId: _, instance: __, ...rest } = body
    return {
      status,
      type: headers['content-type'],
      body: JSON.stringify(rest).replace(uuid, 'id').replace(counts, '').replace(secrets, ''),
    }
  }
  /** Every id there is in the first workspace. */
  const idsHere = async (): Promise<Set<string>> => {
    const names = `SELECT c.table_name AS name FROM information_schema.columns c WHERE c.table_schema = 'public'
      AND c.column_name IN ('id', 'workspace_id') GROUP BY 1 HAVING count(*) = 2`
    const selects = (await statement(t.adminUrl, names)).rows.map(
      ({ name }) => `SELECT id::text FROM ${name} WHERE workspace_id = '${t.cast.workspaceId}'`,
    )
    const { rows } = await statement(t.adminUrl, selects.join(' UNION '))
    return new Set([t.cast.workspaceId, ...rows.map(({ id }) => id as string)])
  }

  it.each(oneByOne)('learns nothing and changes nothing by %s', async (name, row) => {
    const operation = operations.get(name.split(' ')[0]!)!
    const asked = await row.ask(sceneOf(t), t.cast.mia)
    for (const id of JSON.stringify(asked).match(uuid) ?? []) sent.add(id)
    for (const who of [t.elsewhere.ada, t.elsewhere.dana]) {
      const foreign = await call(t, who, operation, asked)
      const random = await call(t, who, operation, withRandomIds(asked))
      expect(essence(foreign)).toEqual(essence(random))
      const ownName = operation.operationId.startsWith('upsert') // their own system may call theirs the same
      if (asked.params && !ownName && foreign.status !== 403) expect(foreign.status).toBe(404)
      const named = (foreign.text.match(uuid) ?? []).filter((id) => !sent.has(id))
      const here = named.length > 0 ? await idsHere() : new Set<string>() // every table: only where there is what to look for
      expect(named.filter((id) => here.has(id))).toEqual([])
    }
  })

  it('reads no page on with a cursor from here (400)', async () => {
    const tried: string[] = []
    for (const [name, row] of oneByOne) {
      const operation = operations.get(name.split(' ')[0]!)!
      if (!operation.query.includes('cursor')) continue
      const { query, ...asked } = await row.ask(sceneOf(t), t.cast.mia)
      if (asked.params || query) continue
      const { body } = await call(t, t.cast.ada, operation, { query: 'limit=1' })
      if (!body.nextCursor) continue
      const query2 = `limit=1&cursor=${encodeURIComponent(body.nextCursor)}`
      const reply = await call(t, t.elsewhere.ada, operation, { query: query2 })
      expect([name, reply.status, reply.body.code]).toEqual([name, 400, 'bad-cursor'])
      tried.push(name)
    }
    expect(tried.length).toBeGreaterThan(8)
  })

  it('is never told "unchanged" by an ETag from here', async () => {
    for (const url of ['/v1/workspace', `/v1/members/${t.cast.mia.id}`]) {
      const { headers } = await t.get(t.cast.ada, url)
      const own = url.replace(t.cast.mia.id, t.elsewhere.mia.id)
      const reply = await t.get(t.elsewhere.ada, own, { 'if-none-match': headers.etag })
      expect(reply.status).toBe(200)
    }
  })

  it('gets no reply of ours by our idempotency key', async () => {
    const ask = (who = t.cast.ada) =>
      t.post(who, '/v1/teams', { name: 'Secret' }, { 'idempotency-key': 'the same' })
    const ours = await ask()
    const theirs = await ask(t.elsewhere.ada)
    expect(theirs.headers['idempotent-replayed']).toBeUndefined()
    expect(theirs.body.id).not.toBe(ours.body.id)
  })

  it('has left nothing here, in no table', async () => {
    const { rows } = await statement(
      t.adminUrl,
      `SELECT DISTINCT m.workspace_id AS "workspaceId" FROM audit_log a
        JOIN members m ON m.id = a.member_id WHERE a.workspace_id <> m.workspace_id`,
    )
    expect(rows).toEqual([])
  })
})
