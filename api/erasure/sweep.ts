import { type Held, personal } from '../database/personal.ts'
import { asMember, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { accountHash } from '../members/account-hash.ts'
import { namesIn, patternOf } from './names.ts'
import { counted, rewrite } from './rewrite.ts'

type Place = Pick<Actor, 'workspaceId' | 'memberId' | 'now'>

/**
 * Empties every column that the registry says is a person's, takes away the rows that go, and puts `instead` where their
 * full name, an address or an id of theirs stands in the texts of others. Done again, it finds nothing.
 */
export async function sweep(tx: Tx, place: Place, id: string, instead: string): Promise<void> {
  const ids = await everyId(tx, place, id)
  const names = await namesIn(tx, place.workspaceId, ids)
  await rows(tx, `SELECT set_config('app.erasing', 'on', true)`)
  await archivesGo(tx, place)
  // What is one's own is seen by nobody else: it is taken away as them.
  for (const one of ids) await asMember(tx, place, one, () => sweepOne(tx, place, one))
  await rewrite(tx, { ...place, ids, pattern: patternOf(names), instead })
  await rows(tx, boardsStatement, [place.workspaceId])
  await rows(tx, memberStatement, [place.workspaceId, ids, instead])
  await rows(tx, `SELECT set_config('app.erasing', '', true)`)
}

async function sweepOne(tx: Tx, place: Place, id: string): Promise<void> {
  await keepAccounts(tx, place.workspaceId, id)
  for (const [table, held] of Object.entries(personal)) await emptied(tx, place, id, table, held)
}

/**
 * Every archive may have something of them in it, and only whoever asked for one sees what it holds. Asked of all, not of
 * the ready ones alone: one that became ready in between is expired a moment later, and its parts go when it is done again.
 */
async function archivesGo(tx: Tx, place: Place): Promise<void> {
  const asked = 'SELECT DISTINCT requested_by AS id FROM exports WHERE workspace_id = $1'
  const parts = 'DELETE FROM export_parts WHERE workspace_id = $1'
  for (const { id } of await rows<{ id: string }>(tx, asked, [place.workspaceId])) {
    await asMember(tx, place, id, () => rows(tx, parts, [place.workspaceId]))
  }
}

const memberStatement = `UPDATE members SET name = $3, state = 'erased', admin = false, celebrations = true,
    version = version + 1, revision = revision + 1
  WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND (state <> 'erased' OR name <> $3)`

// Any board may have shown a name or a text of theirs. In order, as every transaction locks them.
const boardsStatement = `UPDATE teams SET revision = revision + 1 WHERE workspace_id = $1 AND id IN (
  SELECT id FROM teams WHERE workspace_id = $1 ORDER BY id FOR UPDATE)`

/** Also the placeholders that turned out to be this person: facts keep the id they were written with. */
async function everyId(tx: Tx, { workspaceId }: Place, id: string): Promise<string[]> {
  const merged = await rows<{ id: string }>(
    tx,
    'SELECT id FROM members WHERE workspace_id = $1 AND merged_into = $2 ORDER BY id',
    [workspaceId, id],
  )
  return [id, ...merged.map((row) => row.id)]
}

/**
 * The hash of an account is all that is left of it: whoever has it is let in no more, and the directory does not bring them
 * back. So it is with one that a merge let fall, unless somebody else is here with it by now.
 */
async function keepAccounts(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await rows(
    tx,
    `INSERT INTO member_identities (workspace_id, id, member_id, kind, value)
      SELECT $1, gen_random_uuid(), $2, 'erased', a.hash FROM (
        SELECT ${accountHash('value')} AS hash FROM member_identities WHERE workspace_id = $1 AND member_id = $2 AND kind = 'entra'
        UNION SELECT ${accountHash('object_id::text')} FROM directory_people WHERE workspace_id = $1 AND member_id = $2
        UNION SELECT value FROM member_identities i WHERE workspace_id = $1 AND member_id = $2 AND kind = 'merged'
          AND NOT EXISTS (SELECT FROM member_identities o WHERE o.workspace_id = $1 AND o.kind = 'entra'
            AND ${accountHash('o.value')} = i.value)) a
      ON CONFLICT (workspace_id, kind, value) WHERE kind <> 'name' DO NOTHING`,
    [workspaceId, id],
  )
}

/** What a team wrote too is rewritten afterwards, for all of them at once. */
async function emptied(tx: Tx, place: Place, id: string, table: string, held: Held): Promise<void> {
  const { said, goes, record } = held
  const ask = (statement: string) => rows(tx, statement, valuesFor(statement, place, id))
  if (said && !record) {
    const sets = Object.entries(said).map(
      ([column, [theirs, instead]]) => `${column} = CASE WHEN ${theirs} THEN ${instead} ELSE ${column} END`,
    )
    const which = [...new Set(Object.values(said).map(([theirs]) => `(${theirs})`))].join(' OR ')
    await ask(
      `UPDATE ${table} SET ${sets.join(', ')}${counted(tx, table)} WHERE workspace_id = $1 AND (${which})`,
    )
  }
  if (goes) await ask(`DELETE FROM ${table} WHERE workspace_id = $1 AND (${goes})`)
}

/** As many as the statement names. */
function valuesFor(statement: string, { workspaceId, now }: Place, id: string): unknown[] {
  const named = Math.max(...[...statement.matchAll(/\$(\d)/g)].map(([, place]) => Number(place)))
  return [workspaceId, id, now].slice(0, named)
}
