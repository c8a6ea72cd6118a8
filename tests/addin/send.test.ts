import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { createApi, ifMatch, read, readWithEtag } from '../../addin/api/client.ts'
import type { ApiProblem } from '../../addin/api/problem.ts'

type Answer = { status: number; body?: unknown; etag?: string; half?: boolean }
type Asked = { method: string; headers: IncomingMessage['headers'] }

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server that answers as told, one answer after the other, and writes down what it was asked. */
async function server(...answers: Answer[]) {
  const asked: Asked[] = []
  const http = createServer((request, reply) => {
    asked.push({ method: request.method ?? '', headers: request.headers })
    const { status, body, etag, half } = answers.shift() ?? { status: 500 }
    reply.writeHead(status, { 'content-type': 'application/json', ...(etag && { etag }) })
    if (half) return void reply.write(JSON.stringify(body).slice(0, 5))
    reply.end(body === undefined ? undefined : JSON.stringify(body))
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  closing.push(() => {
    http.close()
    http.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, asked }
}

/** A token as Entra makes them, for one person, in its nth edition. */
function tokenOf(person: string, edition = 1): string {
  const claims = Buffer.from(JSON.stringify({ tid: 'harbour', oid: person, edition })).toString('base64url')
  return `head.${claims}.signature`
}

const door = (token: (options?: { fresh: boolean }) => Promise<string>) => ({ surface: 'tab', token })
const mia = door(async () => tokenOf('mia'))
const me = { name: 'Mia' }

describe('a request of the screen', () => {
  it('is signed and says which door it came through', async () => {
    const { url, asked } = await server({ status: 200, body: me })
    expect(await read(createApi(mia, url).GET('/v1/me'))).toEqual(me)
    expect(asked[0]?.headers).toMatchObject({
      authorization: `Bearer ${tokenOf('mia')}`,
      'footbridge-surface': 'tab',
    })
  })

  it('is sent once more with a fresh token when the first was refused, under the same key', async () => {
    const { url, asked } = await server({ status: 401, body: {} }, { status: 201, body: {} })
    const api = createApi(
      door(async (options) => tokenOf('mia', options?.fresh ? 2 : 1)),
      url,
    )
    await read(api.POST('/v1/check-ins/{id}/undo', { params: { path: { id: '1' } } }))
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${tokenOf('mia', 1)}`,
      `Bearer ${tokenOf('mia', 2)}`,
    ])
    expect(asked[0]?.headers['idempotency-key']).toMatch(/^[\da-f-]{36}$/)
    expect(asked[1]?.headers['idempotency-key']).toBe(asked[0]?.headers['idempotency-key'])
  })

  it('is not sent a third time', async () => {
    const refusal = { status: 401, code: 'unauthenticated', title: 'Not signed in' }
    const { url, asked } = await server({ status: 401, body: refusal }, { status: 401, body: refusal })
    await expect(read(createApi(mia, url).GET('/v1/me'))).rejects.toMatchObject(refusal)
    expect(asked).toHaveLength(2)
  })

  it('keeps the key that an action gave it', async () => {
    const { url, asked } = await server({ status: 201, body: {} })
    const header = { 'idempotency-key': 'one-intent' }
    await read(createApi(mia, url).POST('/v1/check-ins/{id}/undo', { params: { path: { id: '1' }, header } }))
    expect(asked[0]?.headers['idempotency-key']).toBe('one-intent')
  })

  it('carries no key when it changes nothing', async () => {
    const { url, asked } = await server({ status: 200, body: me })
    await read(createApi(mia, url).GET('/v1/me'))
    expect(asked[0]?.headers).not.toHaveProperty('idempotency-key')
  })
})

describe('what was read before', () => {
  it('is asked for conditionally and shown again when it did not change', async () => {
    const { url, asked } = await server({ status: 200, body: me, etag: '"1.1.m"' }, { status: 304 })
    const api = createApi(mia, url)
    await read(api.GET('/v1/me'))
    expect(await readWithEtag(api.GET('/v1/me'))).toEqual({ data: me, etag: '"1.1.m"' })
    expect(asked[1]?.headers['if-none-match']).toBe('"1.1.m"')
  })

  it('is not known when it was broken off half-way, so that no 304 can ever be answered with it', async () => {
    const { url, asked } = await server(
      { status: 200, body: me, etag: '"1"', half: true },
      { status: 200, body: me, etag: '"1"' },
    )
    const api = createApi(mia, url)
    const leaving = new AbortController()
    const first = read(api.GET('/v1/me', { signal: leaving.signal }))
    setTimeout(() => leaving.abort(), 100)
    await expect(first).rejects.toMatchObject({ name: 'AbortError' })
    expect(await read(api.GET('/v1/me'))).toEqual(me)
    expect(asked[1]?.headers).not.toHaveProperty('if-none-match')
  })

  it('is still known after the token was renewed', async () => {
    const { url, asked } = await server({ status: 200, body: me, etag: '"1"' }, { status: 304 })
    let edition = 0
    const api = createApi(
      door(async () => tokenOf('mia', ++edition)),
      url,
    )
    await read(api.GET('/v1/me'))
    await read(api.GET('/v1/me'))
    expect(asked[1]?.headers['if-none-match']).toBe('"1"')
  })

  it('is nothing to another person', async () => {
    const { url, asked } = await server({ status: 200, body: me, etag: '"1"' }, { status: 200, body: {} })
    const people = ['mia', 'dana']
    const api = createApi(
      door(async () => tokenOf(people.shift() ?? '')),
      url,
    )
    await read(api.GET('/v1/me'))
    await read(api.GET('/v1/me'))
    expect(asked[1]?.headers).not.toHaveProperty('if-none-match')
  })
})

describe('a refusal', () => {
  it('becomes a problem with its code, its fields and its sentence', async () => {
    const body = {
      type: 'https://footbridge.dev/problems/invalid',
      title: 'Bad request',
      status: 400,
      code: 'invalid',
      detail: 'value must be a number',
      errors: [{ pointer: '/value', code: 'type', detail: 'value must be a number' }],
    }
    const { url } = await server({ status: 400, body })
    await expect(read(createApi(mia, url).GET('/v1/me'))).rejects.toMatchObject({
      status: 400,
      code: 'invalid',
      message: 'value must be a number',
      fields: body.errors,
    })
  })

  it('is a problem too when a proxy wrote it', async () => {
    const { url } = await server({ status: 502, body: 'Bad gateway' })
    await expect(read(createApi(mia, url).GET('/v1/me'))).rejects.toMatchObject({ status: 502 })
  })

  it('has status 0 when nobody answered', async () => {
    const { url } = await server()
    for (const close of closing.splice(0)) close()
    const failure = await read(createApi(mia, url).GET('/v1/me')).catch((error: ApiProblem) => error)
    expect(failure).toMatchObject({ status: 0, code: 'no-answer' })
  })
})

it('an edit names the version it was made against', () => {
  expect(ifMatch('"3.7.x"')).toEqual({ 'if-match': '"3.7.x"' })
})
