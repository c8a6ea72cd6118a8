import pg from 'pg'
import type { Logger } from 'typeorm'
import type { Database } from '../../api/database/connect.ts'
import { statement } from './server.ts'

/** How many rows every table of a database holds, by name. */
export async function countRows(adminUrl: string): Promise<Record<string, number>> {
  const names = `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
  const selects = (await statement(adminUrl, names)).rows.map(
    ({ name }) => `SELECT '${name}' AS name, count(*)::int AS n FROM ${name}`,
  )
  const { rows } = await statement(adminUrl, selects.join(' UNION ALL '))
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]))
}

/** The statements that work sends to the database (BEGIN, COMMIT and the settings of a transaction apart). */
export async function statementsOf(db: Database, work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  const before = db.logger
  const ignore = () => undefined
  const listener: Logger = {
    logQuery: (query) => void seen.push(query),
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  }
  Object.assign(db, { logger: listener })
  try {
    await work()
  } finally {
    Object.assign(db, { logger: before })
  }
  return seen
}

/** How a transaction talked to the database: what it sent, and how often it waited before it went on. */
export interface Talk {
  statements: string[]
  trips: number
}

/**
 * The transactions of work, in the order in which they began, with BEGIN, settings and COMMIT. A trip begins with what
 * is sent while nothing on the connection waits for an answer. Who is asking is remembered for some seconds by a server,
 * so it is left out.
 */
export async function talksOf(work: () => Promise<unknown>): Promise<Talk[]> {
  const talks: Talk[] = []
  const open = new WeakMap<object, { talk: Talk; waiting: number }>()
  const { query } = pg.Client.prototype
  // biome-ignore lint/suspicious/noExplicitAny: stands before the nine overloads of pg's own query
  pg.Client.prototype.query = function counted(this: pg.Client, ...given: any[]): any {
    const [config] = given
    const text: string = config.text ?? config
    const current = open.get(this)
    const line =
      text.startsWith('BEGIN') || !current ? { talk: { statements: [], trips: 0 }, waiting: 0 } : current
    if (line !== current) talks.push(line.talk)
    open.set(this, line)
    if (line.waiting === 0) line.talk.trips++
    line.talk.statements.push(text)
    line.waiting++
    const answer = Reflect.apply(query, this, given)
    const answered = () => void line.waiting--
    answer?.then(answered, answered)
    return answer
  } as typeof query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  const finds = /WITH RECURSIVE person|FROM workspaces/
  return talks.filter(({ statements }) => !statements.some((text) => finds.test(text)))
}
