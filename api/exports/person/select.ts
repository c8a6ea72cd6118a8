import { personal } from '../../database/personal.ts'
import { rows, type Tx } from '../../database/transaction.ts'
import type { Actor } from '../../http/actor.ts'
import { type Archived, archived, type Looking } from '../../imports/workspace/format.ts'
import { archiveStatement, many } from '../archive/select.ts'

/** What holds doors of the chat, or is a copy of what stands elsewhere, of others too. */
const never = ['chat_conversations', 'exports', 'imports']

/** What a team wrote about its work: theirs by a role alone, so nobody takes away what they do not see any more. */
const ofTeams = ['objectives', 'key_results', 'planning_rounds']
const stepInSight = ({ has }: Looking) =>
  `(t.objective_id IS NULL OR ${has('objectives', 't.objective_id')}) AND (t.key_result_id IS NULL OR ${has('key_results', 't.key_result_id')})`

/**
 * The tables of a person's export: all that name them, for themselves; for an admin those of an archive that are not
 * somebody's own.
 */
export function personTables(own: boolean): string[] {
  const theirs = Object.entries(personal).filter(([, held]) => held.of ?? held.alsoOf)
  if (own) return theirs.map(([table]) => table).filter((table) => !never.includes(table))
  const open = theirs.filter(([, held]) => held.of && !held.own).map(([table]) => table)
  return archived.map(({ table }) => table).filter((table) => open.includes(table))
}

/** One statement that reads all of it, as of one moment. */
export async function personStatement(tx: Tx, actor: Actor, id: string): Promise<string> {
  const { workspaceId, memberId } = actor
  const found = await rows<{ id: string }>(
    tx,
    'SELECT id FROM members WHERE workspace_id = $1 AND (id = $2 OR merged_into = $2) ORDER BY id',
    [workspaceId, id],
  )
  const ids = many(found.map((row) => row.id))
  const own = id === memberId
  const of = (table: string, alias = 't') => mine(table, alias, ids, own)
  const tables = personTables(own).map((table): Archived => {
    const one = archived.find((other) => other.table === table)
    if (own && table === 'steps')
      return { table, sight: (looking) => `${of(table)} AND ${stepInSight(looking)}` }
    if (!one || (own && !ofTeams.includes(table))) return { table, sight: () => of(table) }
    return { ...one, sight: (looking) => `${of(table, one.alias)} AND (${one.sight?.(looking) ?? 'true'})` }
  })
  // What stays away is not counted: how much of it there is would tell.
  return archiveStatement(tx, actor, { tables, whole: own, of: () => 'false' })
}

function mine(table: string, alias: string, ids: string, own: boolean): string {
  const { of = '', alsoOf } = personal[table]!
  const columns = of.split(' ').filter(Boolean)
  const parts = columns.map((column) => `${alias}.${column} = ANY(${ids})`)
  return `(${[...parts, ...(own && alsoOf ? [alsoOf] : [])].join(' OR ')})`
}
