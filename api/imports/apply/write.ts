import type { EntitySchema } from 'typeorm'
import { snake } from '../../database/naming.ts'
import { rows, type Tx } from '../../database/transaction.ts'

/** As many rows go in one statement: few enough to end soon, many enough to be fast. */
export const batchSize = 500

/** A row to be written; decimals may be texts, so that no digit is lost on the way. */
export type Loose<Row> = {
  [Name in keyof Row]?: Row[Name] | (Row[Name] extends number | null ? string : never)
}

/** The list in pieces of at most so many. */
export function batches<T>(list: readonly T[], size = batchSize): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
}

/** Inserts rows that all have the same fields, some hundred in one statement. */
export async function insertAll<Row extends object>(
  tx: Tx,
  entity: EntitySchema<Row>,
  list: readonly Loose<Row>[],
  onConflict = '',
): Promise<void> {
  if (list.length === 0) return
  const { tableName } = entity.options
  const columns = Object.keys(list[0]!).map(snake)
  const statement = `INSERT INTO ${tableName} (${columns}) SELECT ${columns}
    FROM jsonb_populate_recordset(NULL::${tableName}, $1::jsonb) ${onConflict}`
  for (const batch of batches(list)) await rows(tx, statement, [asJson(batch)])
}

/** Sets the given fields of rows found by workspace and id; `also` are further assignments. */
export async function updateAll<Row extends { workspaceId: string; id: string }>(
  tx: Tx,
  entity: EntitySchema<Row>,
  list: readonly (Loose<Row> & { workspaceId: string; id: string })[],
  also: readonly string[] = [],
): Promise<void> {
  if (list.length === 0) return
  const { tableName } = entity.options
  const columns = Object.keys(list[0]!).filter((name) => name !== 'workspaceId' && name !== 'id')
  const assignments = columns.map((name) => `${snake(name)} = x.${snake(name)}`)
  const statement = `UPDATE ${tableName} t SET ${[...assignments, ...also]}
    FROM jsonb_populate_recordset(NULL::${tableName}, $1::jsonb) x
    WHERE t.workspace_id = x.workspace_id AND t.id = x.id`
  for (const batch of batches(list)) await rows(tx, statement, [asJson(batch)])
}

function asJson(list: readonly object[]): string {
  return JSON.stringify(
    list.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value]))),
  )
}
