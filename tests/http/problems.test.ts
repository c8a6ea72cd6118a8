import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v7 } from 'uuid'
import { type Reply, type TestApp, testApp } from '../support/app.ts'
import { hold } from '../support/hold.ts'
import { statement } from '../support/server.ts'

describe('every refusal is a problem document', () => {
  let t: TestApp

  beforeAll(async () => {
    t = await testApp()
  })
  afterAll(() => t?.close())

  const expectProblem = ({ headers, body }: Reply, status: number, code: string) => {
    expect(body).toMatchObject({ status, code, type: `https://footbridge.dev/problems/${code}` })
    expect(Object.keys(body)).toEqual(expect.arrayContaining(['title', 'detail', 'instance', 'traceId']))
    expect(headers['content-type']).toContain('application/problem+json')
    expect(headers['cache-control']).toBe('no-store')
  }

  it.each<[string, 'GET' | 'POST' | 'DELETE', string, number, string]>([
    ['an unknown address', 'GET', '/v1/nothing', 404, 'no-route'],
    ['an unknown address outside the API', 'POST', '/nothing', 404, 'no-route'],
    ['an address that cannot be read', 'GET', '/v1/members/%zz', 400, 'bad-address'],
    ['an id that never ends', 'GET', `/v1/members/${'a'.repeat(5000)}`, 414, 'too-long'],
    ['an id that is none', 'GET', '/v1/members/me', 400, 'invalid'],
    ['U+0000 in the address', 'GET', '/v1/members/%00', 400, 'invalid'],
    ['an unknown query parameter', 'GET', '/v1/members?colour=red', 400, 'invalid'],
    ['a parameter given twice', 'GET', '/v1/members?limit=1&limit=2', 400, 'invalid'],
    ['a limit out of bounds', 'GET', '/v1/members?limit=201', 400, 'invalid'],
    ['a forged cursor', 'GET', '/v1/members?cursor=WyJhIl0', 400, 'bad-cursor'],
    ['an id that is nobody', 'GET', `/v1/members/${v7()}`, 404, 'not-found'],
  ])('for %s', async (_, method, url, status, code) => {
    const reply = await t.ask(t.cast.dana, method, url)
    expect(reply.status).toBe(status)
    expectProblem(reply, status, code)
  })

  it.each(['POST', 'DELETE', 'PATCH', 'PUT'] as const)(
    'for %s where only GET is known: 405 and Allow',
    async (method) => {
      const reply = await t.ask(t.cast.dana, method, '/v1/me')
      expect(reply.headers.allow).toBe('GET, HEAD')
      expectProblem(reply, 405, 'method')
    },
  )

  it('for whoever brings no token, and it says how', async () => {
    const reply = await t.get(null, '/v1/me')
    expect(reply.headers['www-authenticate']).toBe('Bearer')
    expectProblem(reply, 401, 'unauthorized')
  })

  it('also when it is our fault, without a word of SQL or a stack', async () => {
    await statement(t.adminUrl, 'REVOKE SELECT ON members FROM footbridge_api')
    const reply = await t.get(t.cast.dana, '/v1/members')
    await statement(t.adminUrl, 'GRANT SELECT ON members TO footbridge_api')
    expectProblem(reply, 500, 'internal')
    expect(reply.text).not.toMatch(/select|members m|permission|\.ts|at /i)
  })

  it('also when the database cuts the line in the middle of reading: 503, and the next request is answered', async () => {
    const lock = await hold(t.adminUrl, 'LOCK TABLE priorities, objectives IN ACCESS EXCLUSIVE MODE')
    const cut = t.get(t.cast.dana, '/v1/objectives')
    await lock.cut()
    const reply = await cut
    await lock.release()
    expectProblem(reply, 503, 'busy')
    expect(reply.headers['retry-after']).toBe('2')
    expect((await t.get(t.cast.dana, '/v1/objectives')).status).toBe(200)
  })

  it('also when every connection is taken for longer than anybody waits: 503', async () => {
    const lock = await hold(t.adminUrl, 'LOCK TABLE objectives IN ACCESS EXCLUSIVE MODE')
    const runners = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const runner = t.db.createQueryRunner()
        await runner.connect()
        return runner
      }),
    )
    const reply = await t.get(t.cast.dana, '/v1/objectives')
    await Promise.all(runners.map((runner) => runner.release()))
    await lock.release()
    expectProblem(reply, 503, 'busy')
  })

  describe('on the wire', () => {
    let port: number
    beforeAll(async () => {
      await t.app.listen({ port: 0, host: '127.0.0.1' })
      port = (t.app.server.address() as { port: number }).port
    })

    const send = (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let answer = ''
        connect(port, '127.0.0.1')
          .on('data', (chunk) => {
            answer += chunk
          })
          .on('close', () => resolve(answer))
          .on('error', reject)
          .end(text)
      })

    it.each([
      ['what is no HTTP', 'HELLO\r\n\r\n', '400 Bad Request', 'not-http'],
      [
        'headers without end',
        `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(70_000)}\r\n\r\n`,
        '431 Request Header Fields Too Large',
        'headers-too-large',
      ],
    ])('for %s', async (_, text, line, code) => {
      const answer = await send(text)
      expect(answer).toContain(`HTTP/1.1 ${line}\r\n`)
      expect(answer).toContain('Content-Type: application/problem+json')
      expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ code })
    })
  })
})
