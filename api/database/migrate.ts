import pg from 'pg'
import { DataSource } from 'typeorm'
import { ownerRole } from './connect.ts'
import { migrations } from './migrations/all.ts'
import { ensureRoles } from './roles.ts'

/**
 * Brings the database of adminUrl up to date: roles first, then every migration that has not run, each in its own
 * transaction, as the owner role. Safe to run at the same time from several processes.
 */
export async function migrate(adminUrl: string, log: (line: string) => void = () => {}): Promise<void> {
  await ensureRoles(adminUrl)
  const lock = new pg.Client({ connectionString: adminUrl })
  await lock.connect()
  try {
    await lock.query('SELECT pg_advisory_lock(hashtext($1))', ['footbridge migrations'])
    const db = await migrationSource(adminUrl).initialize()
    try {
      for (const migration of await db.runMigrations()) log(`migrated ${migration.name}`)
    } finally {
      await db.destroy()
    }
  } finally {
    await lock.end()
  }
}

/** Takes the last migration back, in a transaction, as the owner role. */
export async function revert(adminUrl: string): Promise<void> {
  const db = await migrationSource(adminUrl).initialize()
  try {
    await db.undoLastMigration()
  } finally {
    await db.destroy()
  }
}

function migrationSource(adminUrl: string): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: pg,
    url: adminUrl,
    poolSize: 1,
    installExtensions: false,
    migrations,
    migrationsTransactionMode: 'each',
    // Every statement of a migration runs as the owner role, so that it owns what it makes.
    extra: { options: `-c role=${ownerRole}` },
  })
}
