import { v7 } from 'uuid'
import { rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound } from '../errors.ts'
import { record, visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { AlignmentEntity, AssignmentEntity } from '../objectives/entity.ts'
import { blankItem, findObjective, homeTeam, sees } from '../objectives/objectives.ts'
import { mayCreate, mayEdit } from '../objectives/policy.ts'
import { percentOf } from '../progress/progress.ts'
import { toFigure, toStanding } from '../progress/schema.ts'
import { KeyResultEntity, type KeyResultRow } from './entity.ts'
import { mayCheckIn } from './policy.ts'
import type { KeyResultDto, NewKeyResultInput } from './schema.ts'
import type { SeenKeyResult } from './subject.ts'

/** The key result as this actor sees it; 404 when it is not there for them. */
export async function findKeyResult(tx: Tx, actor: Actor, id: string): Promise<SeenKeyResult> {
  const { workspaceId, memberId } = actor
  const row = await tx.findOne(KeyResultEntity, { where: { workspaceId, id } })
  if (!row || !sees(actor, row)) throw notFound('key result')
  const assigned = memberId
    ? await tx.countBy(AssignmentEntity, [
        { workspaceId, keyResultId: id, memberId, role: 'delegate' },
        { workspaceId, keyResultId: id, memberId, role: 'check_in_owner' },
      ])
    : 0
  return { ...row, assigned: assigned > 0 }
}

/** Writes a new key result, under an objective or free. 403 unless the actor may write goals for its team. */
export async function createKeyResult(tx: Tx, actor: Actor, input: NewKeyResultInput): Promise<KeyResultDto> {
  const parent = input.objectiveId ? await findObjective(tx, actor, input.objectiveId) : null
  const teamId = input.teamId ?? parent?.teamId
  const cycleId = input.cycleId ?? parent?.cycleId
  if (!teamId) throw badField('/teamId', 'required', 'Say the team, or the objective it belongs to.')
  if (!cycleId) throw badField('/cycleId', 'required', 'Say the cycle, or the objective it belongs to.')
  const { audience } = await homeTeam(tx, actor, teamId)
  if (!mayCreate(actor, teamId))
    throw forbidden('Key results are written by the members and leaders of the team.')
  const ownerId = input.ownerId ?? parent?.ownerId ?? actor.memberId!
  const row = { ...newRow(actor, input), teamId, cycleId, ownerId, audience } as KeyResultRow
  await tx.insert(KeyResultEntity, row)
  if (parent) await align(tx, actor, row.id, parent.id, input.weight ?? null)
  await record(tx, actor, {
    kind: 'key-result.created',
    subject: { kind: 'key_result', id: row.id },
    audience: row,
    data: { teamId, cycleId, objectiveId: parent?.id ?? null },
  })
  return toKeyResult({ ...row, assigned: false }, actor)
}

function newRow(actor: Actor, input: NewKeyResultInput) {
  const kind = input.kind ?? 'number'
  const baseline = kind === 'done' ? 0 : (input.baseline ?? 0)
  const target = kind === 'done' ? 1 : input.target
  const lifecycle = input.lifecycle ?? 'draft'
  if (kind === 'people' && !input.peopleTotal) {
    throw badField('/peopleTotal', 'required', 'Say of how many people.')
  }
  const { objectiveId: _, weight: __, ...fields } = input
  return {
    ...blankItem(actor, lifecycle),
    why: null,
    description: null,
    startDay: null,
    endDay: null,
    unit: null,
    peopleTotal: null,
    ...fields,
    kind,
    baseline,
    target,
    direction: input.direction ?? (target < baseline ? ('decrease' as const) : ('increase' as const)),
    lifecycle,
    healthReason: [],
    expected: null,
  }
}

async function align(
  tx: Tx,
  actor: Actor,
  childKeyResultId: string,
  parentObjectiveId: string,
  weight: number | null,
) {
  const id = v7({ msecs: actor.now.getTime() })
  const { workspaceId } = actor
  await tx.insert(AlignmentEntity, { workspaceId, id, childKeyResultId, parentObjectiveId, weight })
  await rows(tx, 'UPDATE objectives SET revision = revision + 1 WHERE workspace_id = $1 AND id = $2', [
    workspaceId,
    parentObjectiveId,
  ])
}

export interface ListKeyResults {
  limit: number
  cursor?: string
  teamId?: string
  ownerId?: string
  cycleId?: string
}

/** Key results the actor sees, oldest first. */
export async function listKeyResults(tx: Tx, actor: Actor, query: ListKeyResults) {
  const { limit: _, cursor, ...filters } = query
  const after = readCursor(actor, 'key-results', filters, cursor)
  const found = await tx
    .createQueryBuilder(KeyResultEntity, 'k')
    .where('k.workspace_id = :workspaceId', { workspaceId: actor.workspaceId })
    .andWhere(visible(actor, 'k', ':teams'), { teams: actor.teams })
    .andWhere('(:teamId::uuid IS NULL OR k.team_id = :teamId)', { teamId: query.teamId ?? null })
    .andWhere('(:ownerId::uuid IS NULL OR k.owner_id = :ownerId)', { ownerId: query.ownerId ?? null })
    .andWhere('(:cycleId::uuid IS NULL OR k.cycle_id = :cycleId)', { cycleId: query.cycleId ?? null })
    .andWhere('(:after::uuid IS NULL OR k.id > :after)', { after: after?.[0] ?? null })
    .orderBy('k.id')
    .take(query.limit + 1)
    .getMany()
  const mine = await rows<{ id: string }>(
    tx,
    `SELECT key_result_id AS id FROM assignments WHERE workspace_id = $1 AND member_id = $2
      AND role IN ('delegate', 'check_in_owner') AND key_result_id = ANY($3::uuid[])`,
    [actor.workspaceId, actor.memberId, found.map(({ id }) => id)],
  )
  const assigned = new Set(mine.map(({ id }) => id))
  const { data, nextCursor } = page(actor, 'key-results', query, found, (row) => [row.id])
  return {
    data: data.map((row) => toKeyResult({ ...row, assigned: assigned.has(row.id) }, actor)),
    nextCursor,
  }
}

/** The row as the actor is shown it. */
export function toKeyResult(row: SeenKeyResult, actor: Actor): KeyResultDto {
  const { percent, reason } = percentOf({ ...row, total: row.peopleTotal, value: row.latestValue })
  return {
    ...row,
    progress: toFigure(percent, reason),
    standing: toStanding(row),
    latest: toLatest(row),
    createdAt: row.createdAt.toISOString(),
    can: { checkIn: row.lifecycle === 'published' && mayCheckIn(actor, row), edit: mayEdit(actor, row) },
  }
}

function toLatest(row: KeyResultRow): KeyResultDto['latest'] {
  if (!row.latestCheckInId || !row.latestObservedAt) return null
  return {
    id: row.latestCheckInId,
    value: row.latestValue,
    confidence: row.latestConfidence,
    observedAt: row.latestObservedAt.toISOString(),
    by: row.latestBy,
  }
}
