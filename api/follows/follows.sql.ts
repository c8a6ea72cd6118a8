import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'

// $1 the workspace, $2 the actor, $3 their teams.

const checkIns = `e.kind IN ('check-in.recorded', 'check-in.corrected')`
const lives = ['published', 'postponed', 'resumed', 'closed', 'reopened']
const turns = `e.kind IN (${['objective', 'key-result'].flatMap((noun) => lives.map((past) => `'${noun}.${past}'`)).join(', ')})`

/** Events that say that an item moved; what the actor did is no news to them. */
const moves = `(${checkIns} OR ${turns}
  OR e.kind IN ('objective.rolled-up', 'objective.health-changed', 'key-result.health-changed'))
  AND e.actor_id IS DISTINCT FROM $2`

const subjectOf = (actor: Actor, table: string, kind: string) => `
  SELECT f.id, f.at, f.looked_at, '${kind}' AS kind, i.id AS item_id, i.title, i.lifecycle, i.percent::float8 AS percent,
    coalesce(i.override_health, i.health) AS health, t.id AS team_id, t.name AS team
  FROM follows f JOIN ${table} i ON i.workspace_id = f.workspace_id AND i.id = f.${kind}_id
  JOIN teams t ON t.workspace_id = i.workspace_id AND t.id = i.team_id
  WHERE f.workspace_id = $1 AND f.member_id = $2 AND ${visible(actor, 'i', '$3')}`

// The percent of a goal is told by its roll-up, that of a measure by the check-in before.
const percentBefore = `coalesce(
  (array_agg((e.data ->> 'percentBefore')::float8 ORDER BY e.at, e.seq) FILTER (WHERE e.data ? 'percentBefore'))[1],
  (SELECT (b.data ->> 'percent')::float8 FROM events b WHERE b.workspace_id = $1 AND b.subject_id = s.item_id
    AND b.at <= s.looked_at AND b.kind IN ('check-in.recorded', 'check-in.corrected')
    ORDER BY b.at DESC, b.seq DESC LIMIT 1))`

/** What the actor follows and sees, with what moved it since they looked. */
export const followsStatement = (actor: Actor, condition: string, limit: string) => `
  SELECT s.*, x.moved FROM (
    ${subjectOf(actor, 'objectives', 'objective')} UNION ALL ${subjectOf(actor, 'key_results', 'key_result')}) s
  CROSS JOIN LATERAL (
    SELECT CASE WHEN count(*) > 0 THEN json_build_object('at', max(e.at), 'percentBefore', ${percentBefore},
      'healthBefore', (array_agg(e.data ->> 'healthBefore' ORDER BY e.at, e.seq) FILTER (WHERE e.data ? 'healthBefore'))[1],
      'checkIns', count(*) FILTER (WHERE ${checkIns}),
      'became', CASE WHEN bool_or(${turns}) THEN s.lifecycle END) END AS moved
    FROM events e WHERE e.workspace_id = $1 AND e.subject_id = s.item_id AND e.at > s.looked_at AND ${moves}) x
  WHERE ${condition} ORDER BY s.id LIMIT ${limit}`
