import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import type { Person } from '../support/cast.ts'
import { castIds, something } from './seed.ts'
import { type Pool, type Schema, valueFor } from './values.ts'

// A failure names the seed: FUZZ_SEED repeats the order of requests, FUZZ_SECONDS searches for longer.
const seconds = Number(process.env.FUZZ_SECONDS ?? 20)
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
const actors = ['mia', 'dana', 'ada'] as const

interface Request {
  operationId: string
  method: string
  path: string
  url: string
  body?: unknown
  headers: Record<string, string>
  documented: string[]
}

// Whoever leaves asks nothing any more; a file is sent otherwise than JSON; a stream goes on.
const left = ['leaveWorkspace', 'startImport', 'streamChanges']
// Refusals of every address, whatever it is.
const everywhere = ['405', '413', '414', '415', '431']
const elsewhereMarker = 'Zanzibar'
const privateMarker = 'Boardroom'

describe.each(actors)(`the API, asked anything by %s (FUZZ_SEED=${seed})`, (name) => {
  let t: TestApp
  let pool: Pool
  let elsewhereIds: string[]
  let privateIds: string[]

  beforeAll(async () => {
    t = await testApp()
    const { cast, elsewhere } = t
    const own = await something(t, cast, cast.teams.service, cast.dana, cast.mia, 'Harbour')
    const { boris } = cast
    const hidden = await something(t, cast, cast.teams.board, boris, boris, privateMarker)
    const theirs = await something(
      t,
      elsewhere,
      elsewhere.teams.service,
      elsewhere.dana,
      elsewhere.mia,
      elsewhereMarker,
    )
    elsewhereIds = [elsewhere.workspaceId, ...ids(theirs), ...ids(castIds(elsewhere)), elsewhere.teams.board]
    privateIds = ids(hidden)
    pool = {
      own: { ...own, ...castIds(cast) },
      foreign: [
        ...elsewhereIds,
        ...privateIds,
        cast.teams.board,
        v7(),
        '00000000-0000-0000-0000-000000000000',
      ],
    }
  })
  afterAll(() => t?.close())

  // What somebody says themselves comes back to them: in the answer to each row of many, and where an id names nothing
  // of ours (the filters of one's own view, ids of the directory) it is kept as it is.
  const kept = new Set<string>()
  const secretsFrom = ({ operationId, body }: Request, ids: readonly string[]) => {
    const { filters, objectId, groupId, applicationId } = (body ?? {}) as Record<string, unknown>
    const own = JSON.stringify([filters, objectId, groupId, applicationId])
    for (const id of ids) if (own.includes(id)) kept.add(id)
    const asked = operationId === 'recordManyCheckIns' ? JSON.stringify(body) : ''
    return ids.filter((id) => !kept.has(id) && !asked.includes(id))
  }
  // The audit log says what was asked for, ids of strangers included.
  const elsewhereOf = (request: Request) =>
    /^(list|export)AuditLog$/.test(request.operationId) ? [] : secretsFrom(request, elsewhereIds)

  it(
    'answers with what it documents, and with nothing that is not theirs',
    async () => {
      const who = t.cast[name]
      const good = new Set<string>()
      const before = await everythingOf(t, t.elsewhere.ada)
      const property = fc.asyncProperty(requests(t.app.swagger() as Schema, pool), async (request) => {
        t.clock.forward(1000)
        const reply = await t.ask(
          who,
          request.method as 'GET',
          request.url,
          payload(request),
          request.headers,
        )
        judge(request, reply)
        expect(leaked(reply, [elsewhereMarker, ...elsewhereOf(request)])).toEqual([])
        const hidden = [privateMarker, ...secretsFrom(request, privateIds)]
        if (name !== 'ada') expect(leaked(reply, hidden)).toEqual([])
        if (reply.status < 300) good.add(request.operationId)
        remember(pool, request, reply)
        await stayInTeam(t, request, reply)
      })
      await fc.assert(property, {
        seed,
        numRuns: 1e6,
        interruptAfterTimeLimit: (seconds * 1000) / actors.length,
        endOnFailure: true,
      })
      expect(await everythingOf(t, t.elsewhere.ada)).toEqual(before)
      expect(good.size).toBeGreaterThan(0) // else it was refused at every door and nothing was tried
    },
    (seconds + 100) * 1000,
  )
})

const ids = (byKind: Record<string, string[]>) => Object.values(byKind).flat()

/** Requests for every operation of the document. */
function requests(document: Schema, pool: Pool): fc.Arbitrary<Request> {
  const of = (ref: string) => document.components.schemas[ref.split('/').at(-1)!]
  const all = Object.entries<Schema>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Schema>(methods)
      .filter(([, { operationId }]) => !left.includes(operationId))
      .map(([method, operation]) => requestOf(path, method.toUpperCase(), operation, pool, of)),
  )
  return fc.oneof(...all)
}

