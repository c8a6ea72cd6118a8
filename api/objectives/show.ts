import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { because } from '../progress/because.ts'
import { rollUp } from '../progress/roll-up.ts'
import type { Health } from '../progress/types.ts'
import type { ItemRow, Lifecycle } from './item.ts'
import { lineUp } from './line.ts'
import { findObjective, toObjective } from './objectives.ts'
import { sees } from './policy.ts'
import type { AlignedParentDto, ContributingItemDto, ObjectiveDetailDto } from './schema.ts'
import { suggestedFor } from './score.ts'

/** An objective with all that its page shows, in a number of statements that does not depend on what it has. */
export async function showObjective(tx: Tx, actor: Actor, id: string): Promise<ObjectiveDetailDto> {
  const row = await findObjective(tx, actor, id)
  const around = await surroundingsOf(tx, actor, row, 'objective')
  const [items, sharedTeams] = await Promise.all([itemsShown(tx, actor, id), sharedTeamsOf(tx, actor, id)])
  const cycleOpen = around.cycle.state !== 'closed'
  return { ...toObjective(row, actor, cycleOpen), ...around, items, sharedTeams }
}

type Child = 'objective' | 'key_result'

/** What the page of any item shows beside the item. */
export async function surroundingsOf(tx: Tx, actor: Actor, row: ItemRow, kind: Child) {
  const [named, parents] = await Promise.all([
    namedOf(tx, actor, row, kind),
    parentsShown(tx, actor, row.id, kind),
  ])
  const line = await lineUp(tx, actor, row.id, kind)
  const { score: suggestedScore } = await suggestedFor(tx, actor, kind, row)
  return { ...named, parents, line, suggestedScore }
}

type Names = Pick<
  ObjectiveDetailDto,
  | 'owner'
  | 'team'
  | 'cycle'
  | 'external'
  | 'contributors'
  | 'carriedFrom'
  | 'carriedTo'
  | 'waiver'
  | 'scorings'
>

// The other end of what was carried forward, with the cycle it belongs to.
const carried = (kind: Child, from: 'from' | 'to', to: 'from' | 'to') => `(
  SELECT jsonb_build_object('id', f.${to}_${kind}_id, 'cycle', c.name) FROM carried_forward f
  JOIN ${kind}s i ON i.workspace_id = $1 AND i.id = f.${to}_${kind}_id
  JOIN cycles c ON c.workspace_id = $1 AND c.id = i.cycle_id
  WHERE f.workspace_id = $1 AND f.${from}_${kind}_id = $2 ORDER BY f.at DESC LIMIT 1)`

// Who was merged into somebody else is shown under their name.
const person = (id: string) => `(SELECT jsonb_build_object('id', m.id, 'name', coalesce(into_.name, m.name))
  FROM members m LEFT JOIN members into_ ON into_.workspace_id = $1 AND into_.id = m.merged_into
  WHERE m.workspace_id = $1 AND m.id = ${id})`

/** People assigned to an item in one role, as a jsonb list of references; `item` is the item's id in SQL. */
export function assignedIn(role: string, kind: Child, item: string): string {
  return `coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) ORDER BY m.name, m.id)
    FROM assignments g JOIN members m ON m.workspace_id = $1 AND m.id = g.member_id
    WHERE g.workspace_id = $1 AND g.${kind}_id = ${item} AND g.role = '${role}'), '[]')`
}

async function namedOf(tx: Tx, actor: Actor, row: ItemRow, kind: Child): Promise<Names> {
  const found = await first<Names>(
    tx,
    `SELECT ${person('$3')} AS owner,
      (SELECT jsonb_build_object('id', id, 'name', name) FROM teams WHERE workspace_id = $1 AND id = $4) AS team,
      (SELECT jsonb_build_object('id', id, 'name', name, 'startDay', start_day, 'endDay', end_day, 'state', state)
        FROM cycles WHERE workspace_id = $1 AND id = $5) AS cycle,
      (SELECT jsonb_build_object('source', x.source, 'externalId', x.external_id, 'fedBy', k.name)
        FROM external_ids x LEFT JOIN keys k ON k.workspace_id = $1 AND k.id = x.key_id
        WHERE x.workspace_id = $1 AND x.${kind}_id = $2::uuid ORDER BY x.id DESC LIMIT 1) AS external,
      (SELECT jsonb_build_object('reason', w.reason, 'missing', to_jsonb(w.missing), 'by', w.by_id, 'at', w.at)
        FROM publish_waivers w WHERE w.workspace_id = $1 AND w.${kind}_id = $2::uuid
        ORDER BY w.at DESC LIMIT 1) AS waiver,
      coalesce((SELECT jsonb_agg(jsonb_build_object('score', g.score, 'suggested', g.suggested, 'reason', g.reason,
          'at', g.at) ORDER BY g.at DESC, g.id DESC)
        FROM (SELECT * FROM scorings s WHERE s.workspace_id = $1 AND s.${kind}_id = $2::uuid
          ORDER BY s.at DESC, s.id DESC LIMIT 20) g), '[]') AS scorings,
      ${assignedIn('contributor', kind, '$2::uuid')} AS contributors,
      ${carried(kind, 'to', 'from')} AS "carriedFrom", ${carried(kind, 'from', 'to')} AS "carriedTo"`,
    [actor.workspaceId, row.id, row.ownerId, row.teamId, row.cycleId],
  )
  const waiver = found!.waiver && { ...found!.waiver, at: new Date(found!.waiver.at).toISOString() }
  const scorings = found!.scorings.map((each) => ({ ...each, at: new Date(each.at).toISOString() }))
  return { ...found!, waiver, scorings }
}

