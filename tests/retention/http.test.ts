import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { apiRole, workerRole } from '../../api/database/connect.ts'
import { personal } from '../../api/database/personal.ts'
import { transaction } from '../../api/database/transaction.ts'
import { workerActor } from '../../api/jobs/actor.ts'
import { forgetOld } from '../../api/retention/jobs.ts'
import { allParts } from '../../api/retention/parts.ts'
import { archiveOf, bringOver, emptyWorkspace } from '../exports/archives.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { statementsOf } from '../support/counts.ts'
import { statement } from '../support/server.ts'
import { type TestWorker, testWorker } from '../support/worker.ts'
import { everything, longPast, type Said } from './said.ts'

const twoYearsLater = '2025-03-12T09:00:00Z'

describe('how long things are kept', () => {
  let t: TestApp
  let worker: TestWorker
  let said: Said

  beforeAll(async () => {
    t = await testApp()
    t.clock.to(longPast)
    worker = await testWorker(t)
    for (const cast of [t.elsewhere, t.cast]) said = await everything(t, cast)
    await worker.drain()
  })
  afterAll(async () => {
    await worker?.stop()
    await t?.close()
  })

  const read = async (who = t.cast.ada) => (await t.get(who, '/v1/retention')).body
  const set = (change: object, etag = '*', who = t.cast.ada) => t.patch(who, '/v1/retention', etag, change)
  const sql = async <Row>(text: string) => (await statement(t.adminUrl, text)).rows as Row[]
  const here = () => `workspace_id = '${t.cast.workspaceId}'`

  it('is the admins’ to say, within bounds, and against what they read', async () => {
    expect((await t.get(null, '/v1/retention')).status).toBe(401)
    expect((await set({ words: 365 }, '*', t.cast.dana)).status).toBe(403)
    expect((await set({ words: 365 }, '"7.7.x"')).status).toBe(412)
    for (const change of [{ audit: 89 }, { events: 365 }, { words: 10 }, { oneOnOnes: 0 }, { logs: null }]) {
      expect((await set(change)).status).toBe(400)
    }
    const preview = await t.get(t.cast.ada, '/v1/retention/preview?words=30')
    expect([preview.status, preview.body.errors[0].pointer]).toEqual([400, '/words'])
    const { status } = await t.get(t.cast.mia, '/v1/retention/preview')
    expect(status).toBe(403)
  })

  it('is not enforced by the API alone: the database takes nothing shorter, and no record that is young', async () => {
    const insert = `INSERT INTO retention (workspace_id, audit) VALUES ('${t.cast.workspaceId}', 89)`
    await expect(sql(insert)).rejects.toThrow('retention_audit_ck')
    const young = `UPDATE audit_log SET at = now() WHERE id = (SELECT max(id::text)::uuid FROM audit_log WHERE ${here()})`
    await sql(young)
    const lines = async () =>
      (await sql<{ n: number }>(`SELECT count(*)::int n FROM audit_log WHERE ${here()}`))[0]!.n
    const before = await lines()
    const all = 'DELETE FROM audit_log'
    await expect(transaction(t.db, t.cast, (tx) => tx.query(all))).rejects.toThrow('permission denied')
    await transaction(worker.db, t.cast, async (tx) => {
      await tx.query('SAVEPOINT a')
      await tx.query(all)
      expect((await tx.query('SELECT count(*)::int n FROM audit_log'))[0].n).toBe(1)
      await tx.query('ROLLBACK TO a')
    })
    expect(await lines()).toBe(before)
    const grants = await sql<{ grantee: string }>(
      `SELECT grantee FROM information_schema.role_table_grants WHERE table_name IN ('audit_log', 'events')
        AND privilege_type IN ('UPDATE', 'DELETE') AND grantee IN ('${apiRole}', '${workerRole}')`,
    )
    expect(grants.map(({ grantee }) => grantee)).toEqual([workerRole, workerRole])
  })

  it('begins with what is usual: what people wrote stays, records two years', async () => {
    expect(await read()).toMatchObject({
      audit: 730,
      events: 730,
      words: null,
      oneOnOnes: null,
      logs: 90,
      last: { gone: [] },
    })
  })

  it('is shown before it is shorter: what would go, and nothing of what only two people see', async () => {
    t.clock.to(twoYearsLater)
    const preview = async (query: string) =>
      (await t.get(t.cast.ada, `/v1/retention/preview?${query}`)).body.data as {
        part: string
        count: number
      }[]
    const counts = await preview('words=365&oneOnOnes=365&audit=0&events=0')
    const byPart = Object.fromEntries(counts.map(({ part, count }) => [part, count]))
    expect(byPart).toMatchObject({
      comments: 1,
      notes: 1,
      barriers: 1,
      answers: 1,
      celebrations: 1,
      proposals: 2,
      challenges: 1,
      pulses: 1,
      pulseAnswers: null,
      minutes: null,
      privateNotes: null,
    })
    expect(Object.keys(byPart)).not.toContain('audit')
    expect(await preview('audit=0&events=0&logs=365')).toHaveLength(4)
    const statements = await statementsOf(t.db, () => preview('words=365'))
    expect(statements.filter((one) => one.includes('AS part'))).toHaveLength(1)
  })

  it('takes the texts of one workspace in the night, leaves its figures and the other workspace, and says so once', async () => {
    const figures = async () => {
      const { body } = await t.get(t.cast.mia, `/v1/key-results/${said.keyResult}`)
      return [body.percent, body.latest, body.health]
    }
    const facts = `SELECT value, percent, confidence, recorded_at FROM check_ins WHERE ${here()}`
    const [shown, stored] = [await figures(), await sql(facts)]
    const tags = () =>
      Promise.all(
        [`key-results/${said.keyResult}`, `wins/${said.win}`].map(
          async (path) => (await t.get(t.cast.mia, `/v1/${path}`)).headers.etag,
        ),
      )
    const [etag, winTag] = await tags()
    expect((await set({ words: 365, oneOnOnes: 365, audit: null, events: null })).status).toBe(200)
    await worker.drain()
    const texts = async (other = false) => {
      const place = other ? here().replace('=', '<>') : here()
      const found = await sql(`
        SELECT (SELECT max(text) FROM comments WHERE ${place}) AS comment, (SELECT max(note) FROM check_ins WHERE ${place}) AS note,
          (SELECT max(details) FROM barriers WHERE ${place}) AS details, (SELECT max(words) FROM barrier_turns WHERE ${place}) AS words,
          (SELECT max(notes) FROM one_on_one_meetings WHERE ${place}) AS minutes,
          (SELECT max(kept ->> 'html') FROM imported WHERE ${place}) AS html,
          (SELECT max(text) FROM private_notes WHERE ${place}) AS own, (SELECT max(words) FROM win_celebrations WHERE ${place}) AS praise,
          (SELECT jsonb_agg(concat_ws(' ', text, why, reason) ORDER BY length(text)) FROM proposals WHERE ${place}) AS proposals,
          (SELECT max(words || answer_words) FROM challenges WHERE ${place}) AS doubt,
          (SELECT max(comment) FROM pulse_answers WHERE ${place}) AS tapped,
          (SELECT jsonb_agg(jsonb_build_array(answers, understand, comments)) FROM pulse_groups WHERE ${place}) AS taps, (SELECT count(*)::int FROM comment_mentions WHERE ${place}) AS mentions`)
      return found[0]
    }
    const nothing = {
      html: null,
      comment: null,
      note: null,
      details: null,
      words: null,
      minutes: '',
      own: '',
      mentions: 0,
      praise: null,
      proposals: ['— —', 'Repairs', 'Later hours I see it daily'],
      doubt: '——',
      tapped: null,
      taps: [[10, 9, []]],
    }
    expect(await texts()).toEqual(nothing)
    expect(await texts(true)).toMatchObject({
      comment: 'Dana knows',
      note: 'Slow week',
      minutes: 'Minutes',
      own: 'For myself',
      praise: 'Well done',
      proposals: [
        'Repairs I see it daily',
        'Own tools I see it daily Next year',
        'Later hours I see it daily',
      ],
      doubt: 'Count ridersWe promised it',
      tapped: 'Too much',
      taps: [[10, 9, ['Too much']]],
    })
    expect([await figures(), await sql(facts)]).toEqual([shown, stored])
    expect(await tags()).toEqual([expect.not.stringMatching(etag!), expect.not.stringMatching(winTag!)])
    expect((await t.get(t.cast.mia, `/v1/barriers/${said.barrier}`)).body).toMatchObject({
      title: 'No key',
      details: null,
      state: 'confirmed',
    })
    const { body } = await t.get(
      t.cast.mia,
      `/v1/comments?subjectKind=key_result&subjectId=${said.keyResult}`,
    )
    expect(body.data[0]).toMatchObject({ text: null, mentions: [] })
    const { last } = await read()
    expect(last.gone).toEqual(
      expect.arrayContaining([
        { part: 'comments', count: 1 },
        { part: 'minutes', count: 1 },
      ]),
    )
    const records = () =>
      sql(`SELECT kind, data FROM events WHERE ${here()} AND kind = 'retention.ran'
        UNION ALL SELECT operation, 'null' FROM audit_log WHERE ${here()} AND operation = 'forget'`)
    expect(await records()).toEqual([
      { kind: 'retention.ran', data: expect.objectContaining({ comments: 1, notes: 1 }) },
      { kind: 'forget', data: null },
    ])
    t.clock.forward(86_400_000)
    await worker.drain()
    expect(await records()).toHaveLength(2)
  })

  it('takes records a bounded batch at a time, and goes on where a killed worker was', async () => {
    const line = `'${t.cast.workspaceId}', gen_random_uuid(), '2020-01-01', 'key:1', 'changeCycle', 200, 'api', 'x'`
    await sql(`INSERT INTO audit_log (workspace_id, id, at, credential, operation, status, surface, trace_id)
      SELECT ${line} FROM generate_series(1, 1500)`)
    await set({ audit: 730 })
    const old = async () =>
      (
        await sql<{ n: number }>(
          `SELECT count(*)::int n FROM audit_log WHERE ${here()} AND at < '2021-01-01'`,
        )
      )[0]!.n
    const once = (fails: boolean) =>
      transaction(worker.db, t.cast, async (tx) => {
        const actor = (await workerActor(tx, t.cast.workspaceId, t.clock.now))!
        const next = await forgetOld(tx, actor, t.cast.workspaceId)
        if (fails) throw new Error('killed')
        return next
      })
    await expect(once(true)).rejects.toThrow('killed')
    expect(await old()).toBe(1500)
    expect(await once(false)).toEqual(t.clock.now)
    expect(await old()).toBeLessThanOrEqual(600)
    t.clock.forward(86_400_000)
    await worker.drain()
    expect(await old()).toBe(0)
    const { gone } = (await read()).last
    expect(gone.find(({ part }: { part: string }) => part === 'audit').count).toBeGreaterThanOrEqual(1500)
  })

  it('takes old events only, and whoever follows them from before is told to begin again', async () => {
    const { body } = await t.get(t.cast.ada, '/v1/changes')
    await sql(`UPDATE events SET at = '2021-01-01' WHERE ${here()} AND kind = 'barrier.raised'`)
    await set({ events: 400 })
    t.clock.forward(31 * 86_400_000)
    await worker.drain()
    expect(await sql(`SELECT FROM events WHERE ${here()} AND kind = 'barrier.raised'`)).toEqual([])
    expect(await sql(`SELECT FROM events WHERE ${here()} AND kind = 'retention.ran'`)).not.toEqual([])
    const late = await t.get(t.cast.ada, `/v1/changes?since=${encodeURIComponent(body.next)}`)
    expect([late.status, late.body.code]).toEqual([410, 'changes-gone'])
  })

  it('comes along in an archive', async () => {
    const { bytes } = await archiveOf(t, worker, t.cast.ada)
    const zoe = await emptyWorkspace(t, v7())
    await worker.drain()
    const brought = await bringOver(t, zoe, bytes)
    if (brought.status >= 300) throw new Error(brought.text)
    const { version, revision, last, ...kept } = await read()
    expect(await read(zoe)).toMatchObject(kept)
  })

  it('has gone well with the worker', () => {
    expect(worker.log).toEqual([])
  })
})

describe('what is emptied because it is old', () => {
  it('is known as text of people: there is one list of those', () => {
    const unknown = allParts.flatMap(([, { table, empties = '' }]) => {
      const columns = [...empties.matchAll(/(\w+) = (?:NULL|CASE|'[{}[\]—]*')/g)].map(([, column]) => column!)
      const { said = {}, record = '' } = personal[table] ?? {}
      return columns.filter((column) => !(column in said) && !record.split(' ').includes(column))
    })
    expect(unknown).toEqual([])
  })
})
