import { randomBytes } from 'node:crypto'
import { apiUrl, workerUrl } from '../../api/database/connect.ts'
import { statement, templateOf, withDatabase } from './server.ts'

/** A database of one test file, and the logins to it. */
export type TestDatabase = { adminUrl: string; apiUrl: string; workerUrl: string; drop(): Promise<void> }

/** A migrated database of its own, copied from the run's template. Drop it in afterAll; the end of the run drops the rest. */
export function testDatabase(): Promise<TestDatabase> {
  return createDatabase(`TEMPLATE ${templateOf(fromSetup('TEST_RUN'))}`)
}

/** A database of its own in which nothing has been migrated. */
export function emptyDatabase(): Promise<TestDatabase> {
  return createDatabase('TEMPLATE template0')
}

async function createDatabase(how: string): Promise<TestDatabase> {
  const server = fromSetup('TEST_SERVER')
  const name = `footbridge_test_${fromSetup('TEST_RUN')}_${randomBytes(4).toString('hex')}`
  await statement(server, `CREATE DATABASE ${name} ${how}`)
  const adminUrl = withDatabase(server, name)
  return {
    adminUrl,
    apiUrl: apiUrl(adminUrl),
    workerUrl: workerUrl(adminUrl),
    drop: async () => void (await statement(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  }
}

function fromSetup(name: string): string {
  const value = process.env[name]
  if (!value)
    throw new Error(`${name} is not set: run this test with jest, whose global setup starts the database.`)
  return value
}
