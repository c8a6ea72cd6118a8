import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type TestApp, testApp } from '../support/app.ts'
import { countRows } from '../support/counts.ts'
import { statement } from '../support/server.ts'
import { reportOf, send, take } from './send.ts'
import { csv, objective, sample, vivaZip, zipName } from './viva-files.ts'
import { workbook } from './workbook.ts'

const tidewater = { name: zipName, bytes: sample(zipName) }

describe('imports', () => {
  let t: TestApp
  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t.close())

  it('turns a stranger away (401)', async () => {
    expect((await send(t, null, tidewater)).status).toBe(401)
    expect((await t.get(null, '/v1/imports')).status).toBe(401)
  })

  it('are for admins alone (403), the reading of them too', async () => {
    for (const who of [t.cast.mia, t.cast.dana, t.cast.boris, t.cast.gus]) {
      expect((await send(t, who, tidewater)).status).toBe(403)
      expect((await t.get(who, '/v1/imports')).status).toBe(403)
      expect((await t.get(who, `/v1/imports/${v7()}/report`)).status).toBe(403)
    }
  })

  it('answers an import of another workspace like one that never was (404)', async () => {
    const reply = await send(t, t.elsewhere.ada, tidewater, { dryRun: true })
    for (const id of [reply.body.id, v7()]) {
      expect((await t.get(t.cast.ada, `/v1/imports/${id}`)).status).toBe(404)
      expect((await t.get(t.cast.ada, `/v1/imports/${id}/report`)).status).toBe(404)
    }
  })

  it.each([
    ['no file', null, {}, '/file'],
    ['a part nobody asked for', tidewater, { parts: { colour: '"red"' } }, '/colour'],
    ['a part that is no JSON', tidewater, { parts: { dryRun: 'maybe' } }, '/dryRun'],
    ['a decision of the wrong kind', tidewater, { parts: { people: '{"a": 1}' } }, '/people/a'],
    ['a decision for nobody of the file', tidewater, { people: { nobody: 'new' } }, '/people/nobody'],
    ['a decision for no member', tidewater, { people: { 'user:500001': v7() } }, '/people/user:500001'],
  ])('refuses %s and names the place (400)', async (_, file, sending, pointer) => {
    const reply = await send(t, t.cast.ada, file, sending)
    expect([reply.status, reply.body.errors?.[0].pointer]).toEqual([400, pointer])
  })

  it('refuses a body that was cut off (400)', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const body = Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nId')
    expect((await t.ask(t.cast.ada, 'POST', '/v1/imports', body, headers)).status).toBe(400)
  })

  it('refuses a file over 50 MB (413)', async () => {
    const reply = await send(t, t.cast.ada, { name: 'big.csv', bytes: Buffer.alloc(50 * 1_048_576 + 1, 'a') })
    expect([reply.status, reply.body.code]).toEqual([413, 'too-large'])
  })

  it('refuses JSON here, and a file everywhere else (415)', async () => {
    const json = await t.post(t.cast.ada, '/v1/imports', { file: 'x' })
    expect([json.status, json.body.code]).toEqual([415, 'media-type'])
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const reply = await t.ask(t.cast.ada, 'POST', '/v1/objectives', Buffer.from('--x--\r\n'), headers)
    expect(reply.status).toBe(415)
  })

  it('refuses what is no export (422)', async () => {
    const nothing = await send(t, t.cast.ada, { name: 'a.zip', bytes: vivaZip({}) })
    expect([nothing.status, nothing.body.code]).toEqual([422, 'not-viva'])
    const other = await send(t, t.cast.ada, { name: 'a.xlsx', bytes: workbook([['Name'], ['Ana']]) })
    expect([other.status, other.body.code]).toEqual([422, 'not-viva'])
    const list = await send(t, t.cast.ada, { name: 'a.csv', bytes: csv([['Name'], ['Ana']]) })
    expect(list.status).toBe(422)
  })

  it('refuses a list of its own, which would be there twice (422)', async () => {
    for (const name of ['objectives', 'key-results', 'items', 'barriers', 'members']) {
      const { text } = await t.get(t.cast.ada, `/v1/exports/lists/${name}`)
      const reply = await send(
        t,
        t.cast.ada,
        { name: `${name}.csv`, bytes: Buffer.from(text) },
        { dryRun: true },
      )
      expect([name, reply.status, reply.body.code]).toEqual([name, 422, 'own-list'])
    }
  })

  it('knows no other method there (405)', async () => {
    const reply = await t.ask(t.cast.ada, 'DELETE', '/v1/imports')
    expect([reply.status, reply.headers.allow]).toEqual([405, expect.stringContaining('POST')])
  })

  it('takes a workbook, in which an id is a link', async () => {
    const link = { formula: 'HYPERLINK("https://goals.example/7","7")', value: '7' }
    const rows = [
      ['Id', 'Title', 'Type'],
      [link, 'Trains on time', 'Objective'],
    ]
    const tried = await send(t, t.cast.ada, { name: 'goals.xlsx', bytes: workbook(rows) }, { dryRun: true })
    expect([tried.status, tried.body.counts.items]).toMatchObject([201, { created: 1 }])
  })

  it('only tries a file with dryRun: a report, and nothing else', async () => {
    const before = await countRows(t.adminUrl)
    const tried = await take(t, zipName, { dryRun: true })
    expect(tried).toMatchObject({ state: 'done', dryRun: true, source: 'viva-zip', fileName: zipName })
    expect(tried.counts).toMatchObject({ items: { created: 21 }, checkIns: { created: 69 } })
    const after = await countRows(t.adminUrl)
    const lines = await reportOf(t, tried.id)
    expect(after).toEqual({
      ...before,
      imports: before.imports! + 1,
      import_lines: before.import_lines! + lines.length,
      audit_log: before.audit_log! + 1,
    })
    expect(lines.filter(({ level }) => level === 'review').map(({ code }) => code)).toEqual([
      'unit-clash',
      'unit-clash',
    ])
    expect((await reportOf(t, tried.id, 'review')).length).toBe(tried.lines.review)
  })

  it('happens once however often it is sent with one key, and notices another file under it', async () => {
    t.clock.forward(1000)
    const headers = { 'idempotency-key': v7() }
    const first = await take(t, zipName, { headers })
    expect(first.counts).toMatchObject({
      people: { created: 13 },
      teams: { created: 5 },
      cycles: { created: 6 },
    })
    const again = await send(t, t.cast.ada, tidewater, { headers })
    expect([again.status, again.headers['idempotent-replayed'], again.body]).toEqual([201, 'true', first])
    const other = { name: 'other.zip', bytes: vivaZip({ objectives: [objective(1, 'Another goal')] }) }
    const clash = await send(t, t.cast.ada, other, { headers })
    expect([clash.status, clash.body.code]).toEqual([422, 'key-reused'])
  })

  it('leave the ids of the old tool in force: a program goes on feeding a key result by them', async () => {
    const { rows } = await statement(
      t.adminUrl,
      `SELECT i.external_id AS name, i.subject_id AS id FROM imported i
        JOIN key_results k ON k.workspace_id = i.workspace_id AND k.id = i.subject_id
        WHERE i.kind = 'item' AND k.lifecycle = 'published' LIMIT 1`,
    )
    const [{ name, id }] = rows
    const find = `/v1/key-results?externalSource=viva-zip&externalId=${name}`
    const { data } = (await t.get(t.cast.ada, find)).body
    expect(data.map((one: { id: string }) => one.id)).toEqual([id])
    const { title, target } = data[0]
    const put = await t.ask(t.cast.ada, 'PUT', `/v1/key-results/by-external-id/viva-zip/${name}`, {
      title,
      target,
    })
    expect([put.status, put.body.id]).toEqual([200, id])
  })

  it('are listed, the latest first, and read one by one with an ETag', async () => {
    const list = await t.get(t.cast.ada, '/v1/imports?limit=1')
    expect(list.body.data).toHaveLength(1)
    const [{ id }] = list.body.data
    const one = await t.get(t.cast.ada, `/v1/imports/${id}`)
    expect(one.body).toMatchObject({ state: 'done', phase: 'finished', dryRun: false, problem: null })
    expect(one.body.teams.map(({ name }: { name: string }) => name)).toEqual([
      'Fleet & Rental',
      'Online Shop',
      'Returns',
      'Tidewater Cycles',
      'Workshop',
    ])
    const same = await t.get(t.cast.ada, `/v1/imports/${id}`, { 'if-none-match': one.headers.etag })
    expect(same.status).toBe(304)
  })
})
