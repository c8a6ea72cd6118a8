import { createServer, type RequestListener, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listening {
  origin: string
  stop(): Promise<void>
}

/** A server on a free port of this machine. */
export async function listening(what: RequestListener | Server): Promise<Listening> {
  const server = typeof what === 'function' ? createServer(what) : what
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

/** A proxy before a server that says some headers otherwise (undefined: not at all), or another status. */
export function through(
  origin: string,
  changed: Record<string, string | undefined>,
  statusFor: (path: string) => number | undefined = () => undefined,
): Promise<Listening> {
  const { host, hostname, port } = new URL(origin)
  return listening((asks, response) => {
    const to = { hostname, port, path: asks.url!, method: asks.method!, headers: { ...asks.headers, host } }
    const passed = request(to, (reply) => {
      const headers = { ...reply.headers, ...changed }
      for (const [name, value] of Object.entries(headers))
        if (value !== undefined) response.setHeader(name, value)
      response.writeHead(statusFor(asks.url!) ?? reply.statusCode!)
      reply.pipe(response)
    })
    asks.pipe(passed)
  })
}
