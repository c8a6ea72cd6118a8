import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { apiRole, ownerRole, rolePassword, workerRole } from './connect.ts'

/**
 * Makes sure that the three roles exist and can reach the database of adminUrl. The owner cannot log in; the other
 * two own nothing, are no superusers and cannot bypass row-level security.
 */
export async function ensureRoles(adminUrl: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ensureRolesOnce(adminUrl)
    } catch (error) {
      if (!metAnother(error) || attempt === 5) throw error
      await setTimeout(50 * attempt)
    }
  }
}

/**
 * Roles belong to the whole server, but an advisory lock to one database only: migrations of two databases at once
 * may still meet, as 'tuple concurrently updated' or as a role that is there already.
 */
function metAnother(error: unknown): boolean {
  return ['XX000', '23505', '42710'].includes((error as { code?: string }).code ?? '')
}

async function ensureRolesOnce(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', ['footbridge roles'])
    await admin.query(roleStatement(ownerRole, 'NOLOGIN'))
    for (const role of [apiRole, workerRole]) {
      await admin.query(roleStatement(role, 'LOGIN'))
      await admin.query(`ALTER ROLE ${role} PASSWORD '${rolePassword(adminUrl, role)}'`)
    }
    await admin.query(`GRANT ${ownerRole} TO CURRENT_USER`)
    const { rows } = await admin.query('SELECT quote_ident(current_database()) AS name')
    await admin.query(`REVOKE ALL ON DATABASE ${rows[0].name} FROM PUBLIC;
      GRANT CONNECT ON DATABASE ${rows[0].name} TO ${apiRole}, ${workerRole};
      GRANT CREATE, CONNECT ON DATABASE ${rows[0].name} TO ${ownerRole};
      GRANT CREATE, USAGE ON SCHEMA public TO ${ownerRole};
      GRANT USAGE ON SCHEMA public TO ${apiRole}, ${workerRole}`)
  } finally {
    await admin.end()
  }
}

function roleStatement(role: string, login: 'LOGIN' | 'NOLOGIN'): string {
  return `DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
      CREATE ROLE ${role} ${login} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT;
    END IF; END $$`
}
