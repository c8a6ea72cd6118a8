import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Home, postgresHome } from './postgres-home.ts'
import { isRunning, type Postmaster, runningPostmaster, stopPostmaster } from './postmaster.ts'

export type EmbeddedOptions = {
  log?: (line: string) => void
  /** Settings of postgresql.conf, for example `{ fsync: 'off' }` for a database that a test throws away. */
  settings?: Record<string, string>
}

export type Embedded = {
  /** The administrator's URL of the database `postgres`. */
  url: string
  /** True when a database that was already running (after a kill, or of another start) was taken over. */
  adopted: boolean
  /** Stops the database, unless another living process started it. */
  stop(): Promise<void>
}

const startingUp = ['ECONNREFUSED', 'ECONNRESET', '57P03']

/**
 * Starts the PostgreSQL that comes as an npm package, with its data in `folder`, reachable from this machine only.
 * Runs as root and as an ordinary user, and picks up what a killed run left. Throws one line that says the cure.
 */
export async function startEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const home = await postgresHome(resolve(folder))
  const log = options.log ?? (() => {})
  const password = await keptPassword(folder, home)
  if (!(await exists(join(home.database, 'PG_VERSION')))) {
    log('Creating the database folder …')
    await initialise(home, password)
  }
  const url = (port: number) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const found = await adopt(home, url)
  if (found) return handle(found, home, folder, url(found.port), true)
  const started = await launch(home, folder, options.settings ?? {}, url)
  return handle(started, home, folder, url(started.port), false)
}

/** Stops whatever runs on the folder's database and removes all of it. */
export async function removeEmbedded(folder: string): Promise<void> {
  const room = (await readFile(join(folder, 'location'), 'utf8').catch(() => folder)).trim()
  const running = await runningPostmaster(join(room, 'database'))
  if (running) await stopPostmaster(running.pid, join(room, 'database'))
  for (const path of [room, folder]) await rm(path, { recursive: true, force: true })
}

async function keptPassword(folder: string, home: Home): Promise<string> {
  const file = join(folder, 'password')
  const known = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (known) return known
  if (await exists(home.database)) {
    throw new Error(
      `${file} is missing, and the database beside it needs it. Put it back, or remove ${folder}.`,
    )
  }
  const password = randomBytes(24).toString('base64url')
  await writeFile(file, `${password}\n`, { mode: 0o600 })
  return password
}

/** Made beside its final place and renamed when whole, so that a kill in between leaves nothing half made. */
async function initialise({ bin, database, ids }: Home, password: string): Promise<void> {
  const [draft, passwordFile] = [`${database}.new`, `${database}.password`]
  await rm(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (ids.uid !== undefined) for (const path of [draft, passwordFile]) chownSync(path, ids.uid, ids.gid!)
  const made = spawnSync(
    join(bin, 'initdb'),
    [...initdbFlags, `--pgdata=${draft}`, `--pwfile=${passwordFile}`],
    {
      ...ids,
      cwd: '/',
      env: plainEnvironment(),
      encoding: 'utf8',
    },
  )
  await rm(passwordFile, { force: true })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr.trim()}`)
  await rename(draft, database)
}

/** The built-in locale knows all of Unicode and is the same on every machine. No sync: the server syncs what it writes. */
const initdbFlags = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
]

/** A database that is starting up is waited for, one that is shutting down is waited out. */
async function adopt(home: Home, url: (port: number) => string): Promise<Postmaster | undefined> {
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    const running = await runningPostmaster(home.database)
    if (!running || (await answers(url(running.port)))) return running
    await sleep(50)
  }
  throw new Error(
    `A database runs on ${home.database} but does not answer. Stop its process, then try again.`,
  )
}

async function launch(
  home: Home,
  folder: string,
  settings: Record<string, string>,
  url: (port: number) => string,
) {
  const [port, logFile] = [await freePort(), join(folder, 'database.log')]
  const child = spawnPostgres(home, port, logFile, settings)
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  child.once('error', () => {
    ended = true
  })
  while (!ended) {
    if (await answers(url(port))) return { pid: child.pid!, port }
    await sleep(25)
  }
  const other = await adopt(home, url)
  if (other) return other
  throw new Error(
    `The database did not start:\n${(await readFile(logFile, 'utf8')).trim().split('\n').slice(-5).join('\n')}`,
  )
}

/** In its own process group, so that Ctrl-C reaches us first and the API can finish before its database goes. */
function spawnPostgres(
  { bin, database, ids }: Home,
  port: number,
  logFile: string,
  settings: Record<string, string>,
): ChildProcess {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(logFile, 'w', 0o600)
  const child = spawn(join(bin, 'postgres'), ['-D', database, '-p', String(port), ...flags], {
    ...ids,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: plainEnvironment(),
  })
  closeSync(log)
  child.unref()
  return child
}

/** Nothing of ours (keys, connection strings) belongs into the database's environment. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', SystemRoot: process.env.SystemRoot }
}

async function handle(
  { pid }: Postmaster,
  home: Home,
  folder: string,
  url: string,
  adopted: boolean,
): Promise<Embedded> {
  const ownerFile = join(folder, 'owner')
  const owner = Number(await readFile(ownerFile, 'utf8').catch(() => 0))
  if (adopted && owner !== process.pid && isRunning(owner, 'node'))
    return { url, adopted, stop: async () => {} }
  await writeFile(ownerFile, `${process.pid}\n`)
  const atExit = () => void stopPostmaster(pid, home.database)
  process.once('exit', atExit)
  const stop = async () => {
    process.off('exit', atExit)
    await stopPostmaster(pid, home.database)
    await rm(ownerFile, { force: true })
  }
  return { url, adopted, stop }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    if (startingUp.includes((error as { code?: string }).code ?? '')) return false
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

const exists = (path: string) => stat(path).then(Boolean, () => false)
