import { columnsOf } from '../database/select.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { ProposalEntity, RoundEntity } from './entity.ts'

const person = (id: string) => `(SELECT jsonb_build_object('id', m.id, 'name', m.name) FROM members m
  WHERE m.workspace_id = r.workspace_id AND m.id = ${id})`

/** Whether a proposal `p` is the actor's ($2) own, as only they can tell of an anonymous one. */
export const isMine = `(p.author_id = $2::uuid OR EXISTS (SELECT FROM authorships a
  WHERE a.workspace_id = p.workspace_id AND a.proposal_id = p.id AND a.member_id = $2::uuid))`

/** Rounds `r` with the names around them; $1 workspace, $2 actor, $3 their teams. */
export const roundSelect = (actor: Actor) => `
  SELECT ${columnsOf(RoundEntity, 'r')}, jsonb_build_object('id', t.id, 'name', t.name) AS team,
    jsonb_build_object('id', c.id, 'name', c.name, 'startDay', c.start_day, 'endDay', c.end_day, 'state', c.state) AS cycle,
    ${person('r.opened_by')} AS opener,
    EXISTS (SELECT FROM proposals p WHERE p.workspace_id = r.workspace_id AND p.round_id = r.id AND p.kind = 'member'
      AND p.state <> 'withdrawn' AND ${isMine}) AS spoken
  FROM planning_rounds r JOIN teams t ON t.workspace_id = r.workspace_id AND t.id = r.team_id
  JOIN cycles c ON c.workspace_id = r.workspace_id AND c.id = r.cycle_id
  WHERE r.workspace_id = $1 AND ${visible(actor, 'r', '$3')}`

/** Rounds `r` that ask the actor ($2): for their words, an answer, or a look at a wording that was changed. */
export const asksMe = `($2::uuid = ANY(r.asked) AND (r.state = 'open' OR EXISTS (
  SELECT FROM proposals p LEFT JOIN objectives o ON o.workspace_id = p.workspace_id AND o.id = p.objective_id
  WHERE p.workspace_id = r.workspace_id AND p.round_id = r.id AND p.kind = 'member' AND ${isMine}
    AND (p.state = 'coached' OR (lower(btrim(o.title)) <> lower(btrim(p.text))
      AND p.verdict_on IS DISTINCT FROM o.title)))))`

/** Proposals `p` of a round ($3), shuffled by their ids; row-level security leaves out what is sealed. */
export const proposalsStatement = `
  SELECT ${columnsOf(ProposalEntity, 'p')}, ${isMine} AS mine, o.title,
    (SELECT jsonb_build_object('id', m.id, 'name', m.name) FROM members m
      WHERE m.workspace_id = p.workspace_id AND m.id = p.author_id) AS author
  FROM proposals p LEFT JOIN objectives o ON o.workspace_id = p.workspace_id AND o.id = p.objective_id
  WHERE p.workspace_id = $1 AND p.round_id = $3 AND p.state <> 'withdrawn' ORDER BY p.id`

/** The objectives that grew from a round ($2), with what they lack to be published. */
export const objectivesStatement = `
  SELECT o.id, o.title, o.why, o.lifecycle, o.origin, o.audience, o.team_id AS "teamId",
    count(k.id)::int AS "keyResults",
    count(k.id) FILTER (WHERE coalesce(btrim(k.why), '') = '')::int AS "withoutWhy"
  FROM objectives o
  LEFT JOIN alignments a ON a.workspace_id = o.workspace_id AND a.parent_objective_id = o.id
  LEFT JOIN key_results k ON k.workspace_id = o.workspace_id AND k.id = a.child_key_result_id
    AND k.lifecycle IN ('draft', 'published')
  WHERE o.workspace_id = $1 AND o.id IN (SELECT p.objective_id FROM proposals p
    WHERE p.workspace_id = $1 AND p.round_id = $2 AND p.objective_id IS NOT NULL)
  GROUP BY o.workspace_id, o.id ORDER BY o.id`
