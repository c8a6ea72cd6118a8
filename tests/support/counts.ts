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
