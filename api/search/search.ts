import { inSight } from '../barriers/policy.ts'
import { first, type Tx } from '../database/transaction.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { kinds, type SearchHitDto, type SearchResultDto } from './schema.ts'
import { asked } from './words.ts'

type Kind = (typeof kinds)[number]

/**
 * Goals, measures, barriers, people and teams that the actor sees and whose words begin with all the words asked for,
 * whatever their accents; those that were written last come first.
 */
export async function search(
  tx: Tx,
  actor: Actor,
  { q, limit, kind }: { q: string; limit: number; kind?: Kind },
): Promise<SearchResultDto> {
  const words = asked(q)
  if (words.length === 0) return { groups: [] }
  const ranges = words.flatMap((spellings, word) => spellings.map((low) => ({ word, low })))
  const found = await first<Record<Kind, SearchHitDto[] | null>>(tx, statement(actor, kind), [
    actor.workspaceId,
    actor.memberId,
    actor.teams,
    actor.now,
    ranges.map(({ word }) => word),
    ranges.map(({ low }) => low),
    ranges.map(({ low }) => `${low}\u{10ffff}`),
    words.length,
    limit + 1,
  ])
  const groups = kinds.map((one) => {
    const hits = found?.[one] ?? []
    return { kind: one, hits: hits.slice(0, limit), more: hits.length > limit }
  })
  return { groups: groups.filter(({ hits }) => hits.length > 0) }
}

// Text equality and order are leakproof, so the index is used beneath row-level security; LIKE is not.
// $4 is the moment, which the sight of a barrier may ask for.
const hits = `
  WITH hits AS MATERIALIZED (
    SELECT h.subject_kind, h.subject_id AS id FROM unnest($5::int[], $6::text[], $7::text[]) AS q (word, low, high)
    JOIN search_tokens h ON h.workspace_id = $1 AND h.token >= q.low AND h.token < q.high
    WHERE $4::timestamptz IS NOT NULL
    GROUP BY h.subject_kind, h.subject_id HAVING count(DISTINCT q.word) = $8)`

const item = (table: string) => (actor: Actor) =>
  `
  SELECT i.id, i.title, NULL::int AS number, t.name AS team,
    CASE i.lifecycle WHEN 'published' THEN coalesce(i.override_health, i.health) ELSE i.lifecycle END AS status
  FROM hits h JOIN ${table} i ON i.workspace_id = $1 AND i.id = h.id
  JOIN teams t ON t.workspace_id = i.workspace_id AND t.id = i.team_id WHERE ${visible(actor, 'i', '$3')}`

const own = (actor: Actor) => (actor.guest ? 'true' : 'false')

const byKind: Record<Kind, (actor: Actor) => string> = {
  objective: item('objectives'),
  key_result: item('key_results'),
  barrier: (actor) => `
    SELECT b.id, coalesce(b.title, '') AS title, b.number, t.name AS team, b.state AS status
    FROM hits h JOIN barriers b ON b.workspace_id = $1 AND b.id = h.id
    LEFT JOIN teams t ON t.workspace_id = b.workspace_id AND t.id = b.team_id
    WHERE b.state NOT IN ('draft', 'withdrawn') AND ${inSight(actor)}`,
  member: (actor) => `
    SELECT m.id, m.name AS title, NULL::int AS number, NULL AS team, NULL AS status
    FROM hits h JOIN members m ON m.workspace_id = $1 AND m.id = h.id
    WHERE m.merged_into IS NULL AND m.state <> 'erased' AND (NOT ${own(actor)} OR EXISTS (SELECT FROM team_members g
      WHERE g.workspace_id = m.workspace_id AND g.member_id = m.id AND g.team_id = ANY($3::uuid[])))`,
  team: (actor) => `
    SELECT t.id, t.name AS title, NULL::int AS number, p.name AS team, NULL AS status
    FROM hits h JOIN teams t ON t.workspace_id = $1 AND t.id = h.id
    LEFT JOIN teams p ON p.workspace_id = t.workspace_id AND p.id = t.parent_id AND NOT p.private
    WHERE t.closed_at IS NULL AND (t.id = ANY($3::uuid[]) OR NOT (t.private OR ${own(actor)}))`,
}

function statement(actor: Actor, only: Kind | undefined): string {
  const groups = kinds.map((kind) => {
    if (only && only !== kind) return `NULL AS ${kind}`
    return `(SELECT json_agg(x) FROM (${byKind[kind](actor)} AND h.subject_kind = '${kind}'
      ORDER BY id DESC LIMIT $9) x) AS ${kind}`
  })
  return `${hits} SELECT ${groups.join(', ')}, $2::uuid AS me`
}
