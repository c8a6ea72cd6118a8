import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readArchive } from '../../api/imports/archive.ts'
import { archived, leftOut } from '../../api/imports/workspace/format.ts'
import { demoTenant } from '../../api/members/demo-sign-in.ts'
import { tables } from '../../api/tables.ts'
import { loadDemo } from '../../infra/demo/demo.ts'
import { png } from '../barriers/pictures.ts'
import { take } from '../imports/send.ts'
import { zip } from '../imports/viva-files.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective } from '../support/items.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { archiveOf, bringOver, emptyWorkspace, linesOf } from './archives.ts'

/** What bringing it over adds itself. */
const byDesign = ['audit_log', 'import_lines', 'imports', 'member_identities', 'members']

describe('an archive of the workspace', () => {
  let t: TestApp
  let worker: TestWorker

  beforeAll(async () => {
    t = await testApp()
    worker = await testWorker(t)
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const textOf = async (bytes: Buffer): Promise<Map<string, string>> => {
    const files = new Map<string, string>()
    for await (const file of readArchive(bytes)) files.set(file.name, file.bytes.toString())
    return files
  }

  /** Every row of every table is there as it was, but for those that the exporting admin does not see. */
  const expectTheSame = async (from: string, to: string, omitted: { [table: string]: number }) => {
    const differing: Record<string, number[]> = {}
    // Sealed from the worker too, which therefore cannot count them.
    const { rows } = await statement(
      t.adminUrl,
      `SELECT count(*)::int FROM proposals p JOIN planning_rounds r ON r.workspace_id = p.workspace_id AND r.id = p.round_id
        WHERE p.workspace_id = '${from}' AND (r.state = 'open' OR r.withheld)`,
    )
    const gone: { [table: string]: number } = {
      ...omitted,
      proposals: (omitted.proposals ?? 0) + rows[0].count,
    }
    for (const { table, without = [], masked = {} } of archived) {
      const hidden = [...without, ...Object.keys(masked)]
      const before = await linesOf(t, table, from, hidden)
      const after = await linesOf(t, table, to, hidden)
      const lost = [...before].filter((line) => !after.has(line)).length
      const added = [...after].filter((line) => !before.has(line)).length
      if (lost !== (gone[table] ?? 0) || added > 0) differing[table] = [lost, gone[table] ?? 0, added]
    }
    return differing
  }

  it('says of every table that there is whether it is in it, and why not', () => {
    const names = tables.map(({ options }) => options.tableName ?? options.name)
    expect(
      names.filter((name) => !(name in leftOut) && !archived.some(({ table }) => table === name)),
    ).toEqual([])
    expect(archived.filter(({ table }) => table in leftOut)).toEqual([])
  })

  it('yields the same in an empty workspace: people, goals and barriers with their pictures', async () => {
    const { dana, mia, ada, boris, teams, workspaceId } = t.cast
    const goal = await anObjective(t)
    const keyResult = await aKeyResult(t, { objectiveId: goal })
    for (const confidence of ['low', 'high']) {
      t.clock.forward(60_000)
      await t.post(mia, `/v1/key-results/${keyResult}/check-ins`, {
        value: 0.1,
        confidence,
        note: 'Zoë → “ok”',
      })
    }
    await t.post(mia, '/v1/steps', { subject: { kind: 'key_result', id: keyResult }, text: 'Call them' })
    const raised = { kind: 'access', title: 'No key', teamId: teams.service, askedOf: dana.id }
    const barrier = await t.post(mia, '/v1/barriers', { ...raised, keyResultIds: [keyResult] })
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(png())]), 'door.png')
    const encoded = new Response(form)
    const url = `/v1/barriers/${barrier.body.id}/screenshots`
    const headers = { 'content-type': encoded.headers.get('content-type')! }
    const shown = await t.ask(mia, 'POST', url, Buffer.from(await encoded.arrayBuffer()), headers)
    expect(shown.status).toBe(201)
    await t.post(mia, '/v1/barriers', { ...raised, title: 'Dana shouts at us', leaderOnly: true })
    await t.post(dana, '/v1/comments', { subject: { kind: 'objective', id: goal }, text: 'Well done' })
    const win = await t.post(mia, '/v1/wins', {
      what: 'Sold',
      subject: { kind: 'key_result', id: keyResult },
    })
    await t.post(dana, `/v1/wins/${win.body.id}/celebrate`, { words: 'Taken back words' })
    t.clock.forward(1000)
    expect((await t.post(dana, `/v1/wins/${win.body.id}/uncelebrate`)).status).toBe(200)
    const yes = { subject: { kind: 'key_result', id: keyResult }, text: 'Promised in the team' }
    const said = await t.post(mia, '/v1/commitments', {
      ...yes,
      dueDay: t.clock.now.toISOString().slice(0, 10),
    })
    expect([said.status, said.text]).toEqual([201, expect.any(String)])
    const notes = `/v1/teams/${teams.service}/weekly/notes`
    expect(
      (await t.ask(dana, 'PUT', notes, { text: 'Notes among us' }, { 'if-match': '"1.1.typed"' })).status,
    ).toBe(200)
    await t.post(ada, '/v1/keys', { name: 'Figures', scopes: ['wins:read'] })
    const secret = await anObjective(
      t,
      { title: 'Sell the shop', teamId: teams.board, ownerId: boris.id },
      boris,
    )
    await aKeyResult(
      t,
      { title: 'Offers', objectiveId: secret, teamId: teams.board, ownerId: boris.id },
      boris,
    )

    const { told, bytes } = await archiveOf(t, worker, ada)
    expect(told).toMatchObject({
      state: 'ready',
      counts: { objectives: 1, check_ins: 2, barrier_screenshots: 1 },
    })
    expect(told.omitted).toMatchObject({ objectives: 1, key_results: 1, barriers: 1, team_members: 1 })
    expect(told.omitted).toMatchObject({ win_celebrations: 1, commitments: 1, team_weeklies: 1 })
    const zoe = await emptyWorkspace(t)
    const reply = await bringOver(t, zoe, bytes)
    expect([reply.status, reply.body.counts?.items.created]).toEqual([201, 2])
    const report = await t.get(zoe, `/v1/imports/${reply.body.id}/report`)
    expect(report.body.data).toMatchObject([
      { code: 'admin-comes', detail: '“Ada Admin” comes as an admin.' },
    ])
    const differing = await expectTheSame(workspaceId, zoe.workspaceId, told.omitted)
    expect(differing).toEqual({
      members: [0, 0, 1],
      member_identities: [0, 0, 1],
      imports: [0, 0, 1],
      import_lines: [0, 0, 1],
      audit_log: expect.any(Array),
    })
    const confidences = await statement(
      t.adminUrl,
      `SELECT confidence FROM check_ins WHERE workspace_id = '${zoe.workspaceId}' ORDER BY seq`,
    )
    expect(confidences.rows).toEqual([{ confidence: null }, { confidence: 'high' }])
    const read = await t.get(zoe, `/v1/objectives/${goal}`)
    expect([read.status, read.body.title]).toEqual([200, 'Repairs done when promised'])
  })

  it('holds no secret, nothing of a private team of others, and nothing for a leader only', async () => {
    const { ada, boris } = t.cast
    const files = await textOf((await archiveOf(t, worker, ada)).bytes)
    const all = [...files.values()].join('\n')
    expect(all).not.toMatch(/Sell the shop|Offers|shouts|fb_live_|key_hash|Taken back words|Notes among us/)
    for (const table of Object.keys(leftOut)) expect(files.has(`${table}.jsonl`)).toBe(false)
    expect(files.get('README.md')).toContain('private_notes')
    expect(JSON.parse(files.get('manifest.json')!)).toMatchObject({
      format: 'footbridge-workspace',
      version: 1,
    })
    await statement(t.adminUrl, `UPDATE members SET admin = true WHERE id = '${boris.id}'`)
    const his = [...(await textOf((await archiveOf(t, worker, boris)).bytes)).values()].join('\n')
    expect([/Sell the shop/.test(his), /shouts/.test(his)]).toEqual([true, false])
  })

  it('is for whoever asked alone, while it is there', async () => {
    const { ada, boris, dana } = t.cast
    const { told } = await archiveOf(t, worker, ada)
    for (const url of [`/v1/exports/${told.id}`, `/v1/exports/${told.id}/archive`]) {
      expect((await t.get(null, url)).status).toBe(401)
      expect((await t.get(dana, url)).status).toBe(404)
      expect((await t.get(boris, url)).status).toBe(404)
      expect((await t.get(t.elsewhere.ada, url)).status).toBe(404)
    }
    expect((await t.get(boris, '/v1/exports')).body.data.map(({ id }: { id: string }) => id)).not.toContain(
      told.id,
    )
    const waiting = await t.post(ada, '/v1/exports')
    expect((await t.get(ada, `/v1/exports/${waiting.body.id}/archive`)).body.code).toBe('wrong-state')
    expect((await t.post(ada, '/v1/exports')).body.id).toBe(waiting.body.id)
    await statement(t.adminUrl, `UPDATE members SET admin = false WHERE id = '${ada.id}'`)
    expect((await t.get(ada, `/v1/exports/${told.id}/archive`)).status).toBe(404)
    expect((await t.get(ada, '/v1/exports')).body.data).toEqual([])
    await statement(t.adminUrl, `UPDATE members SET admin = true WHERE id = '${ada.id}'`)
    t.clock.forward(8 * 86_400_000)
    expect((await t.get(ada, `/v1/exports/${told.id}/archive`)).status).toBe(410)
    await worker.drain()
    const kept = await statement(
      t.adminUrl,
      `SELECT count(*)::int FROM export_parts WHERE export_id = '${told.id}'`,
    )
    expect(kept.rows[0].count).toBe(0)
  })

  it('is not made for somebody who is no admin any more', async () => {
    const { boris } = t.cast
    const { body } = await t.post(boris, '/v1/exports')
    await statement(t.adminUrl, `UPDATE members SET admin = false WHERE id = '${boris.id}'`)
    await worker.drain()
    const { rows } = await statement(t.adminUrl, `SELECT state FROM exports WHERE id = '${body.id}'`)
    expect(rows).toEqual([{ state: 'refused' }])
  })

  it('has its rows in an order that does not tell when they were written', async () => {
    const { ada, dana, workspaceId } = t.cast
    await statement(t.adminUrl, `UPDATE members SET version = version + 1 WHERE id = '${ada.id}'`)
    await statement(
      t.adminUrl,
      `WITH r AS (INSERT INTO planning_rounds (workspace_id, id, team_id, cycle_id, audience, kind, question, anonymous,
          asked, state, closes_day, closes_zone, closes_at, opened_by, opened_at)
        VALUES ('${workspaceId}', gen_random_uuid(), '${t.cast.teams.service}', '${t.cast.cycleId}', 'workspace', 'round',
          'What next?', true, '{}', 'closed', '2026-10-30', 'UTC', now(), '${dana.id}', now()) RETURNING *)
      INSERT INTO proposals (workspace_id, id, round_id, kind, text, day, state)
        SELECT workspace_id, ('0000000' || (9 - n) || '-0000-4000-8000-000000000000')::uuid, id, 'member', 'Idea ' || n,
          '2026-10-27', CASE n WHEN 1 THEN 'withdrawn' ELSE 'open' END FROM r, generate_series(1, 4) n`,
    )
    const files = await textOf((await archiveOf(t, worker, ada)).bytes)
    const rowsOf = (table: string): Record<string, string>[] =>
      files
        .get(`${table}.jsonl`)!
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    expect(rowsOf('proposals').map(({ text }) => text)).toEqual(['Idea 4', 'Idea 3', 'Idea 2'])
    for (const [table, key] of Object.entries({ members: 'id', objectives: 'id', audit_log: 'at' })) {
      const keys = rowsOf(table).map((row) => row[key])
      expect(keys).toEqual([...keys].sort())
    }
  })

  it('is made five times a day for one person, and the last two are kept', async () => {
    const { otto } = t.cast
    await statement(t.adminUrl, `UPDATE members SET admin = true WHERE id = '${otto.id}'`)
    for (let i = 0; i < 5; i++) {
      t.clock.forward(1000)
      expect((await t.post(otto, '/v1/exports')).status).toBe(202)
      await worker.drain()
    }
    const sixth = await t.post(otto, '/v1/exports')
    expect([sixth.status, sixth.body.code]).toEqual([429, 'exports-a-day'])
    expect(Number(sixth.headers['retry-after'])).toBe(86_400 - 4)
    const { body } = await t.get(otto, '/v1/exports')
    const states = body.data.map(({ state }: { state: string }) => state)
    expect(states).toEqual(['ready', 'ready', 'expired', 'expired', 'expired'])
    await statement(t.adminUrl, `UPDATE members SET admin = false WHERE id = '${otto.id}'`)
  })

  it('is tried without a trace, taken once, and refused where something is already', async () => {
    const { told, bytes } = await archiveOf(t, worker, t.cast.ada)
    expect(told.fits).toBe(true)
    const zoe = await emptyWorkspace(t)
    const tried = await bringOver(t, zoe, bytes, { dryRun: true })
    expect([tried.status, tried.body.state, tried.body.dryRun]).toEqual([201, 'done', true])
    expect((await t.get(zoe, '/v1/teams')).body.data).toEqual([])
    expect((await bringOver(t, zoe, bytes)).status).toBe(201)
    expect((await bringOver(t, zoe, bytes)).body.code).toBe('workspace-not-empty')
    const forged = zip([{ name: 'manifest.json', bytes: Buffer.from('{}') }])
    expect((await bringOver(t, zoe, forged)).body.code).toBe('workspace-not-empty') // before it is looked into
    expect((await bringOver(t, await emptyWorkspace(t), forged)).body.code).toBe('archive-version')
    const broken = await bringOver(t, await emptyWorkspace(t), bytes.subarray(0, bytes.length - 9))
    expect(broken.status).toBe(422)
  })

  it('yields the same of an imported Viva export', async () => {
    await take(t, 'Organization_CompleteData_70001_1763633700_001.zip', { people: {} })
    const { told, bytes } = await archiveOf(t, worker, t.cast.ada)
    const zoe = await emptyWorkspace(t)
    expect((await bringOver(t, zoe, bytes)).status).toBe(201)
    const differing = await expectTheSame(t.cast.workspaceId, zoe.workspaceId, told.omitted)
    expect(Object.keys(differing).sort()).toEqual(byDesign)
  })

  it('yields the same of the demo', async () => {
    await loadDemo({ databaseUrl: t.adminUrl }, () => undefined, t.clock.now)
    const { rows } = await statement(
      t.adminUrl,
      `SELECT m.workspace_id AS "workspaceId", m.id, m.name, i.value AS oid FROM members m
        JOIN workspaces w ON w.id = m.workspace_id AND w.tid = '${demoTenant}'
        JOIN member_identities i ON i.workspace_id = m.workspace_id AND i.member_id = m.id AND i.kind = 'entra'
        WHERE m.admin LIMIT 1`,
    )
    const admin = { ...rows[0], tid: demoTenant } as Person & { workspaceId: string }
    const { told, bytes } = await archiveOf(t, worker, admin)
    const zoe = await emptyWorkspace(t)
    expect((await bringOver(t, zoe, bytes)).status).toBe(201)
    const differing = await expectTheSame(admin.workspaceId, zoe.workspaceId, told.omitted)
    expect(Object.keys(differing).sort()).toEqual(byDesign)
    expect(told.counts.check_ins).toBeGreaterThan(50)
  }, 240_000)
})
