import { waitingStates } from '../barriers/entity.ts'
import { inSight } from '../barriers/policy.ts'
import { columns as barrier, lastTurn } from '../barriers/read.sql.ts'
import { itemJoins } from '../boards/parts.sql.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { personsOn, rungsOf } from '../ladder/on-board.ts'
import { pathOf, running, stalledOf, winsOf } from './read.sql.ts'

// $1 workspace, $2 the actor, $3 their teams, $4 now, $5 the team, $6 last time, $7 the teams they lead.

/** What waits to be cleared for the team, the dearest delay first. */
export function toClearOf(actor: Actor): string {
  const waiting = waitingStates.map((state) => `'${state}'`).join(', ')
  return `
  SELECT ${barrier} FROM barriers b ${lastTurn}
  WHERE b.workspace_id = $1 AND b.team_id = $5 AND b.state IN (${waiting}) AND ${inSight(actor)}
  ORDER BY b.cost_of_delay DESC NULLS LAST, b.cost_per_day DESC, b.id LIMIT 30`
}

const paths = (actor: Actor) => `
  their_steps AS MATERIALIZED (
    SELECT s.* FROM steps s JOIN team_members l ON l.workspace_id = $1 AND l.member_id = s.owner_id AND l.team_id = $5
    WHERE s.workspace_id = $1 AND s.state = 'live'),
  paths AS (SELECT y.* FROM (
      ${pathOf(actor, 'key_result', 'SELECT key_result_id AS id, owner_id FROM their_steps')}
      UNION ALL ${pathOf(actor, 'objective', 'SELECT objective_id AS id, owner_id FROM their_steps')}) y
    ORDER BY (y.live -> 0 ->> 'dueDay') NULLS LAST, y.id LIMIT 50)`

/** All but the barriers in one statement, as lists in JSON. */
export function weeklyOf(actor: Actor): string {
  const list = (from: string) => `(SELECT json_agg(x) FROM ${from} x)`
  return `
  WITH place AS MATERIALIZED (
    SELECT s.zone, ($4::timestamptz AT TIME ZONE s.zone)::date AS today FROM workspace_settings s WHERE s.workspace_id = $1),
  ${winsOf(actor, 'w.team_id = $5')}, ${paths(actor)},
  ${stalledOf(actor, 'o.team_id = $5')},
  goals AS (
    SELECT i.id, ${rungsOf('$7')} AS rungs FROM objectives i ${itemJoins}
    WHERE i.workspace_id = $1 AND i.team_id = $5 AND ${running} AND ${visible(actor, 'i', '$3')})
  SELECT ${list('wins_of')} AS wins, ${list('paths')} AS paths, ${list('stalled')} AS stalled,
    (SELECT json_agg(g.rungs) FROM goals g) AS rungs,
    ${personsOn('$7', 'r.objective_id IN (SELECT id FROM goals)')} AS persons`
}
