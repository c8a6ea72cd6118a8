import { createHash, createHmac } from 'node:crypto'
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

/** Every statement with values is prepared once per connection, under the hash of its text. */
class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: overrides the nine overloads of pg's own query
  override query(config: any, values?: any, callback?: any): any {
    if (typeof config !== 'string' || !Array.isArray(values)) return super.query(config, values, callback)
    const name = createHash('sha1').update(config).digest('base64')
    return super.query({ name, text: config, values }, callback)
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
