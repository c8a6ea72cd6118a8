import { v7 } from 'uuid'
import { rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound } from '../errors.ts'
import { record, visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { toFigure, toStanding } from '../progress/schema.ts'
import { ObjectiveEntity, type ObjectiveRow } from './entity.ts'
import { mayCreate, mayEdit } from './policy.ts'
import type { NewObjectiveInput, ObjectiveDto } from './schema.ts'

/** The objective as this actor sees it; 404 when it is not there for them. */
export async function findObjective(tx: Tx, actor: Actor, id: string): Promise<ObjectiveRow> {
  const row = await tx.findOne(ObjectiveEntity, { where: { workspaceId: actor.workspaceId, id } })
  if (!row || !sees(actor, row)) throw notFound('objective')
  return row
}

/** Whether an item's audience includes the actor; the same rule as `visible` in SQL. */
export function sees(actor: Actor, { audience, teamId }: { audience: string; teamId: string }): boolean {
  return actor.teams.includes(teamId) || (audience === 'workspace' && !actor.guest)
}

/** The team an item is to belong to, as far as the actor sees it: its audience follows from it. */
export async function homeTeam(
  tx: Tx,
  actor: Actor,
  teamId: string,
): Promise<{ audience: 'workspace' | 'team' }> {
  const [team] = await rows<{ private: boolean }>(
    tx,
    'SELECT private FROM teams WHERE workspace_id = $1 AND id = $2 AND closed_at IS NULL',
    [actor.workspaceId, teamId],
  )
  const audience = team?.private ? 'team' : 'workspace'
  if (!team || !sees(actor, { audience, teamId }))
    throw badField('/teamId', 'unknown', 'There is no such team.')
  return { audience }
}

/** Writes a new objective for a team. 403 unless the actor may write goals there. */
export async function createObjective(tx: Tx, actor: Actor, input: NewObjectiveInput): Promise<ObjectiveDto> {
  const { audience } = await homeTeam(tx, actor, input.teamId)
  if (!mayCreate(actor, input.teamId))
    throw forbidden('Goals are written by the members and leaders of the team.')
  const lifecycle = input.lifecycle ?? 'draft'
  const row: ObjectiveRow = {
    ...blankItem(actor, lifecycle),
    ...input,
    ownerId: input.ownerId ?? actor.memberId!,
    why: input.why ?? null,
    description: input.description ?? null,
    startDay: input.startDay ?? null,
    endDay: input.endDay ?? null,
    kind: input.kind ?? 'committed',
    origin: input.origin ?? 'assigned',
    progressMode: input.progressMode ?? 'roll_up',
    percentReason: [{ code: 'roll_up.nothing', params: {} }],
    priorityId: null,
    health: 'unknown',
    healthReason: [{ code: 'health.no_items', params: {} }],
    audience,
    lifecycle,
  }
  await tx.insert(ObjectiveEntity, row)
  await record(tx, actor, {
    kind: 'objective.created',
    subject: { kind: 'objective', id: row.id },
    audience: row,
    data: { teamId: row.teamId, cycleId: row.cycleId, lifecycle },
  })
  return toObjective(row, actor)
}

/** The fields every new item starts with. */
export function blankItem(actor: Actor, lifecycle: string) {
  return {
    workspaceId: actor.workspaceId,
    id: v7({ msecs: actor.now.getTime() }),
    percent: null,
    health: 'not_started' as const,
    overrideHealth: null,
    overrideWhy: null,
    overrideBy: null,
    overrideAt: null,
    score: null,
    learned: null,
    cadence: 'weekly' as const,
    lastSeq: 0,
    latestCheckInId: null,
    latestValue: null,
    latestConfidence: null,
    latestObservedAt: null,
    latestBy: null,
    source:
      actor.surface === 'import'
        ? ('import' as const)
        : actor.scopes
          ? ('api' as const)
          : ('person' as const),
    createdBy: actor.memberId,
    createdAt: actor.now,
    publishedAt: lifecycle === 'published' ? actor.now : null,
    closedAt: null,
    version: 1,
    revision: 1,
  }
}

export interface ListObjectives {
  limit: number
  cursor?: string
  teamId?: string
  ownerId?: string
  cycleId?: string
}

/** Objectives the actor sees, oldest first. */
export async function listObjectives(tx: Tx, actor: Actor, query: ListObjectives) {
  const after = readCursor(actor, 'objectives', filtersOf(query), query.cursor)
  const found = await tx
    .createQueryBuilder(ObjectiveEntity, 'o')
    .where('o.workspace_id = :workspaceId', { workspaceId: actor.workspaceId })
    .andWhere(visible(actor, 'o', ':teams'), { teams: actor.teams })
    .andWhere('(:teamId::uuid IS NULL OR o.team_id = :teamId)', { teamId: query.teamId ?? null })
    .andWhere('(:ownerId::uuid IS NULL OR o.owner_id = :ownerId)', { ownerId: query.ownerId ?? null })
    .andWhere('(:cycleId::uuid IS NULL OR o.cycle_id = :cycleId)', { cycleId: query.cycleId ?? null })
    .andWhere('(:after::uuid IS NULL OR o.id > :after)', { after: after?.[0] ?? null })
    .orderBy('o.id')
    .take(query.limit + 1)
    .getMany()
  const { data, nextCursor } = page(actor, 'objectives', query, found, (row) => [row.id])
  return { data: data.map((row) => toObjective(row, actor)), nextCursor }
}

function filtersOf({ limit: _, cursor: __, ...filters }: ListObjectives): object {
  return filters
}

/** The row as the actor is shown it. */
export function toObjective(row: ObjectiveRow, actor: Actor): ObjectiveDto {
  return {
    ...row,
    progress: toFigure(row.percent, []),
    standing: toStanding(row),
    createdAt: row.createdAt.toISOString(),
    can: { edit: mayEdit(actor, row) },
  }
}
