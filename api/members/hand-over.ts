import type { EntityMetadata } from 'typeorm'
import { snake } from '../database/naming.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { accountHash } from './account-hash.ts'

/** Who is what now; other tables with a member say who did what then. */
const roles = ['team_members', 'assignments']

/**
 * Gives one member what another answers for: how they are known, when they are away, what they own (`owner_id` of any
 * table) and their roles in teams and items. Authorship, credits and all else that was done stays. An object id does
 * not go over to somebody who signs in with their own: whoever has it would act as them. Its hash does, so that erasing
 * them knows of it.
 */
export async function handOver(tx: Tx, workspaceId: string, from: string, to: string): Promise<void> {
  const values = [workspaceId, from, to]
  await rows(
    tx,
    `WITH fallen AS (
      DELETE FROM member_identities WHERE workspace_id = $1 AND member_id = $2 AND kind = 'entra' AND EXISTS (
        SELECT FROM member_identities o WHERE o.workspace_id = $1 AND o.member_id = $3 AND o.kind = 'entra')
      RETURNING value)
    INSERT INTO member_identities (workspace_id, id, member_id, kind, value)
      SELECT $1, gen_random_uuid(), $3, 'merged', ${accountHash('value')} FROM fallen
      ON CONFLICT (workspace_id, kind, value) WHERE kind <> 'name' DO UPDATE SET member_id = excluded.member_id`,
    values,
  )
  await rows(
    tx,
    'UPDATE member_identities SET member_id = $3 WHERE workspace_id = $1 AND member_id = $2',
    values,
  )
  await rows(tx, 'UPDATE absences SET member_id = $3 WHERE workspace_id = $1 AND member_id = $2', values)
  for (const table of tx.connection.entityMetadatas) {
    const names = table.columns.map(({ propertyName }) => propertyName)
    if (names.includes('ownerId')) await move(tx, table, 'owner_id', values)
    if (names.includes('standInId')) await move(tx, table, 'stand_in_id', values)
    if (roles.includes(table.tableName)) await moveRoles(tx, table, values)
  }
}

function move(tx: Tx, { tableName, columns }: EntityMetadata, column: string, values: string[]) {
  const counted = columns.some(({ propertyName }) => propertyName === 'revision')
  const set = `${column} = $3${counted ? ', revision = revision + 1' : ''}`
  return rows(tx, `UPDATE ${tableName} SET ${set} WHERE workspace_id = $1 AND ${column} = $2`, values)
}

/** Where both have the same role (or can have but one), the one who stays keeps theirs. */
async function moveRoles(tx: Tx, { tableName, columns }: EntityMetadata, values: string[]): Promise<void> {
  const oneEach = columns.some(({ propertyName, isPrimary }) => isPrimary && propertyName === 'memberId')
  const same = columns
    .map(({ propertyName }) => propertyName)
    .filter((name) => /Id$/.test(name) || (name === 'role' && !oneEach))
    .filter((name) => !['workspaceId', 'memberId', 'standInId'].includes(name))
    .map((name) => `y.${snake(name)} IS NOT DISTINCT FROM x.${snake(name)}`)
    .join(' AND ')
  await rows(
    tx,
    `DELETE FROM ${tableName} x WHERE workspace_id = $1 AND member_id = $2 AND EXISTS (
      SELECT FROM ${tableName} y WHERE y.workspace_id = $1 AND y.member_id = $3 AND ${same})`,
    values,
  )
  await rows(tx, `UPDATE ${tableName} SET member_id = $3 WHERE workspace_id = $1 AND member_id = $2`, values)
}