function requestOf(
  path: string,
  method: string,
  operation: Schema,
  pool: Pool,
  of: (ref: string) => Schema,
): fc.Arbitrary<Request> {
  const owner = path.split('/')[2]!
  const parts = (place: string) => (operation.parameters ?? []).filter((part: Schema) => part.in === place)
  const values = (place: string, chance: number) =>
    fc.record(
      Object.fromEntries(
        parts(place).map(({ name, schema, required }: Schema) => {
          const value = valueFor(schema, pool, of, name, owner).map(String)
          const some = fc.oneof(
            { weight: chance, arbitrary: value },
            { weight: 4, arbitrary: fc.constant(undefined) },
          )
          return [name, required ? value : some]
        }),
      ),
    )
  const schema = operation.requestBody?.content['application/json']?.schema
  const body = schema ? valueFor(schema, pool, of, '', owner) : fc.constant(undefined)
  return fc
    .tuple(values('path', 9), values('query', 2), body, headers(method))
    .map(([params, query, given, sent]) => ({
      operationId: operation.operationId,
      method,
      path,
      url: addressOf(path, params, query),
      body: given,
      headers: sent,
      documented: Object.keys(operation.responses),
    }))
}

function addressOf(path: string, params: Record<string, unknown>, query: Record<string, unknown>): string {
  const encoded = (value: unknown) => encodeURIComponent(String(value).toWellFormed())
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(params[name]) || '%20')
  const asked = Object.entries(query).filter(([, value]) => value !== undefined)
  return asked.length === 0
    ? filled
    : `${filled}?${asked.map(([name, value]) => `${name}=${encoded(value)}`).join('&')}`
}

const tags = [
  '"1.1.x"',
  'W/"1.1.x"',
  '"999999999.999999999.x"',
  '"99999999999.1.x"',
  '1',
  '"',
  '*, "1.1.x"',
  'é',
  "'; --",
]

/** Headers as HTTP lets them through; an edit mostly says that it takes whatever is there. */
function headers(method: string): fc.Arbitrary<Record<string, string>> {
  const odd = fc.constantFrom(...tags, 'x'.repeat(201))
  const rarely = (name: string, value: fc.Arbitrary<string>) =>
    fc.oneof(
      { weight: 9, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: value.map((text) => ({ [name]: text })) },
    )
  const some = (name: string, value: fc.Arbitrary<string>) => value.map((text) => ({ [name]: text }))
  if (method === 'GET') return rarely('if-none-match', odd)
  if (method === 'POST') return rarely('idempotency-key', fc.oneof(odd, fc.constantFrom('a', 'b', 'c')))
  return fc.oneof(
    { weight: 9, arbitrary: some('if-match', fc.constant('*')) },
    { weight: 2, arbitrary: some('if-match', odd) },
    { weight: 1, arbitrary: fc.constant({}) },
  )
}

/** A body that is a bare text or number is sent as the JSON that it is. */
function payload({ body, headers }: Request): unknown {
  if (body === undefined) return undefined
  headers['content-type'] = 'application/json'
  return JSON.stringify(body)
}

/** No fault of ours, a documented status, a problem document for every refusal. */
function judge({ documented }: Request, { status, headers, body, text }: Reply): void {
  expect({ status, text }).toMatchObject({ status: expect.any(Number), text: status < 500 ? text : '' })
  if (status === 304) return
  expect([...documented, ...everywhere]).toContain(String(status))
  if (status < 300) return void expect(text === '' ? 204 : status).toBe(status)
  expect(headers['content-type']).toContain('application/problem+json')
  const word = expect.any(String)
  expect(body).toMatchObject({
    type: word,
    title: word,
    status,
    detail: word,
    instance: word,
    code: word,
    traceId: word,
  })
}

/** What of somebody else's stands in a reply; the address itself, which a refusal repeats, does not count. */
function leaked({ status, body, text, headers }: Reply, secrets: readonly string[]): string[] {
  const said = status >= 400 ? JSON.stringify({ ...body, instance: '' }) : text
  const all = `${said} ${JSON.stringify(headers)}`.toLowerCase()
  return secrets.filter((secret) => all.includes(secret.toLowerCase()))
}

/** What was made can be asked for from now on. */
function remember({ own }: Pool, { path }: Request, { status, body }: Reply): void {
  if (status !== 201) return
  const kind = path.endsWith('}/alignments') ? 'alignments' : path.split('/').at(-1)!
  const id = body.id ?? body.checkIn?.id ?? body.commitment?.id
  if (typeof id === 'string') own[kind] = [...(own[kind] ?? []), id].slice(-40)
  if (body.step?.id) own.steps = [...(own.steps ?? []), body.step.id].slice(-40)
}

/** Whoever was put out of the team, or given another role, comes back: else nothing more would be found. */
async function stayInTeam(t: TestApp, { operationId }: Request, { status }: Reply): Promise<void> {
  if (status >= 300 || !['removeFromTeam', 'putInTeam'].includes(operationId)) return
  const { ada, dana, mia, teams } = t.cast
  await t.post(ada, `/v1/teams/${teams.service}/members`, { memberId: dana.id, role: 'leader' })
  await t.post(ada, `/v1/teams/${teams.service}/members`, { memberId: mia.id, role: 'member' })
}

/** All that an admin of a workspace can list of it. */
async function everythingOf(t: TestApp, admin: Person): Promise<string[]> {
  const lists = [
    'workspace',
    'members',
    'teams',
    'cycles',
    'objectives',
    'key-results',
    'steps',
    'barriers',
    'wins',
    'audit-log',
  ]
  const replies = await Promise.all(lists.map((list) => t.get(admin, `/v1/${list}`)))
  return replies.map(({ text }) => text)
}
