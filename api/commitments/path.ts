import { dayOf } from '../calendar.ts'
import { snake } from '../database/naming.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { StepEntity, type StepRow, type StepState } from './entity.ts'
import { columnOf, findPlace, type Place, type StepSubject } from './place.ts'
import { mayCommit, mayPlan, maySuggest } from './policy.ts'
import type { PathDto, StepDto } from './schema.ts'
import { subjectOf, toStep } from './to-step.ts'

const shownPlanks = 20

/** The path of a key result or objective; 404 when that is not there for the actor. */
export async function showPath(tx: Tx, actor: Actor, subject: StepSubject): Promise<PathDto> {
  return readPath(tx, actor, await findPlace(tx, actor, subject))
}

interface Facts {
  laidCount: number
  zone: string
  since: Date | null
}

/** The path of an item that was found already: three statements, whatever its length. */
export async function readPath(tx: Tx, actor: Actor, place: Place): Promise<PathDto> {
  const [steps, planks, facts] = await Promise.all([
    ahead(tx, actor, place),
    laid(tx, actor, place),
    factsOf(tx, actor, place),
  ])
  const show = (row: StepRow) => toStep(row, actor, place)
  const live = steps.filter(({ state }) => state === 'live')
  const leading = live.find(({ ownerId }) => ownerId === place.ownerId) ?? live[0] ?? null
  return {
    subject: { kind: place.kind, id: place.id },
    laid: planks.reverse().map(show),
    laidCount: facts.laidCount,
    live: leading && show(leading),
    alongside: live.filter((row) => row !== leading).map(show),
    pencilled: steps.filter(({ state }) => state === 'pencilled').map(show),
    emptySince: leading || !facts.since ? null : dayOf(facts.since, facts.zone),
    can: {
      plan: mayPlan(actor, place),
      suggest: maySuggest(actor, place),
      commit: mayCommit(actor, place) && !place.committed,
    },
  }
}

/** Live steps, the earliest due first, and pencilled ones in their order. */
function ahead(tx: Tx, actor: Actor, place: Place): Promise<StepRow[]> {
  return of(tx, actor, place, ['live', 'pencilled'])
    .orderBy('s.state')
    .addOrderBy('s.due_day', 'ASC', 'NULLS LAST')
    .addOrderBy('s.position')
    .addOrderBy('s.id')
    .getMany()
}

function laid(tx: Tx, actor: Actor, place: Place): Promise<StepRow[]> {
  return of(tx, actor, place, ['laid'])
    .orderBy('s.finished_at', 'DESC', 'NULLS LAST')
    .addOrderBy('s.id', 'DESC')
    .take(shownPlanks)
    .getMany()
}

function of(tx: Tx, actor: Actor, place: Place, states: StepState[]) {
  return tx
    .createQueryBuilder(StepEntity, 's')
    .where('s.workspace_id = :workspaceId', { workspaceId: actor.workspaceId })
    .andWhere(`s.${columnOf[place.kind]} = :subjectId`, { subjectId: place.id })
    .andWhere('s.state = ANY(:states)', { states })
}

/** How many planks there are, and when the last step that had been live ended; else when the item was published. */
async function factsOf(tx: Tx, actor: Actor, place: Place): Promise<Facts> {
  const table = place.kind === 'key_result' ? 'key_results' : 'objectives'
  const found = await first<Facts>(
    tx,
    `SELECT (SELECT count(*)::int FROM steps s WHERE s.workspace_id = $1 AND s.${columnOf[place.kind]} = $2
        AND s.state = 'laid') AS "laidCount",
      (SELECT w.zone FROM workspace_settings w WHERE w.workspace_id = $1) AS zone,
      greatest(i.published_at, (SELECT max(coalesce(s.finished_at, s.dropped_at)) FROM steps s WHERE s.workspace_id = $1
        AND s.${columnOf[place.kind]} = $2 AND s.started_at IS NOT NULL)) AS since
      FROM ${table} i WHERE i.workspace_id = $1 AND i.id = $2`,
    [actor.workspaceId, place.id],
  )
  return found!
}

export interface ListSteps {
  limit: number
  cursor?: string
  ownerId?: string
  state?: StepState
  keyResultId?: string
  objectiveId?: string
  teamId?: string
}

const columns = Object.keys(StepEntity.options.columns)
  .map((name) => `s.${snake(name)} AS "${name}"`)
  .join(', ')

const item = (name: string) => `coalesce(k.${name}, o.${name})`

/** Steps with their items and what the actor is there, in one statement. */
const listStatement = (actor: Actor) => `
  SELECT ${columns}, jsonb_build_object('teamId', ${item('team_id')}, 'ownerId', ${item('owner_id')},
    'audience', ${item('audience')}, 'lifecycle', ${item('lifecycle')}, 'revision', ${item('revision')},
    'cycleState', c.state, 'committed', EXISTS (SELECT FROM commitments y WHERE y.workspace_id = s.workspace_id
      AND (y.key_result_id = s.key_result_id OR y.objective_id = s.objective_id) AND y.member_id = $3
      AND y.withdrawn_at IS NULL),
    'roles', array(SELECT a.role FROM assignments a WHERE a.workspace_id = s.workspace_id
      AND (a.key_result_id = s.key_result_id OR a.objective_id = s.objective_id) AND a.member_id = $3)) AS place
  FROM steps s
  LEFT JOIN key_results k ON k.workspace_id = s.workspace_id AND k.id = s.key_result_id
  LEFT JOIN objectives o ON o.workspace_id = s.workspace_id AND o.id = s.objective_id
  JOIN cycles c ON c.workspace_id = s.workspace_id AND c.id = ${item('cycle_id')}
  WHERE s.workspace_id = $1 AND (${visible(actor, 'k', '$2')} OR ${visible(actor, 'o', '$2')})
    AND ($4::uuid IS NULL OR s.owner_id = $4) AND ($5::text IS NULL OR s.state = $5)
    AND ($6::uuid IS NULL OR s.key_result_id = $6) AND ($7::uuid IS NULL OR s.objective_id = $7)
    AND ($8::uuid IS NULL OR ${item('team_id')} = $8) AND ($9::uuid IS NULL OR s.id > $9)
  ORDER BY s.id LIMIT $10`

/** Steps the actor sees, oldest first. */
export async function listSteps(tx: Tx, actor: Actor, query: ListSteps) {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'steps', filters, cursor)
  const found = await rows<StepRow & { place: Place }>(tx, listStatement(actor), [
    actor.workspaceId,
    actor.teams,
    actor.memberId,
    query.ownerId ?? null,
    query.state ?? null,
    query.keyResultId ?? null,
    query.objectiveId ?? null,
    query.teamId ?? null,
    after?.[0] ?? null,
    limit + 1,
  ])
  const { data, nextCursor } = page(actor, 'steps', query, found, (row) => [row.id])
  return { data: data.map((row) => shown(row, actor)), nextCursor }
}

function shown({ place, ...row }: StepRow & { place: Place }, actor: Actor): StepDto {
  return toStep(row, actor, { ...place, ...subjectOf(row) })
}
