import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { removeEmbedded, startEmbedded } from '../../infra/embedded.ts'
import { isRunning } from '../../infra/postmaster.ts'

/** The PostgreSQL of one test run: what test files need to know of it, and how it ends. */
export type TestServer = { url: string; run: string; stop(): Promise<void> }

const prefix = 'footbridge-tests-'
/** A test database is thrown away, so nothing of it has to survive a power cut. */
const throwAway = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/** Starts a database (or takes DATABASE_URL's), and migrates the template that every test file copies. */
export async function startTestServer(): Promise<TestServer> {
  const run = randomBytes(4).toString('hex')
  const given = process.env.DATABASE_URL
  const server = given ? { url: given, stop: () => dropDatabases(given, run) } : await embedded()
  await statement(server.url, `CREATE DATABASE ${templateOf(run)}`)
  const { migrate } = await import('../../api/database/migrate.ts')
  await migrate(withDatabase(server.url, templateOf(run)))
  return { url: server.url, run, stop: server.stop }
}

export const templateOf = (run: string) => `footbridge_template_${run}`

/** The same server and login, another database. */
export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Runs one statement on a connection of its own. */
export async function statement(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

async function embedded(): Promise<{ url: string; stop(): Promise<void> }> {
  await sweep()
  const folder = await mkdtemp(join(tmpdir(), prefix))
  await chmod(folder, 0o755)
  await writeFile(join(folder, 'owner'), `${process.pid}\n`)
  const { url } = await startEmbedded(folder, { settings: throwAway })
  return { url, stop: () => removeEmbedded(folder) }
}

/** Removes what killed test runs left behind; those that still run keep theirs. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue
    const folder = join(tmpdir(), name)
    const owner = Number(await readFile(join(folder, 'owner'), 'utf8').catch(() => 0))
    if (!isRunning(owner, 'node')) await removeEmbedded(folder).catch(() => {})
  }
}

async function dropDatabases(url: string, run: string): Promise<void> {
  const names = `SELECT datname FROM pg_database WHERE datname ~ '^footbridge_(test|template)_${run}'`
  for (const { datname } of (await statement(url, names)).rows) {
    await statement(url, `DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
  }
}
