import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { connect, type Database } from '../../api/database/connect.ts'
import { controlTables } from '../../api/database/control-tables.ts'
import { rows, transaction } from '../../api/database/transaction.ts'
import { tables } from '../../api/tables.ts'
import { type TestApp, testApp } from '../support/app.ts'

describe('rows', () => {
  let t: TestApp
  let worker: Database
  const names = tables.map(({ options }) => String(options.tableName))

  beforeAll(async () => {
    t = await testApp()
    worker = await connect({ url: t.workerUrl, entities: tables, poolSize: 1 }).initialize()
    const { company: teamId } = t.cast.teams
    const goal = { title: 'A goal', teamId, cycleId: t.cast.cycleId }
    expect((await t.post(t.cast.boris, '/v1/objectives', goal, { 'idempotency-key': 'one' })).status).toBe(
      201,
    )
  })
  afterAll(async () => {
    await worker?.destroy()
    await t?.close()
  })

  const counts = (db: Database, scope: object): Promise<Record<string, number>> =>
    transaction(db, scope, async (tx) => {
      const found = await rows<{ name: string; n: number }>(
        tx,
        names.map((name) => `SELECT '${name}' AS name, count(*)::int AS n FROM ${name}`).join(' UNION ALL '),
      )
      return Object.fromEntries(found.filter(({ n }) => n > 0).map(({ name, n }) => [name, n]))
    })

  it('are there', async () => {
    const seen = await counts(t.db, { workspaceId: t.cast.workspaceId })
    expect(Object.keys(seen)).toEqual(
      expect.arrayContaining(['audit_log', 'events', 'idempotency', 'members', 'objectives', 'teams']),
    )
    expect(seen.workspaces).toBe(1)
  })

  it('are not there for the API without a workspace, nor with one that never was', async () => {
    expect(await counts(t.db, {})).toEqual({})
    expect(await counts(t.db, { workspaceId: v7() })).toEqual({})
  })

  it('are there for the worker without a workspace in the control tables only', async () => {
    const seen = Object.keys(await counts(worker, {}))
    expect(seen).toContain('workspaces')
    expect(seen.filter((name) => !controlTables.includes(name))).toEqual([])
  })

  it('are found by tenant in one table only', async () => {
    expect(await counts(t.db, { tid: t.cast.ada.tid })).toEqual({ workspaces: 1 })
  })

  it('cannot be written into another workspace', async () => {
    const intrusion = transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) =>
      rows(tx, `INSERT INTO teams (workspace_id, id, name) VALUES ($1, $2, 'Trojan')`, [
        t.elsewhere.workspaceId,
        v7(),
      ]),
    )
    await expect(intrusion).rejects.toThrow('row-level security')
  })

  it('cannot be moved to another workspace', async () => {
    const move = transaction(t.db, { workspaceId: t.cast.workspaceId }, (tx) =>
      rows(tx, 'UPDATE teams SET workspace_id = $1 WHERE id = $2', [
        t.elsewhere.workspaceId,
        t.cast.teams.board,
      ]),
    )
    await expect(move).rejects.toThrow('row-level security')
  })

  it.each(['audit_log', 'events', 'check_ins'])('of %s cannot be changed or removed', async (table) => {
    const scope = { workspaceId: t.cast.workspaceId }
    for (const statement of [`DELETE FROM ${table}`, `UPDATE ${table} SET id = id`, `TRUNCATE ${table}`]) {
      await expect(transaction(t.db, scope, (tx) => rows(tx, statement))).rejects.toThrow('permission denied')
    }
  })

  it('keep the setting within the transaction: the next one on the same connection knows nothing', async () => {
    await counts(worker, { workspaceId: t.cast.workspaceId })
    const [found] = await transaction(worker, {}, (tx) =>
      rows<{ setting: string }>(tx, `SELECT current_setting('app.workspace', true) AS setting`),
    )
    expect(found!.setting).toBe('')
  })
})
