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

/** Finds any of them, as a word; null where there is none. */
export function patternOf(names: readonly string[]): string | null {
  const spellings = [...new Set(names.flatMap(spelt))].map(literal)
  return spellings.length > 0 ? `(?<![[:alnum:]])(?:${spellings.join('|')})(?![[:alnum:]])` : null
}

/** As it is, and as it stands within JSON. */
const spelt = (name: string) => [name, JSON.stringify(name).slice(1, -1)]

const literal = (text: string) =>
  text.replace(/[^\p{L}\p{N}]/gu, (sign) => (/\s/.test(sign) ? '\\s+' : `\\${sign}`))
