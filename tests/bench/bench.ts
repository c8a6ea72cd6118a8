import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { teamBoard } from '../../api/boards/team-board.sql.ts'
import { apiUrl } from '../../api/database/connect.ts'
import { migrate } from '../../api/database/migrate.ts'
import type { Actor } from '../../api/http/actor.ts'
import { removeEmbedded, startEmbedded } from '../../infra/embedded.ts'
import { runningPostmaster } from '../../infra/postmaster.ts'
import { answering, freePort, killProgram, startProgram } from '../support/program.ts'
import { checkInScript } from './check-in.ts'
import { moreBarriers, moreCheckIns, moreTeams } from './growth.ts'
import { type Ask, load, type Round } from './load.ts'
import { filled, findPgbench, pgbench, scriptOf } from './pgbench.ts'
import { copies, type Seeded, seed } from './seed.ts'

// `npm run bench`: BENCH_WORKSPACES, BENCH_CHECK_INS (of each key result), BENCH_SECONDS (of a round), BENCH_ROUNDS.
const number = (name: string, usual: number, most: number) =>
  Math.min(Number(process.env[name] ?? usual), most)
const workspaces = number('BENCH_WORKSPACES', 20, 400)
const checkInsPerKeyResult = number('BENCH_CHECK_INS', 64, 1000)
const seconds = number('BENCH_SECONDS', 2, 20)
const rounds = number('BENCH_ROUNDS', 5, 15)

const folder = await mkdtemp(join(tmpdir(), 'footbridge-bench-'))
await chmod(folder, 0o755)
const { url } = await startEmbedded(folder, { settings: { max_connections: '100' } })
try {
  await migrate(url)
  console.log(
    `Seeding ${workspaces} workspaces, ${checkInsPerKeyResult} check-ins for each of 32 key results …`,
  )
  await measure(await seed(url, { workspaces, checkInsPerKeyResult }))
} finally {
  await removeEmbedded(folder)
}

async function measure(seeded: Seeded): Promise<void> {
  const port = await freePort()
  const env = {
    DATABASE_URL: url,
    DEMO: '1',
    PORT: String(port),
    LIMIT_CREDENTIAL: '0',
    LIMIT_WORKSPACE: '0',
  }
  const server = startProgram(process.execPath, ['dist/api/server.mjs'], env)
  try {
    await answering(server, `http://127.0.0.1:${port}/healthz`)
    const pids = { api: server.child.pid!, postgres: await postmaster() }
    await rowsOf(seeded, port, pids)
  } finally {
    await killProgram(server)
  }
}

type Pids = { api: number; postgres: number }

async function rowsOf(seeded: Seeded, port: number, pids: Pids): Promise<void> {
  const { cast, keyResultId, barrierId } = seeded
  const [dana, mia] = [await signedIn(port, cast.dana.id), await signedIn(port, cast.mia.id)]
  const path = `/v1/teams/${cast.teams.service}/board`
  const asks: Record<string, () => Ask> = {
    board: () => ({ path, headers: dana }),
    week: () => ({ path: '/v1/my-week', headers: mia }),
    queue: () => ({ path: '/v1/barriers/queue', headers: dana }),
    'check-in': () => ({
      method: 'POST',
      path: `/v1/key-results/${keyResultId}/check-ins`,
      headers: { ...mia, 'idempotency-key': v7() },
      body: { value: 42, confidence: 'high' },
    }),
  }
  const run = (name: string) => () => load(port, pids, seconds, asks[name]!)
  const pair = { board: run('board'), 'check-in': run('check-in') }
  const grown = async (what: string, grow: () => Promise<unknown>) => {
    await grow()
    await alternate(what, pair)
  }
  for (const name of Object.keys(asks)) await load(port, pids, 3, asks[name]!) // until it runs as it does all day

  await alternate('board against pgbench', { pgbench: boardInPgbench(cast, pids), board: run('board') })
  const etag = (await fetch(`http://127.0.0.1:${port}${path}`, { headers: dana })).headers.get('etag') ?? ''
  asks.unchanged = () => ({ path, headers: { ...dana, 'if-none-match': etag } })
  await alternate('board unchanged (304)', { board: run('board'), unchanged: run('unchanged') })
  await alternate('check-in against pgbench', {
    pgbench: checkInPgbench(seeded, pids),
    'check-in': run('check-in'),
  })
  await alternate('my week', { week: run('week') })
  await moreBarriers(url, barrierId, 100)
  await alternate('queue, 100 open barriers', { queue: run('queue') })
  await alternate('before it grows', pair)
  await grown('more workspaces', () => copies(url, cast.workspaceId, Math.min(workspaces * 9, 100)))
  await grown('ten times the teams', () =>
    moreTeams(url, cast.teams.service, Object.keys(cast.teams).length * 9),
  )
  await grown('ten times the check-ins', () => moreCheckIns(url, cast.workspaceId))
  await moreBarriers(url, barrierId, 10_000)
  await alternate('queue, 10,000 open barriers', { queue: run('queue') })
}

