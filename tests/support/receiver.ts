import { type IncomingMessage, createServer as plain, type ServerResponse } from 'node:http'
import { createServer as secure } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Outgoing, outgoing } from '../../api/outgoing/outgoing.ts'

/** A certificate of hooks.example.test and 127.0.0.1 that nobody but a test trusts, with its key, which is no secret. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBtTCCAVygAwIBAgIUTFEqkV3fCiSCxzz5FRDmoOEyj8cwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSaG9va3MuZXhhbXBsZS50ZXN0MCAXDTI2MTEyNzE2MTc1M1oY
DzIxMjYxMTAzMTYxNzUzWjAdMRswGQYDVQQDDBJob29rcy5leGFtcGxlLnRlc3Qw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARA1luJ1U82v5DPRlpGcwpXhISjL3PZ
GRhUU2GojfJv2q6+fH6Bai0A5x/ug8YPbkvOc6g0YoaRA1arh5vYkYvbo3gwdjAd
BgNVHQ4EFgQUbVEQQ4rQeDdfWXm0a6TOaIKCei4wHwYDVR0jBBgwFoAUbVEQQ4rQ
eDdfWXm0a6TOaIKCei4wDwYDVR0TAQH/BAUwAwEB/zAjBgNVHREEHDAaghJob29r
cy5leGFtcGxlLnRlc3SHBH8AAAEwCgYIKoZIzj0EAwIDRwAwRAIgRVrGRAGmgDPU
oq5m4y4fnnWBsf2xRDTvwzVBz1OWIKYCIHMGH+EXv1YjiLI3eL1ESJTK1o52mK0f
qxkLSeBodHbw
-----END CERTIFICATE-----`
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSly8BJe4SIwFoYTV
Kv5AukbwCV0M8PgGmIurYNNVY5WhRANCAARA1luJ1U82v5DPRlpGcwpXhISjL3PZ
GRhUU2GojfJv2q6+fH6Bai0A5x/ug8YPbkvOc6g0YoaRA1arh5vYkYvb
-----END PRIVATE KEY-----`

/** What came in. */
export interface Received {
  method: string
  path: string
  headers: Record<string, string>
  body: string
  /** The name that TLS was asked for. */
  servername: string | false | null | undefined
}

/** A real HTTP or HTTPS server that keeps what it was sent; `answer` says what it replies, 204 unless told otherwise. */
export async function receiver({ tls = false } = {}) {
  const state = {
    received: [] as Received[],
    answer: (reply: ServerResponse, _: Received): void => void reply.writeHead(204).end(),
  }
  const take = async (request: IncomingMessage, reply: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const { servername } = request.socket as { servername?: string | false | null }
    const received = {
      method: request.method!,
      path: request.url!,
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString(),
      servername,
    }
    state.received.push(received)
    state.answer(reply, received)
  }
  const heard = (request: IncomingMessage, reply: ServerResponse) => void take(request, reply)
  const server = tls ? secure({ key, cert: certificate }, heard) : plain(heard)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/hook`,
    state,
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

export type Receiver = Awaited<ReturnType<typeof receiver>>

/** The door out of a test: to this machine, and to names that nobody asks the network for; `inside.example` is one of ours. */
export function testOutgoing(): Outgoing {
  const lookup = async (host: string) => {
    if (host === 'nowhere.example') return []
    return host === 'inside.example' ? ['10.0.0.1'] : ['1.1.1.1']
  }
  return outgoing({ ports: [443, 8443], thisMachine: true, lookup })
}
