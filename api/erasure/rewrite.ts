import { type Held, personal } from '../database/personal.ts'
import { rows, type Tx } from '../database/transaction.ts'

/** Who goes, what their names are found by, and what comes in their place. */
export interface Gone {
  workspaceId: string
  now: Date
  ids: readonly string[]
  pattern: string | null
  instead: string
}

/**
 * Rewrites all that a team wrote: what somebody said in it as themselves is emptied, and in the rest their names give way.
 * One statement a table, so that each is read once, however large it is.
 */
export async function rewrite(tx: Tx, gone: Gone): Promise<void> {
  for (const [table, held] of Object.entries(personal)) {
    if (held.record && (held.said || gone.pattern)) await rewriteOne(tx, table, held, gone)
  }
}

async function rewriteOne(tx: Tx, table: string, held: Held, gone: Gone): Promise<void> {
  const values: unknown[] = [gone.workspaceId]
  const place = (value: unknown) => `$${values.indexOf(value) + 1 || values.push(value)}`
  const said = saidBy(held, gone, place)
  const records = gone.pattern === null ? [] : held.record!.split(' ')
  const columns = [...new Set([...said.map(({ column }) => column), ...records])]
  const sets = columns.map((column) => {
    const whens = said.filter((one) => one.column === column)
    const cases = whens.map(({ theirs, instead }) => `WHEN ${theirs} THEN ${instead}`)
    const names = () => [gone.pattern, gone.instead].map(place)
    const rest = records.includes(column) ? replaced(tx, table, column, names()) : column
    return `${column} = ${cases.length > 0 ? `CASE ${cases.join(' ')} ELSE ${rest} END` : rest}`
  })
  const theirs = said.map((one) => `(${one.theirs})`)
  const found = records.map((column) => `${column}::text ~* ${place(gone.pattern)}`)
  const which = [...new Set([...theirs, ...found])].join(' OR ')
  const statement = `UPDATE ${table} SET ${sets.join(', ')}${counted(tx, table)} WHERE workspace_id = $1 AND (${which})`
  await rows(tx, statement, values)
}

/** In which rows a text is one of theirs, and what comes in its place; with the places of the values. */
function saidBy({ said = {} }: Held, { ids, now }: Gone, place: (value: unknown) => string) {
  const placed = (sql: string, id: string) =>
    sql.replace(/\$([23])/g, (_, which) => place(which === '2' ? id : now))
  return Object.entries(said).flatMap(([column, [theirs, instead]]) =>
    ids.map((id) => ({ column, theirs: placed(theirs, id), instead: placed(instead, id) })),
  )
}

function replaced(tx: Tx, table: string, column: string, [pattern, instead]: string[]): string {
  const known = tx.connection.entityMetadatas.find(({ tableName }) => tableName === table)
  const json = known?.columns.some((one) => one.databaseName === column && one.type === 'jsonb')
  return `regexp_replace(${column}::text, ${pattern}, ${instead}, 'gi')${json ? '::jsonb' : ''}`
}

/** What shows the text has another revision. */
export function counted(tx: Tx, table: string): string {
  const known = tx.connection.entityMetadatas.find(({ tableName }) => tableName === table)
  const has = known?.columns.some(({ propertyName }) => propertyName === 'revision')
  return has ? ', revision = revision + 1' : ''
}
