import { rows, type Tx } from '../database/transaction.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { namesOf } from '../members/members.ts'
import { teamNames } from '../teams/find-team.ts'
import type { Kind } from './list.ts'

interface Named {
  id: string
  name: string
}

const finders: Record<Kind, (tx: Tx, actor: Actor, ids: readonly string[]) => Promise<Named[]>> = {
  member: async (tx, actor, ids) => (await namesOf(tx, actor, ids)).data,
  team: teamNames,
  cycle: (tx, actor, ids) =>
    rows<Named>(tx, 'SELECT id, name FROM cycles WHERE workspace_id = $1 AND id = ANY($2::uuid[])', [
      actor.workspaceId,
      ids,
    ]),
  item: (tx, actor, ids) =>
    rows<Named>(
      tx,
      `SELECT o.id, o.title AS name FROM objectives o
        WHERE o.workspace_id = $1 AND o.id = ANY($3::uuid[]) AND ${visible(actor, 'o', '$2')}
      UNION ALL SELECT k.id, k.title FROM key_results k
        WHERE k.workspace_id = $1 AND k.id = ANY($3::uuid[]) AND ${visible(actor, 'k', '$2')}
        AND cardinality($2::uuid[]) >= 0`,
      [actor.workspaceId, actor.teams, ids],
    ),
}

/** The names behind ids, by kind, as far as the actor sees them: one statement a kind, however many there are. */
export async function namesBehind(
  tx: Tx,
  actor: Actor,
  asked: ReadonlyMap<Kind, ReadonlySet<string>>,
): Promise<Map<string, string>> {
  const found: Named[] = []
  for (const [kind, ids] of asked) if (ids.size > 0) found.push(...(await finders[kind](tx, actor, [...ids])))
  return new Map(found.map(({ id, name }) => [id, name]))
}
