import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cpuOf } from './load.ts'

const places = ['pgbench', '/usr/lib/postgresql/15/bin/pgbench']

/** The pgbench of this machine, if it has one. */
export function findPgbench(): string | undefined {
  return places.find((place) => spawnSync(place, ['--version']).status === 0)
}

/** One statement in a transaction with the workspace set, as the API sends it: prepared, pipelined, under the policies. */
export function scriptOf(
  workspaceId: string,
  memberId: string,
  sql: string,
  values: readonly unknown[],
): string {
  const filled = sql.replace(/\$(\d+)/g, (_, n: string) => literal(values[Number(n) - 1]))
  const scope = `SELECT set_config('app.workspace', '${workspaceId}', true), set_config('app.member', '${memberId}', true)`
  const oneLine = filled.replace(/\s+/g, ' ').trim()
  return `\\startpipeline\nBEGIN READ ONLY;\n${scope};\n${oneLine};\nCOMMIT;\n\\endpipeline\n`
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
  const args = ['-n', '-M', 'prepared', '-c', '10', '-j', '2', '-T', String(seconds), '-f', file, url]
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' })
  const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  const done = Number(/transactions actually processed: (\d+)/.exec(stdout)?.[1])
  if (status !== 0 || !done) throw new Error(`pgbench failed: ${stderr}`)
  return { perSecond, postgres: (cpuOf(postgres) - before) / done }
}

function literal(value: unknown): string {
  if (value === null) return 'NULL'
  if (Array.isArray(value)) return `'{${value.join(',')}}'`
  const text = value instanceof Date ? value.toISOString() : String(value)
  return `'${text.replaceAll("'", "''")}'`
}
