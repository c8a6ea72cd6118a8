import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { aKeyResult, anObjective } from '../support/items.ts'
import { statement } from '../support/server.ts'

describe('the door for assistants', () => {
  let t: TestApp
  let address: string
  const open: Client[] = []

  beforeAll(async () => {
    t = await testApp()
    address = await t.app.listen({ port: 0, host: '127.0.0.1' })
    const { mia, dana, teams } = t.cast
    const raise = (who: Person, fields: object) => t.post(who, '/v1/barriers', { kind: 'access', ...fields })
    await raise(mia, { title: 'No key to the workshop', teamId: teams.service, askedOf: dana.id })
    await raise(t.cast.boris, { title: 'The rival does not sell', teamId: teams.board })
    await raise(t.elsewhere.mia, { title: 'Zanzibar', teamId: t.elsewhere.teams.service })
  })
  afterAll(async () => {
    for (const client of open) await client.close()
    await t?.close()
  })

  const connect = async (token: string) => {
    const requestInit = { headers: { authorization: `Bearer ${token}` } }
    const client = new Client({ name: 'an assistant', version: '1.0.0' })
    await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', address), { requestInit }))
    open.push(client)
    return client
  }
  const as = async (who: Person) =>
    connect(await t.issuer.sign({ tid: who.tid, oid: who.oid, name: who.name }))
  const withKey = async (...scopes: string[]) =>
    connect((await t.post(t.cast.ada, '/v1/keys', { name: 'Assistant', scopes })).body.secret)
  const use = async (client: Client, name: string, given: Record<string, unknown> = {}) => {
    const { content, isError } = await client.callTool({ name, arguments: given })
    const [{ text }] = content as [{ text: string }]
    return { isError: isError ?? false, body: JSON.parse(text) }
  }
  const namesOf = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name)

  it('lets no stranger in (401), and knows no other method (405)', async () => {
    const ask = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
    const refused = await t.post(null, '/mcp', ask)
    expect([refused.status, refused.headers['content-type']]).toEqual([401, 'application/problem+json'])
    expect((await t.get(t.cast.mia, '/mcp')).status).toBe(405)
    await expect(connect('fb_live_nonsense')).rejects.toThrow()
  })

  it('refuses what is no message of the protocol (400, 406)', async () => {
    const accept = { accept: 'application/json, text/event-stream' }
    expect((await t.post(t.cast.mia, '/mcp', { hello: 1 }, accept)).status).toBe(400)
    expect((await t.post(t.cast.mia, '/mcp', { jsonrpc: '2.0', id: 1, method: 'ping' })).status).toBe(406)
  })

  it('answers what blocks a team, from what the person asking sees', async () => {
    const client = await as(t.cast.mia)
    expect(client.getInstructions()).toContain('What blocks a team?')
    const { body } = await use(client, 'listTeams', { limit: 200 })
    const team = body.data.find(({ name }: { name: string }) => name === 'Service')
    const found = await use(client, 'listBarriers', { teamId: team.id })
    expect(found.body.data.map(({ title }: { title: string }) => title)).toEqual(['No key to the workshop'])
    const everywhere = JSON.stringify((await use(client, 'listBarriers')).body)
    expect(everywhere).not.toMatch(/rival|Zanzibar/)
    expect(
      (await use(client, 'listBarriers', { teamId: t.elsewhere.teams.service })).body.data ?? [],
    ).toEqual([])
  })

  it('refuses an argument that a tool does not have, and one that leads elsewhere', async () => {
    const client = await as(t.cast.mia)
    const unknown = await use(client, 'listBarriers', { team_id: t.cast.teams.service })
    expect([unknown.isError, unknown.body.detail]).toEqual([
      true,
      expect.stringContaining('no argument team_id'),
    ])
    const elsewhere = await use(client, 'recordCheckInByExternalId', {
      ...{ source: '..', externalId: '..' },
      body: { rows: [] },
    })
    expect([elsewhere.isError, elsewhere.body.detail]).toEqual([true, 'The argument source needs a value.'])
  })

  it('offers a person all of it, and a key what its scopes reach', async () => {
    const names = await namesOf(await as(t.cast.mia))
    expect(names).toEqual(
      expect.arrayContaining(['listBarriers', 'raiseBarrier', 'recordCheckIn', 'getMyWeek', 'search']),
    )
    expect(
      names.filter(
        (name) => /delete|remove|key|erase|member(?!Names)/i.test(name) && !/KeyResult/.test(name),
      ),
    ).toEqual([])
    const client = await withKey('barriers:read')
    expect(await namesOf(client)).toEqual(['getMe', 'listBarriers', 'getBarrier'])
    await expect(client.callTool({ name: 'listTeams', arguments: {} })).rejects.toThrow('no tool listTeams')
  })

  it('describes each tool so that it stands alone, and says which only read', async () => {
    const { tools } = await (await as(t.cast.dana)).listTools()
    for (const { name, description, inputSchema, annotations } of tools) {
      expect([name, (description ?? '').length > 20]).toEqual([name, true])
      const text = JSON.stringify(inputSchema)
      const named = [...text.matchAll(/#\/\$defs\/(\w+)/g)].map((found) => found[1]!)
      const there = Object.keys((inputSchema as { $defs?: object }).$defs ?? {})
      expect([name, named.filter((one) => !there.includes(one)), text.includes('#/components/')]).toEqual([
        name,
        [],
        false,
      ])
      expect([name, annotations?.readOnlyHint]).toEqual([name, /^(get|list|search)/.test(name)])
    }
  })

  it('writes as the caller, through the rules of the operation: once allowed, once refused in its words', async () => {
    const id = await aKeyResult(t)
    const done = await use(await as(t.cast.mia), 'recordCheckIn', { id, body: { value: 30 } })
    expect(done).toMatchObject({ isError: false, body: { checkIn: { value: 30, authorId: t.cast.mia.id } } })
    const refused = await use(await as(t.cast.noah), 'recordCheckIn', { id, body: { value: 31 } })
    expect(refused).toMatchObject({ isError: true, body: { status: 403, code: 'forbidden' } })
    const wrong = await use(await as(t.cast.mia), 'recordCheckIn', { id, body: { value: 'many' } })
    expect(wrong).toMatchObject({ isError: true, body: { status: 400, errors: [{ pointer: '/value' }] } })
    const lines = `SELECT status FROM audit_log WHERE operation = 'recordCheckIn' AND subject_id = '${id}' ORDER BY id`
    expect((await statement(t.adminUrl, lines)).rows.map(({ status }) => status)).toEqual([201, 403])
  })

  it('writes with a key that has the scope, as nobody', async () => {
    const id = await aKeyResult(t)
    const client = await withKey('check-ins:write')
    const { body } = await use(client, 'recordCheckIn', { id, body: { value: 7 } })
    expect(body.checkIn).toMatchObject({ value: 7, authorId: null })
  })

  it('keeps an id in its place: nothing that is written there leads to another address', async () => {
    await anObjective(t)
    const client = await as(t.cast.mia)
    for (const id of ['../../keys', 'x?limit=1', '%2e%2e/keys', '']) {
      const { isError, body } = await use(client, 'getObjective', { id })
      expect([id, isError, [400, 404].includes(body.status)]).toEqual([id, true, true])
    }
  })
})
