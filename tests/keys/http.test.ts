import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { aKeyResult } from '../support/items.ts'
import { statement } from '../support/server.ts'

const day = 86_400_000

describe('keys', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const make = async (fields: object = {}, who = t.cast.ada): Promise<Reply> =>
    t.post(who, '/v1/keys', { name: 'Harbour figures', scopes: ['key-results:read'], ...fields })
  const secretOf = async (fields: object = {}): Promise<{ id: string; secret: string }> => {
    const { status, body } = await make(fields)
    expect(status).toBe(201)
    return { id: body.key.id, secret: body.secret }
  }
  const asKey = (secret: string, url: string, method: 'GET' | 'POST' = 'GET', body?: object) =>
    t.ask(null, method, url, body, { authorization: `Bearer ${secret}` })
  const inYears = (years: number) => new Date(t.clock.now.getTime() + years * 365 * day).toISOString()

  it('are made, read and ended by admins alone (401, 403)', async () => {
    const { id } = await secretOf()
    for (const who of [t.cast.mia, t.cast.dana, t.cast.boris, t.cast.gus]) {
      expect((await make({}, who)).status).toBe(403)
      expect((await t.get(who, '/v1/keys')).status).toBe(403)
      expect((await t.get(who, `/v1/keys/${id}`)).status).toBe(403)
      expect((await t.ask(who, 'DELETE', `/v1/keys/${id}`, undefined, { 'if-match': '*' })).status).toBe(403)
    }
    expect((await t.post(null, '/v1/keys', {})).status).toBe(401)
    expect((await t.get(t.cast.ada, `/v1/keys/${v4()}`)).status).toBe(404)
  })

  it('make no keys themselves, whatever their scopes (403)', async () => {
    const { secret } = await secretOf()
    const reply = await asKey(secret, '/v1/keys', 'POST', { name: 'Child', scopes: ['key-results:read'] })
    expect([reply.status, reply.body.code]).toEqual([403, 'scope'])
  })

  it.each([
    ['a scope that is none', { scopes: ['everything:write'] }, '/scopes/0'],
    ['no scope', { scopes: [] }, '/scopes'],
    ['a life of over a year', { expiresAt: '2099-01-01T00:00:00Z' }, '/expiresAt'],
    ['a life that is over', { expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt'],
    ['no name', { name: '  ' }, '/name'],
    ['a secret of one’s own', { secret: 'hunter2' }, '/secret'],
  ])('are refused with %s (400)', async (_, fields, pointer) => {
    const { status, body } = await make(fields)
    expect([status, body.errors?.[0].pointer]).toEqual([400, pointer])
  })

  it('show their secret once, and only its hash is kept, in no log either', async () => {
    const { id, secret } = await secretOf()
    const shown = await t.get(t.cast.ada, `/v1/keys/${id}`)
    expect(shown.body).toMatchObject({ hint: secret.slice(0, 12), state: 'active', lastUsedAt: null })
    expect(shown.text).not.toContain(secret)
    const tables = await statement(
      t.adminUrl,
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    )
    for (const { name } of tables.rows) {
      const found = await statement(t.adminUrl, `SELECT 1 FROM "${name}" x WHERE x::text LIKE '%${secret}%'`)
      expect([name, found.rowCount]).toEqual([name, 0])
    }
  })

  it('are not stored for a repeat: the same Idempotency-Key makes another secret', async () => {
    const once = () =>
      t.post(t.cast.ada, '/v1/keys', { name: 'Twice', scopes: ['wins:read'] }, { 'idempotency-key': 'twice' })
    const [first, second] = [await once(), await once()]
    expect(second.headers['idempotent-replayed']).toBeUndefined()
    expect(second.body.secret).not.toBe(first.body.secret)
  })

  it('say who they are and what they may do, whatever their scopes', async () => {
    const { secret } = await secretOf({ scopes: ['wins:read'] })
    const { status, body } = await asKey(secret, '/v1/me')
    expect(status).toBe(200)
    expect(body).toMatchObject({ workspaceId: t.cast.workspaceId, memberId: null, admin: false, leads: [] })
    expect(body.scopes).toEqual(['me:read', 'wins:read'])
  })

  it('reach what their scopes say and nothing else (403 names the scope)', async () => {
    const keyResult = await aKeyResult(t)
    const { id, secret } = await secretOf({ scopes: ['key-results:read'] })
    expect((await asKey(secret, `/v1/key-results/${keyResult}`)).status).toBe(200)
    const refused = await asKey(secret, `/v1/key-results/${keyResult}/check-ins`, 'POST', { value: 3 })
    expect([refused.status, refused.body.code]).toEqual([403, 'scope'])
    expect(refused.body.detail).toContain('check-ins:write')
    const { rows } = await statement(
      t.adminUrl,
      `SELECT member_id AS "memberId", status, code FROM audit_log WHERE credential = 'key:${id}'`,
    )
    expect(rows).toEqual([{ memberId: null, status: 403, code: 'scope' }])
  })

  it('push a number in one call; the check-in has no author and its confidence stays hidden from them', async () => {
    const keyResult = await aKeyResult(t)
    const { secret } = await secretOf({ scopes: ['check-ins:write', 'check-ins:read', 'key-results:read'] })
    const pushed = await asKey(secret, `/v1/key-results/${keyResult}/check-ins`, 'POST', { value: 12 })
    expect(pushed.status).toBe(201)
    expect(pushed.body.checkIn).toMatchObject({ value: 12, source: 'api', authorId: null, confidence: null })
    expect(pushed.body.checkIn.hidden).toContain('confidence')
  })

  it('see a private team only when granted by name, by somebody who belongs to it', async () => {
    const { board } = t.cast.teams
    const refused = await make({ teamIds: [board] })
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/teamIds/0'])
    const url = `/v1/objectives?teamId=${board}`
    const secret = await t.post(t.cast.boris, '/v1/objectives', {
      title: 'Buy the pier',
      teamId: board,
      cycleId: t.cast.cycleId,
      ownerId: t.cast.boris.id,
    })
    expect(secret.status).toBe(201)
    const blind = await secretOf({ scopes: ['objectives:read'] })
    expect((await asKey(blind.secret, `/v1/objectives/${secret.body.id}`)).status).toBe(404)
    expect((await asKey(blind.secret, url)).text).not.toContain('Buy the pier')

    await t.post(t.cast.boris, `/v1/teams/${board}/members`, { memberId: t.cast.ada.id })
    const seeing = await secretOf({ scopes: ['objectives:read'], teamIds: [board] })
    expect((await asKey(seeing.secret, `/v1/objectives/${secret.body.id}`)).status).toBe(200)
  })

  it('are refused when invented, mistyped, expired or ended (401)', async () => {
    const { id, secret } = await secretOf({ expiresAt: inYears(0.5) })
    expect((await asKey(secret, '/v1/me')).status).toBe(200)
    const wrong = `${secret.slice(0, -1)}${secret.endsWith('a') ? 'b' : 'a'}`
    for (const bad of [wrong, 'fb_live_', `${secret}x`, 'x'.repeat(44)]) {
      const { status, headers } = await asKey(bad, '/v1/me')
      expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer'])
    }
    const { headers } = await t.get(t.cast.ada, `/v1/keys/${id}`)
    const end = (etag: string) =>
      t.ask(t.cast.ada, 'DELETE', `/v1/keys/${id}`, undefined, { 'if-match': etag })
    expect((await t.ask(t.cast.ada, 'DELETE', `/v1/keys/${id}`)).status).toBe(428)
    expect((await end('"9.9.abcdefgh"')).status).toBe(412)
    const ended = await end(headers.etag!)
    expect([ended.status, ended.body.state, ended.body.revokedBy]).toEqual([200, 'revoked', t.cast.ada.id])
    expect((await asKey(secret, '/v1/me')).status).toBe(401)
    expect((await end('*')).status).toBe(409)

    const short = await secretOf({ expiresAt: inYears(0.01) })
    t.clock.forward(4 * day)
    expect((await asKey(short.secret, '/v1/me')).status).toBe(401)
    expect((await t.get(t.cast.ada, `/v1/keys/${short.id}`)).body.state).toBe('expired')
  })

  it('say to the hour when they were last used', async () => {
    const { id, secret } = await secretOf()
    await asKey(secret, '/v1/me')
    const first = (await t.get(t.cast.ada, `/v1/keys/${id}`)).body.lastUsedAt
    expect(first).toBe(t.clock.now.toISOString())
    t.clock.forward(59 * 60_000)
    await asKey(secret, '/v1/me')
    expect((await t.get(t.cast.ada, `/v1/keys/${id}`)).body.lastUsedAt).toBe(first)
    t.clock.forward(60_000)
    await asKey(secret, '/v1/me')
    expect((await t.get(t.cast.ada, `/v1/keys/${id}`)).body.lastUsedAt).not.toBe(first)
  })

  it('are listed page by page, with as many statements for many as for one', async () => {
    const { body } = await t.get(t.cast.ada, '/v1/keys?limit=2')
    const next = await t.get(t.cast.ada, `/v1/keys?limit=2&cursor=${body.nextCursor}`)
    const ids = [...body.data, ...next.body.data].map(({ id }: { id: string }) => id)
    expect(new Set(ids).size).toBe(4)
    expect([...ids].sort().reverse()).toEqual(ids)
  })

  describe('of applications that sign in through Entra as themselves', () => {
    const applicationId = v4()
    const token = (fields: object = {}) =>
      t.issuer.sign({
        tid: t.cast.ada.tid,
        oid: v4(),
        azp: applicationId,
        roles: ['access_as_application'],
        scp: undefined,
        ...fields,
      })
    const ask = async (fields: object = {}, url = '/v1/me') => asKey(await token(fields), url)

    it('are refused until an admin lets them in (401), and never twice at once (409)', async () => {
      expect((await ask()).status).toBe(401)
      const { status, body } = await make({ applicationId, scopes: ['wins:read'] })
      expect([status, body.secret, body.key.kind]).toEqual([201, null, 'application'])
      expect((await make({ applicationId })).body.code).toBe('application-known')
      expect((await ask()).body.scopes).toEqual(['me:read', 'wins:read'])
      expect((await ask({}, '/v1/wins')).status).toBe(200)
      expect((await ask({}, '/v1/members')).status).toBe(403)
    })

    it.each<[string, object]>([
      ['without its role', { roles: ['other'] }],
      ['of a tenant that is not known', { tid: v4() }],
      ['of another application', { azp: v4() }],
    ])('are refused %s (401)', async (_, fields) => {
      expect((await ask(fields)).status).toBe(401)
    })

    it('are no person, even when they say they have one', async () => {
      const { status, body } = await ask({ oid: t.cast.ada.oid, name: 'Ada Admin' })
      expect([status, body.memberId, body.admin]).toEqual([200, null, false])
    })
  })
})
