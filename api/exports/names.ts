import { rows, type Tx } from '../database/transaction.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { namesOf } from '../members/members.ts'
import { externalNames } from '../objectives/external.ts'
import { teamNames } from '../teams/find-team.ts'
import type { Kind } from './list.ts'

interface Named {
  id: string
  name: string
}

type Finder = (tx: Tx, actor: Actor, ids: readonly string[]) => Promise<Named[]>

/** What items contribute to, as far as the actor sees it; several are joined. */
function parents(shown: string): Finder {
  return (tx, actor, ids) =>
    rows<Named>(
      tx,
      `SELECT coalesce(a.child_key_result_id, a.child_objective_id) AS id, string_agg(${shown}, '; ' ORDER BY o.id) AS name
        FROM alignments a JOIN objectives o ON o.workspace_id = a.workspace_id AND o.id = a.parent_objective_id
        WHERE a.workspace_id = $1 AND ${visible(actor, 'o', '$2')} AND cardinality($2::uuid[]) >= 0
          AND (a.child_key_result_id = ANY($3::uuid[]) OR a.child_objective_id = ANY($3::uuid[])) GROUP BY 1`,
      [actor.workspaceId, actor.teams, ids],
    )
}

/** The one name that items have elsewhere: what was given here goes before what came with an import. */
function external(shown: string): Finder {
  const names = `SELECT * FROM ${externalNames('objective')} o UNION ALL SELECT * FROM ${externalNames('key_result')} k`
  return (tx, actor, ids) =>
    rows<Named>(
      tx,
      `SELECT DISTINCT ON (x.id) x.id, ${shown} AS name FROM (${names}) x WHERE x.id = ANY($2::uuid[])
        ORDER BY x.id, x.source LIKE 'viva-%', x.source, x.external_id`,
      [actor.workspaceId, ids],
    )
}

const finders: Record<Kind, Finder> = {
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
  parent: parents('o.title'),
  parentId: parents('o.id::text'),
  externalSource: external('x.source'),
  externalId: external('x.external_id'),
}

/** How a name is found again. */
export const nameKey = (kind: Kind, id: string) => `${kind} ${id}`

/** The names behind ids, by kind, as far as the actor sees them: one statement a kind, however many there are. */
export async function namesBehind(
  tx: Tx,
  actor: Actor,
  asked: ReadonlyMap<Kind, ReadonlySet<string>>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const [kind, ids] of asked) {
    if (ids.size === 0) continue
    for (const { id, name } of await finders[kind](tx, actor, [...ids])) found.set(nameKey(kind, id), name)
  }
  return found
}
