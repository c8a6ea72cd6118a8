import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { apiUrl } from '../../api/database/connect.ts'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { statementsOf } from '../support/counts.ts'
import { statement } from '../support/server.ts'

const somewhere = {
  name: 'Stock',
  url: 'https://hooks.example/in?a=1#x',
  events: ['barrier.*', 'win.celebrated'],
}

describe('webhooks', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const make = (fields: object = {}, who = t.cast.ada): Promise<Reply> =>
    t.post(who, '/v1/webhooks', { ...somewhere, ...fields })
  const made = async (fields: object = {}, who = t.cast.ada): Promise<string> => {
    t.clock.forward(1)
    const { status, text, body } = await make(fields, who)
    if (status !== 201) throw new Error(text)
    return body.webhook.id
  }
  const change = (id: string, body: object, who = t.cast.ada, version = '*') =>
    t.patch(who, `/v1/webhooks/${id}`, version, body)
  const remove = (id: string) =>
    t.ask(t.cast.ada, 'DELETE', `/v1/webhooks/${id}`, undefined, { 'if-match': '*' })
  const keyWith = async (scopes: string[], who = t.cast.ada, teamIds: string[] = []) => {
    const { body } = await t.post(who, '/v1/keys', { name: 'Robot', scopes, teamIds })
    return { authorization: `Bearer ${body.secret}` }
  }
  const makeAdmin = (id: string, admin: boolean) =>
    statement(t.adminUrl, `UPDATE members SET admin = ${admin} WHERE id = '${id}'`)

  it('are the affair of admins (401, 403), and of keys with their scopes', async () => {
    const id = await made()
    for (const who of [t.cast.mia, t.cast.dana, t.cast.boris, t.cast.gus]) {
      expect((await make({}, who)).status).toBe(403)
      expect((await t.get(who, `/v1/webhooks/${id}/deliveries`)).status).toBe(403)
    }
    expect((await t.get(null, '/v1/webhooks')).status).toBe(401)
    const reads = await keyWith(['webhooks:read'])
    expect((await t.get(null, `/v1/webhooks/${id}`, reads)).status).toBe(200)
    expect((await t.post(null, `/v1/webhooks/${id}/test`, undefined, reads)).body.code).toBe('scope')
    const writes = await keyWith(['webhooks:write'])
    const { status, body } = await t.post(null, '/v1/webhooks', somewhere, writes)
    expect([status, body.webhook.createdBy]).toEqual([201, null])
    expect((await t.get(t.cast.ada, `/v1/webhooks/${v4()}`)).status).toBe(404)
    expect((await t.get(t.cast.ada, `/v1/webhooks/${id}/deliveries/${v4()}`)).status).toBe(404)
  })

  it.each([
    ['without TLS', { url: 'http://hooks.example/' }, '/url', 'not-https'],
    ['to no address', { url: 'hooks.example' }, '/url', 'not-https'],
    ['with a password in it', { url: 'https://a:b@hooks.example/' }, '/url', 'credentials'],
    ['to an odd port', { url: 'https://hooks.example:25/' }, '/url', 'port'],
    ['to our own network', { url: 'https://inside.example/' }, '/url', 'not-public'],
    ['to the metadata of the cloud', { url: 'https://169.254.169.254/' }, '/url', 'not-public'],
    ['to a name of nobody', { url: 'https://nowhere.example/' }, '/url', 'unknown-host'],
    ['of everything', { events: ['*'] }, '/events/0', 'pattern'],
    ['of a person’s own affair', { events: ['view.*'] }, '/events/0', 'pattern'],
    ['of nothing', { events: [] }, '/events', 'minItems'],
    ['without a name', { name: ' ' }, '/name', 'pattern'],
  ])('are refused %s (400), at creation and later', async (_, fields, pointer, code) => {
    const { status, body } = await make(fields)
    expect([status, body.errors?.[0]]).toMatchObject([400, { pointer, code }])
    expect((await change(await made(), fields)).body.errors?.[0]).toMatchObject({ pointer, code })
  })

  it('show their secret once, which the API itself cannot read again, and store no reply that holds one', async () => {
    const once = () => t.post(t.cast.ada, '/v1/webhooks', somewhere, { 'idempotency-key': 'twice' })
    const [first, second] = [await once(), await once()]
    expect(first.body.secret).toMatch(/^whsec_[\w+/]{43}=$/)
    expect(Buffer.from(first.body.secret.slice(6), 'base64')).toHaveLength(32)
    expect(second.headers['idempotent-replayed']).toBeUndefined()
    expect(second.body.secret).not.toBe(first.body.secret)
    const { id, url } = first.body.webhook
    expect(url).toBe('https://hooks.example/in?a=1')
    expect((await t.get(t.cast.ada, `/v1/webhooks/${id}`)).text).not.toContain(first.body.secret)
    const read = `BEGIN; SET LOCAL app.workspace = '${t.cast.workspaceId}'; SELECT secret FROM webhook_secrets`
    await expect(statement(apiUrl(t.adminUrl), read)).rejects.toThrow('permission denied')
  })

  it('get another secret under the same protection', async () => {
    const id = await made()
    const rotate = () =>
      t.post(t.cast.ada, `/v1/webhooks/${id}/rotate-secret`, {}, { 'idempotency-key': 'again' })
    const [first, second] = [await rotate(), await rotate()]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.body.secret).not.toBe(first.body.secret)
    const kept = await statement(t.adminUrl, `SELECT ends_at FROM webhook_secrets WHERE webhook_id = '${id}'`)
    expect(kept.rows).toHaveLength(2) // the latest and the one before
  })

  it('are edited, one edit at a time (412, 428), and removed with all that is of them', async () => {
    const id = await made()
    const { headers } = await t.get(t.cast.ada, `/v1/webhooks/${id}`)
    const renamed = await t.patch(t.cast.ada, `/v1/webhooks/${id}`, headers.etag, { name: ' Shelf ' })
    expect([renamed.status, renamed.body.name]).toEqual([200, 'Shelf'])
    expect((await t.patch(t.cast.ada, `/v1/webhooks/${id}`, headers.etag, { name: 'X' })).status).toBe(412)
    expect((await t.patch(t.cast.ada, `/v1/webhooks/${id}`, undefined, { name: 'X' })).status).toBe(428)
    expect((await change(id, {})).status).toBe(400)
    expect((await t.post(t.cast.ada, `/v1/webhooks/${id}/test`)).status).toBe(202)
    expect((await remove(id)).status).toBe(204)
    expect((await remove(id)).status).toBe(404)
    const left = `SELECT 1 FROM webhook_deliveries WHERE webhook_id = '${id}' UNION ALL
      SELECT 1 FROM webhook_secrets WHERE webhook_id = '${id}' UNION ALL SELECT 1 FROM due WHERE subject_id = '${id}'`
    expect((await statement(t.adminUrl, left)).rows).toEqual([])
  })

  it('are told of a private team only by who belongs to it, and nobody else leads them elsewhere (403)', async () => {
    const { board } = t.cast.teams
    expect((await make({ teamIds: [board] })).body.errors[0].pointer).toBe('/teamIds/0')
    expect((await make({ teamIds: [t.cast.teams.service] })).status).toBe(400)
    await makeAdmin(t.cast.boris.id, true)
    const id = await made({ teamIds: [board] }, t.cast.boris)
    await makeAdmin(t.cast.boris.id, false)
    const led = await change(id, { url: 'https://mine.example/' })
    expect([led.status, led.body.code]).toEqual([403, 'private-team'])
    const key = await keyWith(['webhooks:write'])
    const byKey = await t.ask(
      null,
      'PATCH',
      `/v1/webhooks/${id}`,
      { url: 'https://mine.example/' },
      { ...key, 'if-match': '*' },
    )
    expect(byKey.body.code).toBe('private-team')
    expect((await change(id, { name: 'Board room' })).body.teamIds).toEqual([board])
    const without = await change(id, { url: 'https://mine.example/', teamIds: [] })
    expect([without.status, without.body.teamIds]).toEqual([200, []])
    expect((await change(id, { teamIds: [board] })).status).toBe(400)
  })

  it('are enabled when they are disabled, not else (409); a disabled one is sent nothing', async () => {
    const id = await made()
    const at = (what: string) => t.post(t.cast.ada, `/v1/webhooks/${id}/${what}`)
    expect((await at('enable')).body.code).toBe('wrong-state')
    const test = await at('test')
    const off = `UPDATE webhooks SET disabled_at = now(), disabled_why = 'gone' WHERE id = '${id}'`
    await statement(t.adminUrl, off)
    expect((await at('test')).body).toMatchObject({ code: 'wrong-state', current: { state: 'disabled' } })
    expect((await at(`deliveries/${test.body.id}/replay`)).status).toBe(409)
    const { status, body } = await at('enable')
    expect([status, body.state, body.disabledWhy]).toEqual([200, 'active', null])
  })

  describe('send again what failed', () => {
    const since = '2026-10-01T00:00:00Z'
    const replay = (id: string, body: object = { since }, who: typeof t.cast.ada | null = t.cast.ada) =>
      t.post(who, `/v1/webhooks/${id}/replay`, body)
    const failed = (id: string, n: number, at: string, ended = true) =>
      statement(
        t.adminUrl,
        `INSERT INTO webhook_deliveries (workspace_id, id, webhook_id, kind, created_at, run_at, ended_at, outcome)
          SELECT workspace_id, gen_random_uuid(), id, 'webhook.test', '${at}', '${at}',
            ${ended ? `'${at}', 'failed'` : 'NULL, NULL'}
          FROM webhooks, generate_series(1, ${n}) WHERE id = '${id}'`,
      )
    const page = (id: string, query: string) => t.get(t.cast.ada, `/v1/webhooks/${id}/deliveries?${query}`)

    it('to nobody else (401, 403, 404), not while it is disabled (409), and not without a moment (400)', async () => {
      const id = await made()
      expect((await replay(id, { since }, null)).status).toBe(401)
      expect((await replay(id, { since }, t.cast.dana)).status).toBe(403)
      expect((await replay(v4())).status).toBe(404)
      expect((await replay(id, {})).status).toBe(400)
      const off = `UPDATE webhooks SET disabled_at = now(), disabled_why = 'gone' WHERE id = '${id}'`
      await statement(t.adminUrl, off)
      expect((await replay(id)).body.code).toBe('wrong-state')
      await remove(id)
    })

    it('in the span that is named, as far as five hundred find room (429), and log it page by page by state', async () => {
      const id = await made()
      await failed(id, 3, '2026-10-02T00:00:00Z')
      await failed(id, 2, '2026-10-04T00:00:00Z')
      const span = { since: '2026-10-03T00:00:00Z', until: '2026-10-05T00:00:00Z' }
      expect((await replay(id, span)).body).toEqual({ replayed: 2, left: 0 })
      expect((await page(id, 'state=waiting')).body.data).toHaveLength(2)
      const first = await page(id, 'state=failed&limit=2')
      expect(first.body.data).toHaveLength(2)
      const rest = await page(id, `state=failed&limit=2&cursor=${first.body.nextCursor}`)
      expect([rest.body.data.length, rest.body.nextCursor]).toEqual([1, null])
      expect((await page(id, `state=waiting&cursor=${first.body.nextCursor}`)).body.code).toBe('bad-cursor')
      await failed(id, 497, '2026-10-02T00:00:00Z', false)
      expect((await replay(id)).body).toEqual({ replayed: 1, left: 2 })
      const full = await replay(id)
      expect([full.status, full.body.code, full.headers['retry-after']]).toEqual([429, 'many-waiting', '60'])
      await remove(id)
    })
  })

  it('are listed page by page with the same statements for many as for one, and are twenty at most (409)', async () => {
    const list = (query: string) => t.get(t.cast.ada, `/v1/webhooks?${query}`)
    await made()
    await made()
    const counted = async (query: string) => (await statementsOf(t.db, () => list(query))).length
    expect(await counted('limit=50')).toBe(await counted('limit=1'))
    const [one, all] = [await list('limit=1'), await list('limit=50')]
    const next = await list(`limit=1&cursor=${one.body.nextCursor}`)
    expect([...one.body.data, ...next.body.data]).toEqual(all.body.data.slice(0, 2))
    for (let n = all.body.data.length; n < 20; n++) await made()
    expect((await make()).body.code).toBe('webhook-limit')
  })
})
