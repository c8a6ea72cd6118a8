import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type TestApp, testApp } from '../support/app.ts'
import { statement } from '../support/server.ts'

describe('a slow client', () => {
  let t: TestApp
  let port: number
  const answers: ServerResponse[] = []

  beforeAll(async () => {
    t = await testApp({ patience: { headers: 300, request: 600, looks: 50, reader: 1000 } })
    await t.app.listen({ port: 0, host: '127.0.0.1' })
    port = (t.app.server.address() as AddressInfo).port
    t.app.server.on('request', (_, answer: ServerResponse) => answers.push(answer))
  })
  afterAll(() => t?.close())

  const token = (who = t.cast.ada) => t.issuer.sign({ tid: who.tid, oid: who.oid, name: who.name })
  const opened = async () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined) // a cut connection is what these are about
    await once(socket, 'connect')
    return socket
  }
  /** Sends a byte now and then until the other side ends it; returns what it said. */
  const trickle = async (socket: Socket, text: string) => {
    let said = ''
    socket.on('data', (bytes) => {
      said += bytes
    })
    const over = once(socket, 'close')
    for (const byte of text) {
      if (socket.destroyed || !socket.writable) break
      socket.write(byte)
      await setTimeout(25)
    }
    await over
    return said
  }

  it('is cut while its headers come byte by byte', async () => {
    const endless = `GET /v1/me HTTP/1.1\r\nHost: x\r\nX-Slow: ${'a'.repeat(2000)}`
    expect(await trickle(await opened(), endless)).toMatch(/^HTTP\/1.1 408 /)
  })

  it('is cut while its body comes byte by byte, and has written nothing', async () => {
    const socket = await opened()
    const body = JSON.stringify({ name: 'a'.repeat(2000) })
    socket.write(
      `PATCH /v1/workspace HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await token()}\r\nIf-Match: *\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    )
    expect(await trickle(socket, body)).toMatch(/^HTTP\/1.1 408 /)
    expect((await t.get(t.cast.ada, '/v1/workspace')).body.name).toBe('Harbour')
  })

  it('that does not read a long file holds no connection of the database, and is left in the end', async () => {
    const lines = 40_000
    await statement(
      t.adminUrl,
      `INSERT INTO audit_log (workspace_id, id, at, credential, operation, status, surface, trace_id)
        SELECT '${t.cast.workspaceId}', gen_random_uuid(), '2026-01-01', 'key:1', repeat('x', 250), 200, 'api', 'x'
        FROM generate_series(1, ${lines})`,
    )
    const socket = await opened()
    const before = answers.length
    socket.write(
      `GET /v1/exports/lists/audit-log?format=csv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await token()}\r\n\r\n`,
    )
    await once(socket, 'readable') // and not one byte is taken from it
    const answer = answers[before]!
    const left = once(answer, 'close')
    const { master } = t.db.driver as unknown as { master: { totalCount: number; idleCount: number } }
    while (!answer.writableNeedDrain) await setTimeout(20)
    while (master.idleCount < master.totalCount) await setTimeout(20)
    expect([answer.writableEnded, answer.destroyed]).toEqual([false, false])
    const working = await statement(
      t.adminUrl,
      `SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND usename = 'footbridge_api' AND state <> 'idle'`,
    )
    expect(working.rows[0].n).toBe(0)
    await left
    expect(answer.writableFinished).toBe(false)
    socket.destroy()
  })
})
