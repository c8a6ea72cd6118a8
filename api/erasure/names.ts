import { personal } from '../database/personal.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { nameless } from '../members/sign-up.ts'

const named = `SELECT name AS value, true AS name FROM members WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND state <> 'erased'
  UNION SELECT value, kind = 'name' FROM member_identities
    WHERE workspace_id = $1 AND member_id = ANY($2::uuid[]) AND kind NOT IN ('merged', 'erased')`

const namesake = `SELECT FROM members WHERE workspace_id = $1 AND id <> ALL($2::uuid[]) AND lower(name) = lower($3)
  AND merged_into IS NULL AND state <> 'erased'`

/**
 * What tells who somebody is, wherever it stands: full names, addresses, ids of accounts. A name of one word may be any
 * word, that of two people is also the other's, a number may be any number, and what we call whoever came without a name is
 * nobody's: none of them is looked for.
 */
export async function namesIn(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const found = await rows<{ value: string; name: boolean }>(tx, named, [workspaceId, ids])
  const names: string[] = []
  for (const { value, name } of found) {
    const anybodys = /^\d+$/.test(value) || (name && (value === nameless || !/\S\s+\S/.test(value)))
    if (anybodys || (name && (await first(tx, namesake, [workspaceId, ids, value])))) continue
    names.push(value)
  }
  return names
}

/** Puts other words in their place in all that a team wrote. */
export async function replaceIn(
  tx: Tx,
  workspaceId: string,
  names: readonly string[],
  instead: string,
): Promise<void> {
  const pattern = `(?<![[:alnum:]])(?:${[...new Set(names.flatMap(spelt))].map(literal).join('|')})(?![[:alnum:]])`
  for (const [table, { record }] of Object.entries(personal)) {
    if (!record) continue
    const columns = record.split(' ')
    const sets = columns.map((column) => `${column} = ${replaced(tx, table, column)}`)
    const which = columns.map((column) => `${column}::text ~* $2`).join(' OR ')
    await rows(
      tx,
      `UPDATE ${table} SET ${sets.join(', ')}${counted(tx, table)} WHERE workspace_id = $1 AND (${which})`,
      [workspaceId, pattern, instead],
    )
  }
}

function replaced(tx: Tx, table: string, column: string): string {
  const known = tx.connection.entityMetadatas.find(({ tableName }) => tableName === table)
  const json = known?.columns.some((one) => one.databaseName === column && one.type === 'jsonb')
  return `regexp_replace(${column}::text, $2, $3, 'gi')${json ? '::jsonb' : ''}`
}

/** As it is, and as it stands within JSON. */
const spelt = (name: string) => [name, JSON.stringify(name).slice(1, -1)]

const literal = (text: string) =>
  text.replace(/[^\p{L}\p{N}]/gu, (sign) => (/\s/.test(sign) ? '\\s+' : `\\${sign}`))

/** What shows the text has another revision. */
export function counted(tx: Tx, table: string): string {
  const known = tx.connection.entityMetadatas.find(({ tableName }) => tableName === table)
  const has = known?.columns.some(({ propertyName }) => propertyName === 'revision')
  return has ? ', revision = revision + 1' : ''
}
