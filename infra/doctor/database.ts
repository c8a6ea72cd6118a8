import pg from 'pg'
import { apiUrl, workerUrl } from '../../api/database/connect.ts'
import { migrations } from '../../api/database/migrations/all.ts'
import { type Deployment, type Finding, fail, ok, warn, whyNot } from './finding.ts'
import { clocksApart } from './network.ts'

/** Whether the roles of the database can do what they must, and nothing more. */
export async function checkDatabase(deployment: Deployment): Promise<Finding[]> {
  const { databaseUrl } = deployment
  const api = deployment.databaseApiUrl ?? (databaseUrl && apiUrl(databaseUrl))
  const worker = deployment.databaseWorkerUrl ?? (databaseUrl && workerUrl(databaseUrl))
  if (!api)
    return [warn('database', 'not checked', 'Set DATABASE_URL (or DATABASE_API_URL) as the server has it.')]
  return [
    ...(await within('database', api, deployment, async (lines) => [
      await roleOf('database-api', lines),
      await rowSecurity(lines),
      clocksApart('database-clock', (await nowOf(lines)) - deployment.now().getTime(), 'database'),
    ])),
    ...(worker
      ? await within('database', worker, deployment, async (lines) => [
          await roleOf('database-worker', lines),
        ])
      : []),
    ...(databaseUrl
      ? await within('migrations', databaseUrl, deployment, async (lines) => [await migrated(lines)])
      : [warn('migrations', 'not checked', 'Set DATABASE_URL.')]),
  ]
}

type Lines = (statement: string) => Promise<Record<string, unknown>[]>

async function within(
  check: string,
  connectionString: string,
  { patience }: Deployment,
  work: (lines: Lines) => Promise<Finding[]>,
): Promise<Finding[]> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(async (statement) => (await client.query(statement)).rows)
  } catch (error) {
    const { pathname, hostname } = new URL(connectionString)
    const cure =
      'Check host, login and password of the URL, and whether the database takes connections from here.'
    return [fail(check, `${hostname}${pathname} cannot be asked (${whyNot(error)})`, cure)]
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function nowOf(lines: Lines): Promise<number> {
  return ((await lines('SELECT clock_timestamp() AS now'))[0]!.now as Date).getTime()
}

/** A role that owns a table, or may pass row security by, sees all workspaces. */
async function roleOf(check: string, lines: Lines): Promise<Finding> {
  const [role] = await lines(`
    SELECT r.rolname AS name, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb AS strong,
      EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid) AS owns,
      EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) AS joined
    FROM pg_roles r WHERE r.rolname = current_user`)
  const { name, strong, owns, joined } = role!
  const cure = `Use the login that the migrations made (leave DATABASE_API_URL and DATABASE_WORKER_URL out), or: ALTER ROLE ${name} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB.`
  if (strong) return fail(check, `${name} may pass row security by`, cure)
  if (owns) return fail(check, `${name} owns tables`, cure)
  if (joined) return fail(check, `${name} has the rights of another role`, `REVOKE that role from ${name}.`)
  return ok(check, `${name} owns nothing and cannot pass row security by`)
}

async function rowSecurity(lines: Lines): Promise<Finding> {
  const found = await lines(`
    SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'migrations' ORDER BY 1`)
  const open = found.filter(({ forced }) => !forced).map(({ name }) => name)
  if (found.length === 0)
    return fail('row-security', 'there are no tables', 'Run the migrations (dist/api/migrate.mjs).')
  if (open.length === 0) return ok('row-security', `row security is forced on all ${found.length} tables`)
  const cure = open
    .map((name) => `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`)
    .join(' ')
  return fail('row-security', `row security is not forced on ${open.join(', ')}`, cure)
}

async function migrated(lines: Lines): Promise<Finding> {
  const there = new Set((await lines('SELECT name FROM migrations')).map(({ name }) => name))
  const ours = migrations.map(({ name }) => name)
  const missing = ours.filter((name) => !there.has(name))
  const foreign = [...there].filter((name) => !ours.includes(String(name)))
  if (missing.length > 0)
    return fail(
      'migrations',
      `${missing.length} migrations are missing, first ${missing[0]}`,
      'Run the migrations (dist/api/migrate.mjs) before the server.',
    )
  if (foreign.length > 0)
    return warn(
      'migrations',
      `the database is newer than this release (${foreign.at(-1)})`,
      'Run the doctor of the release that is installed.',
    )
  return ok('migrations', `all ${ours.length} migrations have run`)
}
