import { rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { join } from '../objectives/alignments.ts'
import { AssignmentEntity } from '../objectives/entity.ts'
import { blankItem } from '../objectives/item.ts'
import { happened, keyResultNoun } from '../objectives/lifecycle.ts'
import { type ListItems, listItems } from '../objectives/list.ts'
import { checkPeople, homeTeam, ownerOf, runningIn } from '../objectives/place.ts'
import { mayCreate, rightsOn, sees } from '../objectives/policy.ts'
import { lockObjective } from '../objectives/running.ts'
import { because } from '../progress/because.ts'
import { percentOf } from '../progress/progress.ts'
import { toFigure, toStanding } from '../progress/schema.ts'
import { KeyResultEntity, type KeyResultRow } from './entity.ts'
import { measureFrom } from './measure.ts'
import { mayCheckIn } from './policy.ts'
import type { KeyResultDto, NewKeyResultInput } from './schema.ts'
import { type SeenKeyResult, standOfKeyResult } from './subject.ts'

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
export async function createKeyResult(tx: Tx, actor: Actor, input: NewKeyResultInput): Promise<KeyResultRow> {
  const parent = input.objectiveId ? await lockObjective(tx, actor, input.objectiveId) : null
  if (parent?.lifecycle === 'closed') throw wrongState('Its objective is closed.', undefined, 'closed')
  const { objectiveId: _, weight = null, ...said } = input
  const place = placeOf(said, parent)
  const home = await homeTeam(tx, actor, place.teamId)
  if (!mayCreate(actor, home.teamId)) {
    throw forbidden('Key results are written by the members and leaders of the team.')
  }
  const fields = newFields(actor, { ...said, ...place, ownerId: said.ownerId ?? parent?.ownerId })
  const running = await runningIn(tx, actor, fields)
  await checkPeople(tx, actor, home, [fields.ownerId], '/ownerId')
  const whole = { ...fields, ...running, phased: [], percentReason: null, spark: [] }
  const row: KeyResultRow = { ...fields, ...home, ...standOfKeyResult(whole, actor.now), spark: [] }
  await tx.insert(KeyResultEntity, row)
  if (parent) await join(tx, actor, { ...row, kind: 'key_result' }, parent, { weight })
  const { teamId, cycleId, lifecycle } = row
  const data = { teamId, cycleId, lifecycle, objectiveId: parent?.id ?? null }
  await happened(tx, actor, keyResultNoun, row, 'created', data)
  return row
}

type Place = { teamId: string; cycleId: string }

function placeOf(said: Partial<Place>, parent: Place | null): Place {
  const teamId = said.teamId ?? parent?.teamId
  const cycleId = said.cycleId ?? parent?.cycleId
  if (!teamId) throw badField('/teamId', 'required', 'Say the team, or the objective it belongs to.')
  if (!cycleId) throw badField('/cycleId', 'required', 'Say the cycle, or the objective it belongs to.')
  return { teamId, cycleId }
}

type Said = Omit<NewKeyResultInput, 'objectiveId' | 'weight' | 'ownerId' | 'teamId' | 'cycleId'> & Place

function newFields(actor: Actor, said: Said & { ownerId: string | undefined }) {
  const lifecycle = said.lifecycle ?? 'draft'
  return {
    ...blankItem(actor, lifecycle),
    why: null,
    description: null,
    startDay: null,
    endDay: null,
    healthReason: [],
    expected: null,
    asks: 'all' as const,
    audience: 'team' as const,
    ...said,
    ...measureFrom(said),
    ownerId: ownerOf(actor, said.ownerId),
    lifecycle,
  }
}

/** Key results the actor sees; `objectiveId` asks for those that contribute to it. */
export async function listKeyResults(
  tx: Tx,
  actor: Actor,
  { objectiveId, ...query }: ListItems & { objectiveId?: string },
) {
  const kind = { entity: KeyResultEntity, list: 'key-results', alignedBy: 'child_key_result_id' } as const
  const asked = { ...query, ...(objectiveId && { parentId: objectiveId }) }
  const { data, nextCursor } = await listItems<KeyResultRow>(tx, actor, kind, asked)
  const mine = await rows<{ id: string }>(
    tx,
    `SELECT key_result_id AS id FROM assignments WHERE workspace_id = $1 AND member_id = $2
      AND role IN ('delegate', 'check_in_owner') AND key_result_id = ANY($3::uuid[])`,
    [actor.workspaceId, actor.memberId, data.map(({ id }) => id)],
  )
  const assigned = new Set(mine.map(({ id }) => id))
  return {
    data: data.map((row) => toKeyResult({ ...row, assigned: assigned.has(row.id) }, actor)),
    nextCursor,
  }
}

/** The row as the actor is shown it. */
export function toKeyResult(row: SeenKeyResult, actor: Actor, cycleOpen = true): KeyResultDto {
  const { percent, reason } = percentOf({ ...row, total: row.peopleTotal, value: row.latestValue })
  return {
    ...row,
    progress: toFigure(percent, reason),
    expected: row.expected && { ...row.expected, because: because(row.expected.reason) },
    standing: toStanding(row),
    latest: toLatest(row),
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    can: {
      ...rightsOn(actor, row, cycleOpen),
      checkIn: row.lifecycle === 'published' && !actor.guest && mayCheckIn(actor, row),
    },
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
