import { apiRole, ownerRole, workerRole } from './connect.ts'

/** The condition of every policy: of the workspace that was set. */
export const inWorkspace = `workspace_id = nullif(current_setting('app.workspace', true), '')::uuid`

/**
 * The SQL that puts a table of a workspace behind forced row-level security and grants the application roles
 * only what they need. Without the setting there are no rows; the owner has its own policy, else its data
 * migrations would silently touch nothing.
 */
export function protect(table: string, grants: string, condition = inWorkspace): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY ${table}_workspace ON ${table} TO ${apiRole}, ${workerRole}
      USING (${condition}) WITH CHECK (${condition});
    CREATE POLICY ${table}_owner ON ${table} TO ${ownerRole} USING (true) WITH CHECK (true);
    GRANT ${grants} ON ${table} TO ${apiRole}, ${workerRole};`
}

/** Rows that only the member they belong to may see, the administrator and the leader included in nobody else. */
export function protectOwn(table: string, grants: string, memberColumn = 'member_id'): string {
  const own = `${inWorkspace} AND ${memberColumn} = nullif(current_setting('app.member', true), '')::uuid`
  return protect(table, grants, own)
}
