import { existsSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Config, readConfig } from '../api/config.ts'
import { migrate } from '../api/database/migrate.ts'
import { startServer } from '../api/server.ts'
import { runWorker } from '../api/worker.ts'
import { buildAddin } from './build-addin.ts'
import { loadDemo } from './demo/demo.ts'
import { standIns } from './demo/directory.ts'
import { startEmbedded } from './embedded.ts'

// `npm start`: the whole product in one program, on a database of its own unless DATABASE_URL names another.

const top = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const addin = join(top, 'dist', 'addin')
const dataFolder = resolve(top, process.env.DATA_FOLDER ?? '.data')
const log = (line: string) => console.log(line)
/** How to end what has been started, latest last. */
const ends: (() => Promise<unknown>)[] = []
let stopping: Promise<void> | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))

try {
  await start()
} catch (error) {
  console.error(process.env.DEBUG ? error : (error as Error).message)
  await stop(1)
}

async function start(): Promise<void> {
  const config = configOf(process.env.DATABASE_URL ?? 'to be started')
  await refuseTakenPort(config)
  if (process.env.DATABASE_URL) await refuseUnfitDatabase(config.databaseUrl)
  else config.databaseUrl = await ownDatabase()
  await Promise.all([migrate(config.databaseUrl, log), buildAddin(log)])
  if (config.demo) await loadDemo(config, log)
  const server = await startServer(config, addin)
  ends.push(() => server.close())
  const worker = await (config.demo ? runWorker(config, standIns) : runWorker(config))
  ends.push(() => worker.stop())
  announce((server.server.address() as AddressInfo).port)
}

/** Without an Entra application and outside production this is the demo, in which anyone may be anyone. */
function configOf(databaseUrl: string): Config {
  const { ENTRA_CLIENT_ID, NODE_ENV, DEMO } = process.env
  const demo = DEMO ?? (ENTRA_CLIENT_ID || NODE_ENV === 'production' ? '0' : '1')
  return readConfig({ ...process.env, DEMO: demo, DATABASE_URL: databaseUrl })
}

/** Asked before anything else is started, so that the answer comes at once. */
async function refuseTakenPort({ port, host }: Config): Promise<void> {
  const probe = createServer()
  await new Promise<void>((free, taken) => {
    probe.once('error', () =>
      taken(new Error(`Port ${port} is taken. Choose another: PORT=${port + 1} npm start`)),
    )
    probe.listen(port, host, free)
  })
  await new Promise((closed) => probe.close(closed))
}

async function refuseUnfitDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect().catch((error: Error & { code?: string }) => {
    throw new Error(`The database of DATABASE_URL cannot be used: ${error.message || error.code}`)
  })
  const { rows } = await client.query('SHOW server_version_num')
  await client.end()
  if (rows[0].server_version_num < 150_000)
    throw new Error('DATABASE_URL must name a PostgreSQL 15 or newer.')
}

async function ownDatabase(): Promise<string> {
  const database = await startEmbedded(dataFolder, { log })
  ends.push(() => database.stop())
  if (database.adopted) log('The database of an earlier run was still running and is used on.')
  return database.url
}

function announce(port: number): void {
  const origin = `http://localhost:${port}`
  log('\nFootbridge is running:')
  log(`  the tab           ${origin}/`)
  if (existsSync(join(addin, 'hosts', 'teams.html'))) log(`  inside "Teams"    ${origin}/demo/teams`)
  if (existsSync(join(addin, 'hosts', 'outlook.html'))) log(`  inside "Outlook"  ${origin}/demo/outlook`)
  if (existsSync(join(addin, 'hosts', 'chat.html'))) log(`  the bot in "chat" ${origin}/demo/chat`)
  log(`  the API           ${origin}/docs`)
  log('Ctrl-C stops it. Starting again keeps the data.')
}

/** Ends everything, last started first; a second signal changes nothing. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    for (const end of ends.toReversed()) await end().catch((error: Error) => console.error(error.message))
    process.exit(code)
  })()
  return stopping
}
