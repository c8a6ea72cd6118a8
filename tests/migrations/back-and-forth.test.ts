import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { migrate, revert } from '../../api/database/migrate.ts'
import { migrations } from '../../api/database/migrations/all.ts'
import { ensureRoles } from '../../api/database/roles.ts'
import { emptyDatabase, type TestDatabase } from '../support/database.ts'
import { statement } from '../support/server.ts'

describe('migrations', () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await emptyDatabase()
  })
  afterAll(() => database?.drop())

  const tables = async () =>
    (
      await statement(
        database.adminUrl,
        `SELECT relname FROM pg_class WHERE relkind IN ('r', 'S', 'v')
      AND relnamespace = 'public'::regnamespace AND relname !~ '^migrations' ORDER BY 1`,
      )
    ).rows.map(({ relname }) => relname)

  it('run when several processes start them at the same time, each once', async () => {
    const lines: string[] = []
    await Promise.all([1, 2, 3].map(() => migrate(database.adminUrl, (line) => lines.push(line))))
    expect(lines).toHaveLength(migrations.length)
  })

  it('of several databases on one server make sure of the same roles at the same time', async () => {
    const others = await Promise.all([1, 2, 3].map(() => emptyDatabase()))
    await Promise.all(others.map(({ adminUrl }) => ensureRoles(adminUrl)))
    await Promise.all(others.map((other) => other.drop()))
  })

  it('go back one by one to nothing, and up again to the same tables', async () => {
    const before = await tables()
    for (const _ of migrations) await revert(database.adminUrl)
    expect(await tables()).toEqual([])
    await migrate(database.adminUrl)
    expect(await tables()).toEqual(before)
  })

  it('each carry a name that sorts where they stand', () => {
    const stamps = migrations.map(({ name }) => name.slice(-13))
    expect(stamps).toEqual([...new Set(stamps)].sort())
  })
})
