import { createHash, createHmac } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type ColumnType, DataSource, type EntitySchema } from 'typeorm'
import { SnakeNames } from './naming.ts'

/** TypeORM's data source, connected as one of the roles that own nothing. */
export type Database = DataSource

export const ownerRole = 'footbridge_owner'
export const apiRole = 'footbridge_api'
export const workerRole = 'footbridge_worker'

// A day stays the text it is: pg would make it an instant in the server's zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** Names of prepared statements; hashing kilobytes of SQL for each request would cost more than sending them. */
const names = new Map<string, string>()

function nameOf(statement: string): string {
  const known = names.get(statement)
  if (known) return known
  if (names.size > 5000) names.clear()
  const name = createHash('sha1').update(statement).digest('base64')
  names.set(statement, name)
  return name
}

/**
 * Every statement with values is prepared once per connection, under the hash of its text; statements that are sent one
 * after the other without waiting leave in one packet.
 */
class PreparingClient extends pg.Client {
  private gathering = false

  // biome-ignore lint/suspicious/noExplicitAny: overrides the nine overloads of pg's own query
  override query(config: any, values?: any, callback?: any): any {
    this.gather()
    if (typeof config !== 'string' || !Array.isArray(values)) return super.query(config, values, callback)
    return super.query({ name: nameOf(config), text: config, values }, callback)
  }

  /** Holds back what is written until everything that runs now has run. */
  private gather(): void {
    if (this.gathering) return
    const { stream } = (this as unknown as { connection: { stream: Duplex } }).connection
    this.gathering = true
    stream.cork()
    process.nextTick(() => {
      this.gathering = false
      stream.uncork()
    })
  }
}

export interface ConnectOptions {
  url: string
  entities: EntitySchema[]
  poolSize?: number
  name?: string
}

/** Describes a pool of pipelining, preparing connections; call initialize() on it to connect. */
export function connect({ url, entities, poolSize = 10, name = 'footbridge' }: ConnectOptions): Database {
  const db = new DataSource({
    type: 'postgres',
    driver: pg, // given, not looked up: a bundle has no node_modules to look in
    url,
    applicationName: name,
    poolSize,
    connectTimeoutMS: 3000,
    installExtensions: false,
    namingStrategy: new SnakeNames(),
    entities,
    extra: {
      Client: PreparingClient,
      pipeline: true,
      statement_timeout: 10_000,
      query_timeout: 12_000,
      idle_in_transaction_session_timeout: 15_000,
      lock_timeout: 3000,
      idleTimeoutMillis: 30_000,
      maxLifetimeSeconds: 1800,
    },
  })
  // The transaction id of an event; TypeORM's list of Postgres types knows only its 32-bit ancestor.
  db.driver.supportedDataTypes.push('xid8' as string as ColumnType)
  return db
}

const passing = /ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|Connection terminated/

/** Connects. A database that is only just starting, or breaks off, is asked again until `patience` milliseconds are over. */
export async function connected(options: ConnectOptions, patience = 30_000): Promise<Database> {
  const until = Date.now() + patience
  for (;;) {
    try {
      return await connect(options).initialize()
    } catch (error) {
      const { code = '', message } = error as { code?: string; message: string }
      if (Date.now() > until || !passing.test(`${code} ${message}`)) throw error
      await sleep(250)
    }
  }
}

/**
 * The password of a role on the server of adminUrl. It is derived, so that any number of processes agree on it
 * without a file; who knows the administrator's password needs no other.
 */
export function rolePassword(adminUrl: string, role: string): string {
  const { password, username } = new URL(adminUrl)
  return createHmac('sha256', `${username}:${decodeURIComponent(password)}`)
    .update(role)
    .digest('base64url')
}

/** A key for `purpose` that every process which logs in with this URL derives alike. */
export function derivedKey(url: string, purpose: string): Buffer {
  const { password } = new URL(url)
  return createHmac('sha256', decodeURIComponent(password)).update(purpose).digest()
}

/** The API's login to the database of adminUrl. */
export function apiUrl(adminUrl: string): string {
  return roleUrl(adminUrl, apiRole)
}

/** The worker's login to the database of adminUrl. */
export function workerUrl(adminUrl: string): string {
  return roleUrl(adminUrl, workerRole)
}

function roleUrl(adminUrl: string, role: string): string {
  const url = new URL(adminUrl)
  url.username = role
  url.password = rolePassword(adminUrl, role)
  return url.href
}