type Measured = Partial<Round> & Pick<Round, 'perSecond' | 'p99'>

/** Rounds in turn, so that a noisy moment hits all alike; prints medians, spread and the ratio to the first. */
async function alternate(
  title: string,
  programs: Record<string, (() => Promise<Measured> | Measured) | undefined>,
) {
  const found = new Map<string, Measured[]>()
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of Object.entries(programs)) {
      if (program) found.set(name, [...(found.get(name) ?? []), await program()])
    }
  }
  console.log(`\n${title}`)
  const base = median([...found.values()][0]!.map(({ perSecond }) => perSecond))
  for (const [name, all] of found) console.log(`  ${name.padEnd(10)} ${line(all, base)}`)
}

function line(all: readonly Measured[], base: number): string {
  const speeds = all.map(({ perSecond }) => perSecond)
  const [middle, low, high] = [median(speeds), Math.min(...speeds), Math.max(...speeds)]
  const cpu = (part: 'api' | 'postgres') => median(all.map((round) => round[part] ?? 0)).toFixed(2)
  const { bytes, statuses } = all[0]!
  const sent = bytes === undefined ? '' : `, ${bytes} bytes, status ${statuses}`
  return (
    `${middle.toFixed(0)}/s (${low.toFixed(0)}–${high.toFixed(0)}), ×${(middle / base).toFixed(2)}, ` +
    `p99 ${median(all.map(({ p99 }) => p99)).toFixed(0)} ms, CPU ms API ${cpu('api')} + PG ${cpu('postgres')}${sent}`
  )
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function boardInPgbench(cast: Seeded['cast'], { postgres }: Pids) {
  const program = findPgbench()
  if (!program) console.log('pgbench is missing: install postgresql-15 (Debian) to compare with it.')
  if (!program) return undefined
  const { workspaceId, dana, teams } = cast
  const led = [teams.service]
  const sql = teamBoard({ guest: false } as Actor)
  const values = [workspaceId, dana.id, led, new Date(), teams.service, null, led]
  const script = scriptOf(workspaceId, dana.id, [[filled(sql, values)]])
  return () => pgbench(program, apiUrl(url), folder, script, seconds, postgres)
}

function checkInPgbench({ cast, checkIn }: Seeded, { postgres }: Pids) {
  const program = findPgbench()
  if (!program) return undefined
  const { head, trips } = checkInScript(checkIn)
  const script = head + scriptOf(cast.workspaceId, cast.mia.id, trips, 'READ WRITE')
  return () => pgbench(program, apiUrl(url), folder, script, seconds, postgres)
}

async function signedIn(port: number, personId: string): Promise<Record<string, string>> {
  const reply = await fetch(`http://127.0.0.1:${port}/demo/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ personId }),
  })
  const { accessToken } = (await reply.json()) as { accessToken: string }
  return { authorization: `Bearer ${accessToken}` }
}

async function postmaster(): Promise<number> {
  const { readFile } = await import('node:fs/promises')
  const room = (await readFile(join(folder, 'location'), 'utf8').catch(() => folder)).trim()
  return (await runningPostmaster(join(room, 'database')))!.pid
}
