import { readdirSync, readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'

/** One request of a row. */
export interface Ask {
  method?: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: unknown
}

/** What a round of requests came to. */
export interface Round {
  perSecond: number
  /** The longest of the fastest 99 in a hundred, in milliseconds. */
  p99: number
  /** Milliseconds of CPU per request. */
  api: number
  postgres: number
  bytes: number
  statuses: string
}

const connections = 10

/** Asks over ten kept connections for some seconds. CPU is read from the system, of both programs with their children. */
export async function load(
  port: number,
  pids: { api: number; postgres: number },
  seconds: number,
  ask: () => Ask,
): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const [api, postgres, began] = [cpuOf(pids.api), cpuOf(pids.postgres), performance.now()]
  const statuses = new Set<number>()
  const took: number[] = []
  let bytes = 0
  const one = async () => {
    while (performance.now() - began < seconds * 1000) {
      const sent = performance.now()
      const reply = await send(agent, port, ask())
      took.push(performance.now() - sent)
      statuses.add(reply.status)
      bytes = reply.bytes
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const whole = (performance.now() - began) / 1000
  agent.destroy()
  return {
    perSecond: took.length / whole,
    p99: p99Of(took),
    api: (cpuOf(pids.api) - api) / took.length,
    postgres: (cpuOf(pids.postgres) - postgres) / took.length,
    bytes,
    statuses: [...statuses].join(','),
  }
}

export function p99Of(milliseconds: readonly number[]): number {
  return [...milliseconds].sort((a, b) => a - b)[Math.floor(milliseconds.length * 0.99)] ?? 0
}

function send(agent: Agent, port: number, { method = 'GET', path, headers = {}, body }: Ask) {
  return new Promise<{ status: number; bytes: number }>((done, failed) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const sent = request(
      { agent, port, host: '127.0.0.1', method, path, headers: { ...type, ...headers } },
      (reply) => {
        let bytes = 0
        reply.on('data', (chunk: Buffer) => {
          bytes += chunk.length
        })
        reply.on('end', () => done({ status: reply.statusCode!, bytes }))
      },
    )
    sent.on('error', failed)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** Milliseconds of CPU that a process, its children and those it has seen end have used; 0 where /proc is not there. */
export function cpuOf(pid: number): number {
  const own = [pid, ...childrenOf(pid)].map((id) => ticksOf(id, id === pid))
  return own.reduce((sum, ticks) => sum + ticks, 0) * 10
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => statOf(id)?.[1] === String(pid))
}

function ticksOf(pid: number, withEnded: boolean): number {
  const stat = statOf(pid)
  return (stat ?? []).slice(11, withEnded ? 15 : 13).reduce((sum, ticks) => sum + Number(ticks), 0)
}

/** The fields of /proc/<pid>/stat behind the program's name: state, parent … */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  } catch {
    return undefined // ended meanwhile
  }
}
