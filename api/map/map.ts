import { first, rows, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import type { MapBranchDto, MapNodeDto, MapRootsDto } from './schema.ts'

// In both statements: $1 the workspace, $2 the actor's teams. Cycles that are over are not on the map.
const running = `EXISTS (SELECT FROM cycles c WHERE c.workspace_id = i.workspace_id AND c.id = i.cycle_id
  AND c.state <> 'closed')`
const noPriority = `NOT EXISTS (SELECT FROM priorities p WHERE p.workspace_id = i.workspace_id AND p.id = i.priority_id
  AND p.retired_at IS NULL)`
const noParent = (
  column: string,
) => `NOT EXISTS (SELECT FROM alignments a WHERE a.workspace_id = i.workspace_id
  AND a.${column} = i.id)`

const rootsStatement = (actor: Actor) => `
  SELECT s.mission,
    (SELECT json_agg(json_build_object('id', p.id, 'sentence', p.sentence, 'children',
        (SELECT count(*) FROM objectives i WHERE i.workspace_id = $1 AND i.priority_id = p.id AND ${running}))
      ORDER BY p.position) FROM priorities p WHERE p.workspace_id = $1 AND p.retired_at IS NULL) AS priorities,
    (SELECT count(*)::int FROM objectives i WHERE i.workspace_id = $1 AND ${visible(actor, 'i', '$2')} AND ${running}
      AND ${noPriority} AND ${noParent('child_objective_id')})
    + (SELECT count(*)::int FROM key_results i WHERE i.workspace_id = $1 AND ${visible(actor, 'i', '$2')} AND ${running}
      AND ${noParent('child_key_result_id')}) AS unlinked
  FROM workspace_settings s WHERE s.workspace_id = $1 AND cardinality($2::uuid[]) >= 0`

/** Mission and priorities, and how much is linked to none of them. */
export async function mapRoots(tx: Tx, actor: Actor): Promise<MapRootsDto> {
  type Row = { mission: string | null; priorities: MapRootsDto['roots'] | null; unlinked: number }
  const found = await first<Row>(tx, rootsStatement(actor), [actor.workspaceId, actor.teams])
  const { mission = null, priorities, unlinked = 0 } = found ?? {}
  const loose = unlinked > 0 ? [{ id: null, sentence: null, children: unlinked }] : []
  return { mission, roots: [...(priorities ?? []), ...loose] }
}

/** What stands right under one thing. */
export interface Under {
  limit: number
  cursor?: string
  priorityId?: string
  objectiveId?: string
}

const edges = (column: string) => `a.workspace_id = i.workspace_id AND a.${column} = i.id`
const columns = (kind: string, rank: number, child: string, children: string) => `
  '${kind}' AS kind, ${rank} AS rank, i.id, i.title, i.team_id, i.owner_id, i.lifecycle, i.audience,
  coalesce(i.override_health, i.health) AS health, i.percent::float8 AS percent, lower(i.title) AS sort,
  (SELECT count(*)::int FROM alignments a WHERE ${edges(child)}) AS parents, ${children} AS children`
const objective = columns(
  'objective',
  0,
  'child_objective_id',
  `(SELECT count(*)::int FROM alignments a WHERE ${edges('parent_objective_id')})`,
)
const keyResult = columns('key_result', 1, 'child_key_result_id', '0')

/** Which items stand there, by where "there" is; $3 names it. */
const levels = {
  objective: `
    SELECT ${objective}, x.weight::float8 AS weight FROM alignments x
      JOIN objectives i ON i.workspace_id = x.workspace_id AND i.id = x.child_objective_id
      WHERE x.workspace_id = $1 AND x.parent_objective_id = $3 AND ${running}
    UNION ALL
    SELECT ${keyResult}, x.weight::float8 FROM alignments x
      JOIN key_results i ON i.workspace_id = x.workspace_id AND i.id = x.child_key_result_id
      WHERE x.workspace_id = $1 AND x.parent_objective_id = $3 AND ${running}`,
  priority: `
    SELECT ${objective}, NULL::float8 AS weight FROM objectives i
      WHERE i.workspace_id = $1 AND i.priority_id = $3 AND ${running}`,
  unlinked: `
    SELECT ${objective}, NULL::float8 AS weight FROM objectives i
      WHERE i.workspace_id = $1 AND $3::uuid IS NULL AND ${running} AND ${noPriority} AND ${noParent('child_objective_id')}
    UNION ALL
    SELECT ${keyResult}, NULL::float8 FROM key_results i
      WHERE i.workspace_id = $1 AND $3::uuid IS NULL AND ${running} AND ${noParent('child_key_result_id')}`,
}

// A private parent tells nothing of what is under it.
const branchStatement = (actor: Actor, level: keyof typeof levels) => `
  WITH there AS (${levels[level]}),
  allowed AS (SELECT 1 WHERE ${
    level === 'objective'
      ? `EXISTS (SELECT FROM objectives o WHERE o.workspace_id = $1 AND o.id = $3 AND ${visible(actor, 'o', '$2')})`
      : 'true'
  }),
  seen AS (
    SELECT i.* FROM there i, allowed WHERE ${visible(actor, 'i', '$2')}
      AND ($4::int IS NULL OR (i.rank, i.sort, i.id) > ($4::int, $5::text, $6::uuid))
    ORDER BY i.rank, i.sort, i.id LIMIT $7)
  SELECT i.kind, i.rank, i.sort, i.id, i.title, t.name AS team, m.name AS owner, i.lifecycle, i.health, i.percent, i.weight,
    i.parents, i.children, NULL::json AS privates
  FROM seen i JOIN teams t ON t.workspace_id = $1 AND t.id = i.team_id
  JOIN members m ON m.workspace_id = $1 AND m.id = i.owner_id
  UNION ALL
  SELECT NULL, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    (SELECT json_agg(i.percent) FROM (SELECT percent FROM there i, allowed WHERE NOT ${visible(actor, 'i', '$2')}
      ORDER BY percent LIMIT 50) i)
  WHERE $4::int IS NULL AND ${level === 'unlinked' ? 'false' : 'true'}
  ORDER BY rank, sort, id`

type Row = MapNodeDto & { rank: number; sort: string; privates: (number | null)[] | null }

/** One level of the map, a page at a time: what stands under an objective, a priority, or under nothing. */
export async function mapBranch(tx: Tx, actor: Actor, query: Under): Promise<MapBranchDto> {
  const { limit, cursor, priorityId, objectiveId } = query
  if (priorityId && objectiveId) throw badField('/priorityId', 'both', 'Ask for one place at a time.')
  const filters = { priorityId, objectiveId }
  const after = readCursor(actor, 'map', filters, cursor)
  const level = objectiveId ? 'objective' : priorityId ? 'priority' : 'unlinked'
  const found = await rows<Row>(tx, branchStatement(actor, level), [
    actor.workspaceId,
    actor.teams,
    objectiveId ?? priorityId ?? null,
    after ? Number(after[0]) : null,
    after?.[1] ?? null,
    after?.[2] ?? null,
    limit + 1,
  ])
  const nodes = found.filter(({ kind }) => kind !== null)
  const asked = { limit, ...filters }
  return {
    ...page(actor, 'map', asked, nodes, ({ rank, sort, id }) => [String(rank), sort, id]),
    privates: found.find(({ privates }) => privates)?.privates ?? [],
  }
}
