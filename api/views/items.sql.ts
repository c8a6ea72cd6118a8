import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { CADENCE_DAYS } from '../progress/health.ts'
import type { itemKinds, shows, sortKeys, ViewSort } from './schema.ts'

// $1 the workspace, $2 the actor's teams, $3 the actor, $4 the moment, $5 to $9 and $14 the filters, $10 the kind,
// $11 and $12 where the page before ended, $13 how many. `i` is the objective or key result.

type Kind = (typeof itemKinds)[number]
type Show = (typeof shows)[number]

/** What counts as how it stands: what was set by hand, but silence cannot be set to green (progress/health.ts). */
const health = `CASE WHEN i.health = 'unknown' AND i.override_health = 'on_track' THEN 'unknown'
  ELSE coalesce(i.override_health, i.health) END`

const status = `CASE i.lifecycle WHEN 'published' THEN ${health} ELSE i.lifecycle END`

const cadence = `CASE i.cadence ${Object.entries(CADENCE_DAYS)
  .map(([name, days]) => `WHEN '${name}' THEN ${days}`)
  .join(' ')} END`
const endDay = 'coalesce(i.end_day, c.end_day)'
const observedOn = '(i.latest_observed_at AT TIME ZONE p.zone)::date'
const beganOn = `greatest(coalesce(i.start_day, c.start_day), (i.published_at AT TIME ZONE p.zone)::date)`

// dueOn of progress/health.ts in SQL, since a list is cut after it was narrowed; a test holds them together.
const asksPeople = { objective: `i.progress_mode = 'by_hand'`, key_result: `i.asks <> 'program'` }
const dueDay = (
  kind: Kind,
) => `CASE WHEN i.lifecycle <> 'published' OR c.state = 'closed' OR NOT (${asksPeople[kind]})
  OR p.today > c.end_day + c.grace_days OR ${observedOn} >= ${endDay} THEN NULL
  ELSE least(coalesce(${observedOn}, ${beganOn}) + ${cadence}, ${endDay}) END`

/** What each sort goes by: never null, and of a type that text can be turned back into. */
const keys: Record<(typeof sortKeys)[number], { by: string; type: string }> = {
  title: { by: 'lower(i.title)', type: 'text' },
  team: { by: 'lower(t.name)', type: 'text' },
  owner: { by: 'lower(m.name)', type: 'text' },
  status: {
    by: `array_position(ARRAY['behind', 'at_risk', 'unknown', 'not_started', 'on_track', 'draft', 'postponed', 'closed'],
      ${status})`,
    type: 'int',
  },
  percent: { by: 'coalesce(i.percent, -1e12)', type: 'numeric' },
  checkedIn: { by: `coalesce(i.latest_observed_at, '-infinity')`, type: 'timestamptz' },
  endDay: { by: endDay, type: 'date' },
}

const shown: Record<Show, (kind: Kind) => string> = {
  mine: (kind) => `(i.owner_id = $3 OR EXISTS (SELECT FROM assignments g WHERE g.workspace_id = $1
    AND g.${kind}_id = i.id AND g.member_id = $3))`,
  overdue: (kind) => `${dueDay(kind)} < p.today`,
  stale: () => `i.lifecycle = 'published' AND i.health = 'unknown'`,
  at_risk: () => `i.lifecycle = 'published' AND ${health} IN ('at_risk', 'behind')`,
  unaligned: (kind) =>
    kind === 'objective'
      ? 'NOT EXISTS (SELECT FROM linked l WHERE l.id = i.id)'
      : `NOT EXISTS (SELECT FROM alignments a JOIN linked l ON l.id = a.parent_objective_id
          WHERE a.workspace_id = $1 AND a.child_key_result_id = i.id)`,
}

function itemsOf(actor: Actor, kind: Kind, show: Show | undefined, key: string): string {
  return `
  SELECT '${kind}' AS kind, i.id, i.title, i.lifecycle, ${health} AS health, i.percent::float8 AS percent,
    json_build_object('id', t.id, 'name', t.name) AS team, json_build_object('id', m.id, 'name', m.name) AS owner,
    json_build_object('id', c.id, 'name', c.name) AS cycle, i.latest_observed_at AS "checkedInAt",
    ${dueDay(kind)} AS "dueDay", ${endDay} AS "endDay", ${key} AS sort_key
  FROM ${kind}s i
    JOIN teams t ON t.workspace_id = i.workspace_id AND t.id = i.team_id
    JOIN members o ON o.workspace_id = i.workspace_id AND o.id = i.owner_id
    JOIN members m ON m.workspace_id = i.workspace_id AND m.id = coalesce(o.merged_into, o.id)
    JOIN cycles c ON c.workspace_id = i.workspace_id AND c.id = i.cycle_id
    CROSS JOIN place p
  WHERE i.workspace_id = $1 AND ${visible(actor, 'i', '$2')} AND ($10::text IS NULL OR $10 = '${kind}')
    AND ($5::uuid IS NULL OR i.team_id = $5)
    AND ($6::uuid IS NULL OR i.owner_id = $6)
    AND CASE WHEN $7::uuid IS NULL THEN c.state <> 'closed' ELSE i.cycle_id = $7 END
    AND CASE WHEN $8::text IS NULL THEN i.lifecycle <> 'closed' ELSE ${status} = $8 END
    AND ($9::text IS NULL OR lower(i.title) LIKE lower($9) || '%' OR lower(i.title) LIKE '% ' || lower($9) || '%')
    AND ($14::timestamptz IS NULL OR EXISTS (SELECT FROM events e WHERE e.workspace_id = $1 AND e.subject_id = i.id
      AND e.at >= $14))
    ${show ? `AND ${shown[show](kind)}` : ''}`
}

/** The page of goals and measures that a query asks for. */
export function itemsStatement(actor: Actor, sort: ViewSort, show: Show | undefined): string {
  const down = sort.startsWith('-')
  const { by, type } = keys[sort.replace('-', '') as (typeof sortKeys)[number]]
  const way = down ? 'DESC' : 'ASC'
  return `
  WITH RECURSIVE place AS MATERIALIZED (
    SELECT s.zone, ($4::timestamptz AT TIME ZONE s.zone)::date AS today
    FROM workspace_settings s WHERE s.workspace_id = $1 AND $3::uuid IS NOT DISTINCT FROM $3),
  linked AS (
    SELECT o.id FROM objectives o JOIN priorities r ON r.workspace_id = o.workspace_id AND r.id = o.priority_id
      WHERE o.workspace_id = $1 AND r.retired_at IS NULL
    UNION
    SELECT a.child_objective_id FROM alignments a JOIN linked l ON l.id = a.parent_objective_id
      WHERE a.workspace_id = $1 AND a.child_objective_id IS NOT NULL)
  SELECT x.*, x.sort_key::text AS "sortKey" FROM (
    ${itemsOf(actor, 'objective', show, by)}
    UNION ALL ${itemsOf(actor, 'key_result', show, by)}) x
  WHERE $11::text IS NULL OR (x.sort_key, x.id) ${down ? '<' : '>'} ($11::${type}, $12::uuid)
  ORDER BY x.sort_key ${way}, x.id ${way} LIMIT $13`
}
