import type { EntityManager } from 'typeorm'
import type { Database } from './connect.ts'

/** One open transaction. Features take it first and never open one of their own. */
export type Tx = EntityManager

/** What row-level security is told, for this transaction only. */
export interface Scope {
  workspaceId?: string
  memberId?: string | null
  /** Entra tenant, to find its workspace. */
  tid?: string
  /** SHA-256 of a key's secret in hexadecimal, to find its workspace. */
  keyHash?: string
}

const setScope = `SELECT set_config('app.workspace', $1, true), set_config('app.member', $2, true),
  set_config('app.tid', $3, true), set_config('app.key_hash', $4, true)`

/** A statement that waits for the end of its transaction, with the values it will have by then. */
interface Ending {
  statement: string
  values: () => unknown[]
}

/**
 * Has a statement sent with the COMMIT, in the same trip; said again in this transaction, the last one counts.
 * For locks that many transactions want: taken last, they are held shortest and always after all others.
 */
export function withCommit(tx: Tx, ending: Ending): void {
  tx.queryRunner!.data.ending = ending
}

/**
 * Runs work in one transaction under the given scope and commits, or rolls everything back when it throws.
 * BEGIN and the settings are not waited for: pipelining sends them in the same trip as the first statement of work.
 */
export async function transaction<T>(
  db: Database,
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
  { readOnly = false } = {},
): Promise<T> {
  const runner = db.createQueryRunner()
  const client = await runner.connect()
  const opened: Promise<unknown> = Promise.all([
    client.query(readOnly ? 'BEGIN READ ONLY' : 'BEGIN'),
    client.query(setScope, [
      scope.workspaceId ?? '',
      scope.memberId ?? '',
      scope.tid ?? '',
      scope.keyHash ?? '',
    ]),
  ])
  opened.catch(() => undefined) // awaited below; work may fail first
  try {
    const result = await work(runner.manager)
    await opened
    const ending: Ending | undefined = runner.data.ending
    const [, ended] = await Promise.all([
      ending && client.query(ending.statement, ending.values()),
      client.query('COMMIT'),
    ])
    if (ended.command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back.')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    await runner.release()
  }
}

/** Runs one statement and returns its rows, whatever its kind. */
export async function rows<Row>(tx: Tx, statement: string, values: unknown[] = []): Promise<Row[]> {
  const result = await tx.queryRunner!.query(statement, values, true)
  return result.records as Row[]
}

/** Runs one statement and returns its first row, if any. */
export async function first<Row>(
  tx: Tx,
  statement: string,
  values: unknown[] = [],
): Promise<Row | undefined> {
  return (await rows<Row>(tx, statement, values))[0]
}
