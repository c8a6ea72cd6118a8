import { rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { page, readCursor } from '../http/cursor.ts'
import { edit } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { CycleEntity, type CycleRow } from './entity.ts'
import { mayManageCycles } from './policy.ts'
import type { CycleChangeInput, CycleDto, CycleState, NewCycleInput } from './schema.ts'

/** The cycle; 404 when there is none. */
export async function findCycle(tx: Tx, actor: Actor, id: string): Promise<CycleRow> {
  const row = await tx.findOne(CycleEntity, { where: { workspaceId: actor.workspaceId, id } })
  if (!row) throw notFound('cycle')
  return row
}

/**
 * The cycle an item is to be written in; 400 at `pointer` when there is none, 409 `wrong-state` when it is closed.
 * Imports bring closed cycles along and may write in them; comments, scores and late check-ins do not ask here.
 */
export async function checkCycleOpen(
  tx: Tx,
  actor: Actor,
  cycleId: string,
  pointer = '/cycleId',
): Promise<CycleRow> {
  const row = await tx.findOne(CycleEntity, { where: { workspaceId: actor.workspaceId, id: cycleId } })
  if (!row) throw badField(pointer, 'unknown', 'There is no such cycle.')
  if (row.state === 'closed' && actor.surface !== 'import') {
    throw wrongState(
      'Its cycle is closed: only comments and scores are still taken.',
      undefined,
      'cycle-closed',
    )
  }
  return row
}

/** The cycles, the latest first. */
export async function listCycles(
  tx: Tx,
  actor: Actor,
  query: { limit: number; cursor?: string; state?: CycleState },
) {
  const { limit, cursor, ...filters } = query
  const after = readCursor(actor, 'cycles', filters, cursor)
  const found = await rows<CycleRow>(
    tx,
    `SELECT id, name, start_day AS "startDay", end_day AS "endDay", grace_days AS "graceDays", state, version, revision
      FROM cycles WHERE workspace_id = $1 AND ($2::text IS NULL OR state = $2)
        AND ($3::date IS NULL OR (start_day, id) < ($3, $4::uuid))
      ORDER BY start_day DESC, id DESC LIMIT $5`,
    [actor.workspaceId, query.state ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  )
  const { data, nextCursor } = page(actor, 'cycles', query, found, (row) => [row.startDay, row.id])
  return { data: data.map((row) => toCycle(row, actor)), nextCursor }
}

/** Makes a cycle, in planning. 403 unless an admin. */
export async function createCycle(tx: Tx, actor: Actor, input: NewCycleInput): Promise<CycleDto> {
  checkManages(actor)
  checkDays(input)
  const row: CycleRow = {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    graceDays: 7,
    ...input,
    name: input.name.trim(),
    state: 'planning',
    version: 1,
    revision: 1,
  }
  await tx.insert(CycleEntity, row)
  await happened(tx, actor, 'cycle.created', row, { startDay: row.startDay, endDay: row.endDay })
  return toCycle(row, actor)
}

/** Names a cycle or moves its days. 409 once it is closed. */
export async function changeCycle(
  tx: Tx,
  actor: Actor,
  id: string,
  change: CycleChangeInput,
  expected: number | null,
): Promise<CycleDto> {
  const row = await findCycle(tx, actor, id)
  checkManages(actor)
  if (row.state === 'closed') throw wrongState('This cycle is closed.', toCycle(row, actor))
  checkDays({ ...row, ...change })
  const set = { ...change, ...(change.name !== undefined && { name: change.name.trim() }) }
  const changed = await edit(tx, actor, CycleEntity, row, expected, set)
  const { startDay, endDay, graceDays } = changed
  await happened(tx, actor, 'cycle.changed', row, {
    fields: Object.keys(change),
    startDay,
    endDay,
    graceDays,
  })
  return toCycle(changed, actor)
}

const before: Record<Exclude<CycleState, 'planning'>, CycleState> = {
  active: 'planning',
  reviewing: 'active',
  closed: 'reviewing',
}
const kinds = { active: 'cycle.started', reviewing: 'cycle.reviewing', closed: 'cycle.closed' } as const

/** Moves a cycle on to its next state; 409 `wrong-state` from anywhere else. */
export async function moveCycle(
  tx: Tx,
  actor: Actor,
  id: string,
  to: Exclude<CycleState, 'planning'>,
): Promise<CycleDto> {
  const row = await findCycle(tx, actor, id)
  checkManages(actor)
  const [moved] = await rows<{ version: number; revision: number }>(
    tx,
    `UPDATE cycles SET state = $3, version = version + 1, revision = revision + 1
      WHERE workspace_id = $1 AND id = $2 AND state = $4 RETURNING version, revision`,
    [actor.workspaceId, id, to, before[to]],
  )
  if (!moved) throw wrongState(`This cycle is ${row.state}, not ${before[to]}.`, toCycle(row, actor))
  await happened(tx, actor, kinds[to], row, {})
  return toCycle({ ...row, ...moved, state: to }, actor)
}

function checkManages(actor: Actor): void {
  if (!mayManageCycles(actor)) throw forbidden('Cycles are made and moved by admins.')
}

function checkDays({ startDay, endDay }: { startDay: string; endDay: string }): void {
  if (endDay < startDay) throw badField('/endDay', 'order', 'A cycle ends on or after the day it starts.')
}

async function happened(tx: Tx, actor: Actor, kind: string, { id }: CycleRow, data: Record<string, unknown>) {
  const audience = { audience: 'workspace' as const, teamId: null }
  await record(tx, actor, { kind, subject: { kind: 'cycle', id }, audience, data })
}

/** The row as the actor is shown it. */
export function toCycle(row: CycleRow, actor: Actor): CycleDto {
  const may = mayManageCycles(actor)
  return {
    ...row,
    can: {
      edit: may && row.state !== 'closed',
      start: may && row.state === 'planning',
      review: may && row.state === 'active',
      close: may && row.state === 'reviewing',
    },
  }
}
