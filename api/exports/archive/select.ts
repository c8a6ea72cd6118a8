import { rows, type Tx } from '../../database/transaction.ts'
import type { Actor } from '../../http/actor.ts'
import { type Archived, archived } from '../../imports/workspace/format.ts'

/** A pointer from one table of the archive to another. */
interface Pointer {
  table: string
  column: string
  to: string
}

const pointersStatement = `
  SELECT c.conrelid::regclass::text AS "table", a.attname AS "column", c.confrelid::regclass::text AS "to"
  FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
    AND a.attname <> 'workspace_id'
  WHERE c.contype = 'f' AND c.conrelid <> c.confrelid AND c.conrelid::regclass::text = ANY($1::text[])
    AND c.confrelid::regclass::text = ANY($1::text[]) ORDER BY 1, 2`

const keysStatement = `
  SELECT c.conrelid::regclass::text AS "table", array_agg(a.attname::text ORDER BY array_position(c.conkey, a.attnum)) AS names
  FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
  WHERE c.contype = 'p' AND c.conrelid::regclass::text = ANY($1::text[]) GROUP BY 1`

/** Which tables, if pointers at what stays away leave rows in (`whole`), and which of their rows it is about. */
interface Choice {
  tables: readonly Archived[]
  whole?: boolean
  of?: (table: string) => string
}

const byTable = new Map(archived.map((one) => [one.table, one]))

/** Who looks, and what points where. */
interface Selecting {
  actor: Actor
  pointers: readonly Pointer[]
  /** The columns of primary keys, by table. */
  keys: ReadonlyMap<string, readonly string[]>
}

/**
 * One statement that reads the whole archive, table after table, as `table` and `line`; so all of it is of one moment. A
 * row is there if its table's sight says so and everything it points at is there; the order in which rows were written tells
 * when somebody unnamed wrote, so none has it. The last row has how many rows each
 * table holds in all.
 */
export async function archiveStatement(
  tx: Tx,
  actor: Actor,
  { tables, whole = false, of = () => 'true' }: Choice = { tables: archived },
): Promise<string> {
  const pointers = whole ? [] : await rows<Pointer>(tx, pointersStatement, [[...byTable.keys()]])
  const found = await rows<{ table: string; names: string[] }>(tx, keysStatement, [
    tables.map(({ table }) => table),
  ])
  const keys = new Map(found.map(({ table, names }) => [table, names]))
  const parts = tables.map((one) => linesOf({ actor, pointers, keys }, one))
  const totals = tables.map(
    ({ table }) =>
      `SELECT '${table}' AS name, count(*) AS rows FROM ${table} t WHERE workspace_id = $1 AND ${of(table)}`,
  )
  parts.push(
    `SELECT '' AS "table", jsonb_object_agg(x.name, x.rows)::text AS line FROM (${totals.join(' UNION ALL ')}) x`,
  )
  return withValues(parts.join('\nUNION ALL\n'), actor)
}

function linesOf(selecting: Selecting, one: Archived): string {
  const { table, alias = 't', without = [], masked = {}, loose = [] } = one
  const changes = Object.entries(masked).map(([name, value]) => `'${name}', ${value}`)
  for (const { column, to } of restricting(selecting, table)) {
    const id = `${alias}.${column}`
    if (loose.includes(column))
      changes.push(`'${column}', CASE WHEN ${has(selecting, to, id)} THEN ${id} END`)
  }
  const minus = ['workspace_id', ...without].map((name) => ` - '${name}'`).join('')
  const plus = changes.length > 0 ? ` || jsonb_build_object(${changes.join(', ')})` : ''
  const order = (one.order ?? selecting.keys.get(table)!).map((name) => `${alias}.${name}`).join(', ')
  return `(SELECT '${table}' AS "table", (to_jsonb(${alias})${minus}${plus})::text AS line
    FROM ${table} ${alias} WHERE ${keeps(selecting, one)} ORDER BY ${order})`
}

/** Whether the row behind an id of an outer row is in the archive. */
function has(selecting: Selecting, table: string, id: string): string {
  const one = byTable.get(table)!
  const { alias = 't' } = one
  // Compared outside of the inner statement: the outer row may be called as the inner one is.
  return `${id} IN (SELECT ${alias}.id FROM ${table} ${alias} WHERE ${keeps(selecting, one)})`
}

function keeps(selecting: Selecting, { table, alias = 't', sight, loose = [] }: Archived): string {
  const looking = { actor: selecting.actor, has: (to: string, id: string) => has(selecting, to, id) }
  const firm = restricting(selecting, table).filter(({ column }) => !loose.includes(column))
  return [
    `${alias}.workspace_id = $1`,
    ...(sight ? [`(${sight(looking)})`] : []),
    ...firm.map(
      ({ column, to }) => `(${alias}.${column} IS NULL OR ${has(selecting, to, `${alias}.${column}`)})`,
    ),
  ].join(' AND ')
}

/** The pointers of a table at rows that may stay away. */
function restricting({ pointers }: Pick<Selecting, 'pointers'>, table: string): Pointer[] {
  return pointers.filter((one) => one.table === table && isRestricted({ pointers }, one.to))
}

function isRestricted({ pointers }: Pick<Selecting, 'pointers'>, table: string): boolean {
  const { sight, loose = [] } = byTable.get(table)!
  if (sight) return true
  return pointers.some(
    (one) => one.table === table && !loose.includes(one.column) && isRestricted({ pointers }, one.to),
  )
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A cursor takes no parameters: the values of ours stand in the statement, after it was seen that they are what they should be. */
function withValues(statement: string, { workspaceId, memberId, teams, now, leads }: Actor): string {
  const values = [
    one(workspaceId),
    one(memberId!),
    many(teams),
    `'${now.toISOString()}'::timestamptz`,
    many(leads),
  ]
  return statement.replace(/\$([1-5])(?!\d)/g, (_, place: string) => values[Number(place) - 1]!)
}

/** Ids as SQL. */
export const many = (ids: readonly string[]) => `'{${ids.map(checked).join(',')}}'::uuid[]`
const one = (id: string) => `'${checked(id)}'::uuid`

function checked(id: string): string {
  if (!uuid.test(id)) throw new Error('An id is a UUID.')
  return id
}
