import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { type ColumnType, DataSource } from 'typeorm'
import { ownerRole } from '../../api/database/connect.ts'
import { SnakeNames } from '../../api/database/naming.ts'
import { ensureRoles } from '../../api/database/roles.ts'
import { tables } from '../../api/tables.ts'
import { emptyDatabase, type TestDatabase, testDatabase } from '../support/database.ts'
import { statement } from '../support/server.ts'

// What the database says of every table, whatever order it was written in. TypeORM names primary keys by itself.
const shape = `
  SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
      || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migrations'
  UNION ALL
  SELECT conrelid::regclass || ' ' || CASE contype WHEN 'p' THEN '' ELSE conname || ' ' END
      || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'c', 'u')
      AND conrelid::regclass::text <> 'migrations'
  UNION ALL
  SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisprimary
  ORDER BY line`

describe('the tables', () => {
  let migrated: TestDatabase
  let blank: TestDatabase
  let db: DataSource

  beforeAll(async () => {
    migrated = await testDatabase()
    blank = await emptyDatabase()
    db = await asOwner(migrated)
  })
  afterAll(async () => {
    await db?.destroy()
    await migrated?.drop()
    await blank?.drop()
  })

  it('are what the entities say: nothing would have to be changed', async () => {
    const { upQueries } = await db.driver.createSchemaBuilder().log()
    expect(upQueries.map(({ query }) => query)).toEqual([])
  })

  it('have the very columns, keys, checks and indices that the entities alone would make', async () => {
    await ensureRoles(blank.adminUrl)
    const made = await asOwner(blank)
    await made.synchronize()
    await made.destroy()
    expect(await linesOf(migrated)).toEqual(await linesOf(blank))
  })

  it('each have an entity, apart from the list of migrations', async () => {
    const found: { name: string }[] = await db.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY name`,
    )
    const known = db.entityMetadatas.map(({ tableName }) => tableName)
    expect(found.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual(['migrations'])
  })
})

const linesOf = async ({ adminUrl }: TestDatabase): Promise<string[]> =>
  (await statement(adminUrl, shape)).rows.map(({ line }) => line)

/** The entities on a database, as the role that owns its tables. */
function asOwner({ adminUrl }: TestDatabase): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    driver: pg,
    url: adminUrl,
    poolSize: 1,
    installExtensions: false,
    namingStrategy: new SnakeNames(),
    entities: tables,
    // TypeORM reads the tables with several statements at a time.
    extra: { options: `-c role=${ownerRole}`, pipeline: true },
  })
  source.driver.supportedDataTypes.push('xid8' as string as ColumnType)
  return source.initialize()
}
