import pg from 'pg'
import { filled } from './pgbench.ts'

interface Sent {
  text: string
  values: unknown[]
}

/** The statements of the check-in that work makes, in the order in which they were sent. */
export async function recordedCheckIn(work: () => Promise<unknown>): Promise<Sent[]> {
  const all: (Sent & { client: object })[] = []
  const { query } = pg.Client.prototype
  // biome-ignore lint/suspicious/noExplicitAny: stands before the nine overloads of pg's own query
  pg.Client.prototype.query = function recording(this: pg.Client, ...given: any[]): any {
    const [config, values] = given
    all.push({ client: this, text: config.text ?? config, values: config.values ?? values ?? [] })
    return Reflect.apply(query, this, given)
  } as typeof query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  const at = all.findIndex(({ text }) => text.includes('INSERT INTO check_ins'))
  const own = all.map((sent, i) => ({ ...sent, i })).filter(({ client }) => client === all[at]!.client)
  const began = own.findLastIndex(({ text, i }) => i < at && text.startsWith('BEGIN'))
  const ended = own.findIndex(({ text, i }) => i > at && text === 'COMMIT')
  return own.slice(began + 2, ended) // without BEGIN and the settings
}

const fresh = (variable: string) => `('01a21cf8-0000-7000-8000-' || lpad(:${variable}::text, 12, '0'))::uuid`

/** The same statements for pgbench, in two trips, with ids, sequence and key made anew for each transaction. */
export function checkInScript(sent: readonly Sent[]): { head: string; trips: string[][] } {
  const valuesOf = (words: string) => sent.find(({ text }) => text.includes(words))!.values
  const made = new Map<unknown, string>([
    [valuesOf('INSERT INTO check_ins')[1], fresh('check')],
    [valuesOf('WITH event')[1], fresh('event')],
    [valuesOf('INSERT INTO audit_log')[1], fresh('audit')],
    [valuesOf('INSERT INTO idempotency')[3], `lpad(:key::text, 12, '0')`],
  ])
  const lines = sent.map(({ text, values }) => {
    let sql = filled(text, values)
    for (const [value, expression] of made) sql = sql.replaceAll(`'${value}'`, expression)
    return sql
  })
  const write = lines.findIndex((sql) => sql.includes('INSERT INTO check_ins'))
  lines[write] = lines[write]!.replace(/('\w{8}-[\w-]+'), NULL, '\d+'/, '$1, NULL, :seq')
  const names = ['check', 'event', 'audit', 'key']
  const head = [
    ...names.map((name) => `\\set ${name} random(1, 999999999999)`),
    '\\set seq random(100000, 2000000000)',
  ]
  return { head: `${head.join('\n')}\n`, trips: [lines.slice(0, write), lines.slice(write)] }
}
