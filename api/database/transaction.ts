import { type EntityManager, QueryFailedError } from 'typeorm'
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

const setMember = `SELECT set_config('app.member', $1, true)`

/** A statement that waits for the end of its transaction, with the values it will have by then. */
interface Ending {
  statement: string
  values: () => unknown[]
}

/** What a transaction keeps beside its connection. */
interface Kept {
  client: Client
  oneTrip: boolean
  ending?: Ending
  /** The COMMIT, once it is under way. */
  ended?: Promise<{ command: string }>
  /** Why a statement failed last, but for those that failed because one before had. */
  failure?: unknown
}

interface Client {
  query(statement: string, values?: unknown[]): Promise<{ command: string; rows: unknown[] }>
}

/**
 * Has a statement sent with the COMMIT, in the same trip; said again in this transaction, the last one counts.
 * For locks that many transactions want: taken last, they are held shortest and always after all others.
 */
export function withCommit(tx: Tx, ending: Ending): void {
  keptOf(tx).ending = ending
}

/** `oneTrip`: the work is a single statement that reads, and the COMMIT is sent right behind it. */
interface How {
  readOnly?: boolean
  oneTrip?: boolean
}

/**
 * Runs work in one transaction under the given scope and commits, or rolls everything back when it throws.
 * BEGIN and the settings are not waited for: pipelining sends them in the same trip as the first statement of work.
 * Nobody waits for the COMMIT of a transaction that only read.
 */
export async function transaction<T>(
  db: Database,
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
  { oneTrip = false, readOnly = oneTrip }: How = {},
): Promise<T> {
  const runner = db.createQueryRunner()
  const client: Client = await runner.connect()
  const kept = Object.assign(runner.data as Kept, { client, oneTrip })
  const opened = begin(client, scope, readOnly)
  try {
    const result = await work(runner.manager)
    await opened
    const ended = end(kept)
    if (readOnly) ended.catch(() => undefined)
    else if ((await ended).command !== 'COMMIT') {
      throw kept.failure ?? new Error('The transaction had failed and was rolled back.')
    }
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    await runner.release()
  }
}

function begin(client: Client, scope: Scope, readOnly: boolean): Promise<unknown> {
  const { workspaceId, memberId, tid, keyHash } = scope
  const settings = [workspaceId, memberId, tid, keyHash].map((setting) => setting ?? '')
  const opened = Promise.all([
    client.query(readOnly ? 'BEGIN READ ONLY' : 'BEGIN'),
    client.query(setScope, settings),
  ])
  opened.catch(() => undefined) // awaited by whoever asked; work may fail first
  return opened
}

/** Sends what waits for the end, and the COMMIT. Answers come in order: by then all others are there. */
function end(kept: Kept): Promise<{ command: string }> {
  const { client, ending } = kept
  if (kept.ended === undefined && ending) {
    ask(kept, ending.statement, ending.values()).catch(() => undefined)
  }
  kept.ended ??= client.query('COMMIT')
  return kept.ended
}

/** Runs one statement and returns its rows, whatever its kind. */
export async function rows<Row>(tx: Tx, statement: string, values: unknown[] = []): Promise<Row[]> {
  const kept = keptOf(tx)
  if (kept.ended !== undefined) throw new Error('A transaction of one trip has one statement.')
  tx.connection.logger.logQuery(statement, values, tx.queryRunner)
  try {
    const found = ask(kept, statement, values)
    if (kept.oneTrip) end(kept).catch(() => undefined)
    return (await found).rows as Row[]
  } catch (error) {
    // Without the values, which would reach the log: they hold what people wrote, and secrets.
    throw new QueryFailedError(statement, undefined, (isAborted(error) ? kept.failure : error) as Error)
  }
}

/** Runs one statement and returns its first row, if any. */
export async function first<Row>(
  tx: Tx,
  statement: string,
  values: unknown[] = [],
): Promise<Row | undefined> {
  return (await rows<Row>(tx, statement, values))[0]
}

/** Does what only a member may, as they: where the database shows rows to nobody else. Then it is as it was. */
export async function asMember<T>(
  tx: Tx,
  { memberId: before }: Scope,
  memberId: string,
  work: () => Promise<T>,
): Promise<T> {
  await rows(tx, setMember, [memberId])
  const result = await work()
  await rows(tx, setMember, [before ?? ''])
  return result
}

/** Sends a statement without waiting for it; if it fails, the transaction does as it commits. */
export function send(tx: Tx, statement: string, values: unknown[] = []): void {
  rows(tx, statement, values).catch(() => undefined)
}

async function ask(kept: Kept, statement: string, values: unknown[]) {
  try {
    return await kept.client.query(statement, values)
  } catch (error) {
    if (!isAborted(error)) kept.failure = error
    throw error
  }
}

/** A statement before this one failed already. */
function isAborted(error: unknown): boolean {
  return (error as { code?: string }).code === '25P02'
}

function keptOf(tx: Tx): Kept {
  return tx.queryRunner!.data as Kept
}