/** Teams an objective is shared with, as far as the actor knows of them. */
function sharedTeamsOf(tx: Tx, actor: Actor, id: string): Promise<{ id: string; name: string }[]> {
  return rows(
    tx,
    `SELECT t.id, t.name FROM shared_teams h JOIN teams t ON t.workspace_id = $1 AND t.id = h.team_id
      WHERE h.workspace_id = $1 AND h.objective_id = $2
        AND (t.id = ANY($3::uuid[]) OR NOT ($4::boolean OR t.private)) ORDER BY t.name, t.id`,
    [actor.workspaceId, id, actor.teams, actor.guest],
  )
}

interface Edge {
  alignmentId: string
  kind: Child
  id: string
  title: string
  ownerId: string
  teamId: string
  audience: string
  lifecycle: Lifecycle
  percent: number | null
  health: Health
  weight: number | null
  sentence: string | null
  confirmed: boolean
}

const childColumns = (kind: Child, table: string) => `
  SELECT a.id AS "alignmentId", '${kind}' AS kind, i.id, i.title, i.owner_id AS "ownerId", i.team_id AS "teamId",
    i.audience, i.lifecycle, i.percent::float8, i.health, a.weight::float8, a.sentence,
    a.confirmed_at IS NOT NULL AS confirmed
  FROM alignments a JOIN ${table} i ON i.workspace_id = $1 AND i.id = a.child_${kind}_id
  WHERE a.workspace_id = $1 AND a.parent_objective_id = $2`

const childrenStatement = `${childColumns('key_result', 'key_results')} UNION ALL
  ${childColumns('objective', 'objectives')} ORDER BY "alignmentId"`

async function itemsShown(tx: Tx, actor: Actor, id: string): Promise<ContributingItemDto[]> {
  const edges = await rows<Edge>(tx, childrenStatement, [actor.workspaceId, id])
  const counting = edges.filter(({ lifecycle }) => lifecycle === 'published' || lifecycle === 'closed')
  const shares = new Map(rollUp(counting).shares.map((share) => [share.id, share]))
  // What is being drafted in a private team is nobody else's business, not even that it is there.
  const shown = edges.filter((edge) => shares.has(edge.id) || sees(actor, edge))
  return shown.map((edge) => {
    const share = shares.get(edge.id)
    const figures = {
      percent: edge.percent,
      health: edge.health,
      weight: edge.weight,
      lifecycle: edge.lifecycle,
    }
    return {
      ...figures,
      ...(sees(actor, edge) ? wordsOf(edge) : privateContribution),
      counts: share !== undefined,
      share: share?.share ?? 0,
      adds: share?.adds ?? null,
      because: share ? because([share.reason]) : 'does not count while it is a draft or postponed',
    }
  })
}

const privateContribution = {
  kind: 'private' as const,
  id: null,
  alignmentId: null,
  title: null,
  ownerId: null,
  sentence: null,
  confirmed: false,
}

function wordsOf({ kind, id, alignmentId, title, ownerId, sentence, confirmed }: Edge) {
  return { kind, id, alignmentId, title, ownerId, sentence, confirmed }
}

async function parentsShown(tx: Tx, actor: Actor, id: string, kind: Child): Promise<AlignedParentDto[]> {
  type Parent = AlignedParentDto & { audience: string; teamId: string }
  const found = await rows<Parent>(
    tx,
    `SELECT o.id, a.id AS "alignmentId", o.title, o.audience, o.team_id AS "teamId", a.weight::float8, a.sentence,
        a.confirmed_at IS NOT NULL AS confirmed
      FROM alignments a JOIN objectives o ON o.workspace_id = $1 AND o.id = a.parent_objective_id
      WHERE a.workspace_id = $1 AND a.child_${kind}_id = $2 ORDER BY a.id`,
    [actor.workspaceId, id],
  )
  const nothing = { id: null, alignmentId: null, title: null }
  return found.map((parent) => (sees(actor, parent) ? parent : { ...parent, ...nothing }))
}
