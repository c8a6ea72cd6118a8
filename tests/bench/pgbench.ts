import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cpuOf, p99Of } from './load.ts'

const places = ['pgbench', '/usr/lib/postgresql/15/bin/pgbench']

/** The pgbench of this machine, if it has one. */
export function findPgbench(): string | undefined {
  return places.find((place) => spawnSync(place, ['--version']).status === 0)
}

/** Statements in a transaction with the workspace set, as the API sends them: prepared, under the policies, by trips. */
export function scriptOf(
  workspaceId: string,
  memberId: string,
  trips: readonly (readonly string[])[],
  mode = 'READ ONLY',
): string {
  const scope = `SELECT set_config('app.workspace', '${workspaceId}', true), set_config('app.member', '${memberId}', true)`
  const sent = trips.map((statements, i) => [
    '\\startpipeline',
    ...(i === 0 ? [`BEGIN ${mode};`, `${scope};`] : []),
    ...statements.map((sql) => `${sql.replace(/\s+/g, ' ').trim()};`),
    ...(i === trips.length - 1 ? ['COMMIT;'] : []),
    '\\endpipeline\n',
  ])
  return sent.flat().join('\n')
}

/** A statement with its values written into it. */
export function filled(sql: string, values: readonly unknown[]): string {
  // The colons of a time's format would be variables of pgbench.
  const safe = sql.replace(/:(MI|SS)\b/g, '":"$1')
  return safe.replace(/\$(\d+)/g, (_, n: string) => literal(values[Number(n) - 1]))
}

/** Runs a script on ten connections for some seconds. */
export function pgbench(
  program: string,
  url: string,
  folder: string,
  script: string,
  seconds: number,
  postgres: number,
) {
  const file = join(folder, 'script.sql')
  writeFileSync(file, script)
  const before = cpuOf(postgres)
  const log = ['-l', '--log-prefix', 'pgbench_log']
  const args = ['-n', '-M', 'prepared', '-c', '10', '-j', '2', '-T', String(seconds), ...log, '-f', file, url]
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8', cwd: folder })
  const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  const done = Number(/transactions actually processed: (\d+)/.exec(stdout)?.[1])
  if (status !== 0 || !done) throw new Error(`pgbench failed: ${stderr}`)
  return { perSecond, p99: p99Of(logged(folder)), postgres: (cpuOf(postgres) - before) / done }
}

/** How long each transaction took, from the logs of pgbench, which end here. */
function logged(folder: string): number[] {
  const files = readdirSync(folder).filter((name) => name.startsWith('pgbench_log'))
  return files.flatMap((name) => {
    const lines = readFileSync(join(folder, name), 'utf8').trim().split('\n')
    rmSync(join(folder, name))
    return lines.map((line) => Number(line.split(' ')[2]) / 1000)
  })
}

function literal(value: unknown): string {
  if (value === null) return 'NULL'
  if (Array.isArray(value)) return `'{${value.join(',')}}'`
  if (typeof value === 'object' && !(value instanceof Date)) return literal(JSON.stringify(value))
  const text = value instanceof Date ? value.toISOString() : String(value)
  // In JSON, `:null` would be a variable of pgbench.
  return `'${text.replaceAll("'", "''").replace(/:(?=[a-z_])/gi, ': ')}'`
}
