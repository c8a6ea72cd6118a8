import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A door on this machine to a port that may change, whose connections can be cut as a broken network cuts them. */
export interface Forward {
  port: number
  /** Where new connections lead from now on. */
  to(port: number): void
  /** Cuts every connection there is, in the middle of whatever is said. */
  cut(): void
  close(): Promise<void>
}

/** Opens the door to a port. */
export async function forward(first: number): Promise<Forward> {
  let target = first
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => undefined)
      one.once('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const cut = () => {
    for (const socket of open) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    to: (port) => {
      target = port
    },
    cut,
    close: () => {
      cut()
      return new Promise((done) => server.close(() => done()))
    },
  }
}
