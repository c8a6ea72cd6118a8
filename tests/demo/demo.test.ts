import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { apiUrl, connect } from '../../api/database/connect.ts'
import { transaction } from '../../api/database/transaction.ts'
import { readInsights } from '../../api/insights/insights.ts'
import { actorFor } from '../../api/members/find-actor.ts'
import { tables } from '../../api/tables.ts'
import { loadDemo } from '../../infra/demo/demo.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

describe('the demo workspace', () => {
  let database: TestDatabase
  let admin: pg.Client
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  const count = async (statement: string) => Number((await admin.query(statement)).rows[0].count)

  beforeAll(async () => {
    database = await testDatabase()
    admin = new pg.Client({ connectionString: database.adminUrl })
    await admin.connect()
    await loadDemo({ databaseUrl: database.adminUrl }, log, new Date('2026-11-20T10:00:00Z'))
  }, 180_000)
  afterAll(async () => {
    await admin.end()
    await database.drop()
  })

  it('has three teams below the company, and twelve weeks of check-ins', async () => {
    expect(await count('SELECT count(*) FROM teams WHERE parent_id IS NOT NULL')).toBe(3)
    const weeks = `SELECT count(DISTINCT date_trunc('week', c.observed_at)) FROM check_ins c
      JOIN key_results k ON k.id = c.key_result_id JOIN cycles q ON q.id = k.cycle_id WHERE q.state = 'active'`
    expect(await count(weeks)).toBe(12)
  })

  it('has a quarter before that, closed with scores and what was learned, to compare this one with', async () => {
    const before = `FROM objectives o JOIN cycles q ON q.id = o.cycle_id WHERE q.state = 'closed'`
    expect(await count(`SELECT count(*) ${before}`)).toBe(3)
    const ended = `o.lifecycle = 'closed' AND o.score IS NOT NULL AND o.learned IS NOT NULL AND o.priority_id IS NOT NULL`
    expect(await count(`SELECT count(*) ${before} AND ${ended}`)).toBe(3)
    const workspaceId = (await admin.query('SELECT id FROM workspaces')).rows[0].id
    const ada = (await admin.query(`SELECT id FROM members WHERE name = 'Ada Winter'`)).rows[0].id
    const db = await connect({
      url: apiUrl(database.adminUrl),
      entities: tables,
      poolSize: 2,
      name: 'test',
    }).initialize()
    const now = new Date('2026-11-20T10:00:00Z')
    const { cycles } = await transaction(db, { workspaceId, memberId: ada }, async (tx) =>
      readInsights(tx, await actorFor(tx, { workspaceId, surface: 'tab', now, traceId: 'test' }, ada)),
    ).finally(() => db.destroy())
    expect(cycles).toHaveLength(2)
    expect(cycles[0]).toMatchObject({ raised: 3, cleared: 3 })
    expect(cycles[0]!.firstStep).not.toBeNull()
  })

  it('has programs that read, feed and are told: what the screens of keys and webhooks show', async () => {
    const keys = await admin.query(
      `SELECT name, revoked_at IS NOT NULL AS ended, last_used_at IS NOT NULL AS used FROM keys ORDER BY name`,
    )
    expect(keys.rows).toEqual([
      { name: 'Dashboard in Power BI', ended: false, used: false },
      { name: 'Old planning tool', ended: true, used: false },
      { name: 'Route planner', ended: false, used: true },
    ])
    const fed = `SELECT count(*) FROM external_ids x JOIN keys k ON k.id = x.key_id WHERE k.name = 'Route planner'`
    expect(await count(fed)).toBe(1)
    const told = await admin.query('SELECT name, disabled_why AS off FROM webhooks ORDER BY name')
    expect(told.rows).toEqual([
      { name: 'Screen in the shop', off: 'gone' },
      { name: 'Stock list', off: null },
    ])
    const outcomes = await admin.query(
      'SELECT DISTINCT outcome FROM webhook_deliveries WHERE ended_at IS NOT NULL',
    )
    expect(outcomes.rows.map(({ outcome }) => outcome).sort()).toEqual(['delivered', 'failed'])
  })

  it('has written down who did what, refusals too, under names that the API knows', async () => {
    const { rows } = await admin.query<{ operation: string; status: number }>(
      `SELECT DISTINCT operation, status FROM audit_log WHERE surface <> 'worker'`,
    )
    const { paths } = JSON.parse(readFileSync('api/openapi.json', 'utf8')) as {
      paths: Record<string, Record<string, { operationId: string; responses: object }>>
    }
    const known = Object.values(paths).flatMap((methods) => Object.values(methods))
    const strange = rows.filter(
      ({ operation, status }) =>
        !known.some(({ operationId, responses }) => operationId === operation && String(status) in responses),
    )
    expect(strange).toEqual([])
    expect(rows.length).toBeGreaterThan(40)
    expect(rows.filter(({ status }) => status >= 400)).toEqual([{ operation: 'createKey', status: 403 }])
    expect(await count(`SELECT count(*) FROM audit_log WHERE operation = 'recordCheckIn'`)).toBe(
      await count(`SELECT count(*) FROM events WHERE kind = 'check-in.recorded'`),
    )
  })

  it('follows a directory that knows everybody, and a team of Microsoft Teams', async () => {
    const settings = await admin.query(
      'SELECT trouble, synced_at IS NOT NULL AS synced FROM directory_settings',
    )
    expect(settings.rows).toEqual([{ trouble: null, synced: true }])
    expect(
      await count('SELECT count(*) FROM directory_people WHERE gone IS NULL AND manager_id IS NOT NULL'),
    ).toBe(10)
    expect(await count(`SELECT count(*) FROM members WHERE state = 'active'`)).toBe(11)
    const rosters = await admin.query(`SELECT r.name, t.name AS team, r.trouble, r.read_at IS NOT NULL AS read
      FROM rosters r LEFT JOIN teams t ON t.id = r.team_id ORDER BY r.name`)
    expect(rosters.rows).toEqual([
      { name: 'Juniper Deliveries', team: 'Deliveries', trouble: null, read: true },
      { name: 'Juniper Ovens', team: null, trouble: null, read: false },
    ])
  })

  it('has a barrier in every state that one can be left in', async () => {
    const { rows } = await admin.query('SELECT DISTINCT state FROM barriers ORDER BY state')
    expect(rows.map(({ state }) => state)).toEqual(
      expect.arrayContaining([
        'asked_back',
        'cleared',
        'confirmed',
        'draft',
        'open',
        'refused',
        'taken',
        'withdrawn',
      ]),
    )
  })

  it('has somebody on every rung of the ladder, and a goal to break down', async () => {
    const { rows } = await admin.query('SELECT DISTINCT rung FROM rungs ORDER BY rung')
    expect(rows.map(({ rung }) => rung)).toEqual([
      'acting',
      'committed',
      'heard',
      'stalled',
      'unaware',
      'understands',
      'waiting',
    ])
    expect(await count('SELECT count(*) FROM break_downs WHERE closed_at IS NULL')).toBeGreaterThan(0)
    expect(await count('SELECT count(*) FROM commitment_asks WHERE declined_at IS NULL')).toBeGreaterThan(0)
    expect(await count('SELECT count(*) FROM alignments WHERE confirmed_at IS NULL')).toBe(1)
  })

  it('was made by the functions of the API, so that everything has its event', async () => {
    const checkIns = await count('SELECT count(*) FROM check_ins')
    expect(await count(`SELECT count(*) FROM events WHERE kind = 'check-in.recorded'`)).toBe(checkIns)
    expect(await count('SELECT count(*) FROM outbox')).toBe(0)
  })

  it('knows nothing of the future', async () => {
    expect(await count(`SELECT count(*) FROM events WHERE at > '2026-11-20T10:00:00Z'`)).toBe(0)
  })

  it('has goals whose percent was rolled up', async () => {
    expect(await count(`SELECT count(*) FROM objectives WHERE percent IS NOT NULL`)).toBeGreaterThanOrEqual(4)
  })

  it('is loaded once', async () => {
    const before = await count('SELECT count(*) FROM events')
    await loadDemo({ databaseUrl: database.adminUrl }, log, new Date('2026-11-21T10:00:00Z'))
    expect(await count('SELECT count(*) FROM events')).toBe(before)
  })

  it('is made anew when its loading was killed', async () => {
    await admin.query('UPDATE workspace_settings SET mission = NULL')
    await loadDemo({ databaseUrl: database.adminUrl }, log, new Date('2026-11-20T10:00:00Z'))
    expect(await count(`SELECT count(*) FROM workspaces WHERE state = 'active'`)).toBe(1)
    expect(await count(`SELECT count(*) FROM workspaces WHERE state = 'closed'`)).toBe(1)
  }, 180_000)
})
