import { snake } from '../database/naming.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, notFound, wrongState } from '../errors.ts'
import { moveBoards } from '../events/board-revisions.ts'
import type { Actor } from '../http/actor.ts'
import { reach } from '../http/reach.ts'
import { newId } from '../ids.ts'
import { loadWorkdays, type Workdays } from './clock.ts'
import { storeCosts } from './cost.ts'
import { type BarrierRow, type Standing, standingFields, waitingStates } from './entity.ts'
import { isOpenTo, type Move, mayMove } from './policy.ts'
import { kinOf, one, reader } from './read.sql.ts'
import type { BarrierDto } from './schema.ts'
import { tell } from './tell.ts'
import { type Kin, type ReadBarrier, toBarrier } from './to-barrier.ts'
import { TurnEntity, type TurnKind, type TurnRow } from './turn.ts'

/** The barrier as this actor sees it; 404 when it is not there for them. */
export async function findBarrier(tx: Tx, actor: Actor, id: string): Promise<ReadBarrier> {
  const found = await first<ReadBarrier>(tx, one(actor), [...reader(actor), id])
  if (!found) throw notFound('barrier')
  return found
}

/** The barrier with its story, as this actor sees it; 404 when it is not there for them. */
export async function showBarrier(tx: Tx, actor: Actor, id: string): Promise<BarrierDto> {
  return show(tx, actor, await findBarrier(tx, actor, id))
}

async function show(tx: Tx, actor: Actor, row: ReadBarrier): Promise<BarrierDto> {
  const turns = await tx.find(TurnEntity, {
    where: { workspaceId: actor.workspaceId, barrierId: row.id },
    order: { seq: 'ASC' },
  })
  const kin = await rows<Kin>(tx, kinOf(actor), [...reader(actor), row.id])
  return toBarrier(row, turns, kin, actor)
}

/** The barrier, if the actor may make this move now: 404 out of sight, 403 by right, 409 `wrong-state` by state. */
export async function findFor(tx: Tx, actor: Actor, id: string, move: Move): Promise<ReadBarrier> {
  const row = await findBarrier(tx, actor, id)
  if (!mayMove(actor, row, move)) throw forbidden(whose[move])
  if (!isOpenTo(actor, row, move)) throw await conflict(tx, actor, row.id)
  return row
}

const whoRaised = 'That is for whoever raised it.'
const whoIsAsked = 'That is for whoever is asked to clear it.'

const whose: Record<Move, string> = {
  raise: whoRaised,
  take: whoIsAsked,
  handOn: whoIsAsked,
  askBack: whoIsAsked,
  answer: whoRaised,
  cant: whoIsAsked,
  clear: whoIsAsked,
  decide: whoIsAsked,
  confirm: whoRaised,
  reopen: whoRaised,
  withdraw: whoRaised,
  offerHelp: 'Whoever raised it or is asked has no help to offer.',
  acceptHelp: 'Whoever raised it or is asked says yes to an offer of help.',
  edit: 'Whoever raised it and whoever is asked keep it right.',
}

/** 409: it does not stand where this would be possible; says how it stands. */
export async function conflict(tx: Tx, actor: Actor, id: string, detail?: string): Promise<Error> {
  const current = await showBarrier(tx, actor, id)
  return wrongState(detail ?? `This barrier is ${current.state.replace('_', ' ')}.`, {
    ...current,
    basis: undefined,
  })
}

/** What happens to a barrier: what changes in how it stands, the words said, and ids, days and words of ours. */
export interface Turn {
  kind: TurnKind
  set: Partial<Standing>
  words?: string | null
  data?: Record<string, unknown>
  /** The turn that this one takes back. */
  undoes?: number
}

/**
 * Makes a move: guarded update of the row, turn, cost and event. Whoever comes second finds the state changed and gets
 * 409 with what is there now. The barrier is not read again: `move` answers with it, jobs do without.
 */
export async function make(
  tx: Tx,
  actor: Actor,
  row: BarrierRow,
  turn: Turn,
  workdays?: Workdays,
): Promise<void> {
  const stands = { ...standingOf(row), ...turn.set }
  const seq = await update(tx, actor, row, stands, turn.undoes)
  if (seq === null) throw await conflict(tx, actor, row.id)
  await tx.insert(TurnEntity, turnRow(actor, row, { ...turn, stands, seq }) as object)
  await keepCost(tx, actor, row, stands, workdays)
  const after = { ...row, ...stands, told: [...new Set([...row.told, ...stands.told])] }
  await tell(tx, actor, after, turn.kind, { seq, ...turn.data, ...(turn.undoes && { undoes: turn.undoes }) })
  await moveBlocked(tx, actor, row.id)
}

/** Makes a move and answers with the barrier as it stands then. */
export async function move(tx: Tx, actor: Actor, row: BarrierRow, turn: Turn): Promise<BarrierDto> {
  await reach(tx, actor, 'barrier')
  await make(tx, actor, row, turn)
  return showBarrier(tx, actor, row.id)
}

/** The part of a barrier that turns change. */
export function standingOf(row: BarrierRow): Standing {
  return Object.fromEntries(standingFields.map((field) => [field, row[field]])) as unknown as Standing
}

const assignments = standingFields.map((field, i) => `${snake(field)} = $${i + 6}`)
const updateStatement = `
  UPDATE barriers SET ${assignments}, last_turn = last_turn + 1, revision = revision + 1
  WHERE workspace_id = $1 AND id = $2 AND state = $3 AND asked_of IS NOT DISTINCT FROM $4::uuid
    AND ($5::int IS NULL OR last_turn = $5) RETURNING last_turn AS seq`

async function update(
  tx: Tx,
  actor: Actor,
  row: BarrierRow,
  stands: Standing,
  onlyAfter: number | undefined,
): Promise<number | null> {
  const fields = standingFields.map((field) => stands[field])
  const values = [actor.workspaceId, row.id, row.state, row.askedOf, onlyAfter ?? null, ...fields]
  return (await first<{ seq: number }>(tx, updateStatement, values))?.seq ?? null
}

/** The turn as it is kept. */
function turnRow(
  actor: Actor,
  { id: barrierId, raisedBy }: Pick<BarrierRow, 'id' | 'raisedBy'>,
  { kind, words, data = {}, undoes, stands, seq }: Omit<Turn, 'set'> & { stands: Standing; seq: number },
): TurnRow {
  const { state, clock, dueDay, askedOf } = stands
  return {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    barrierId,
    seq,
    kind,
    byId: actor.memberId,
    at: actor.now,
    state,
    clock,
    moveOf: clock === 'raiser' ? raisedBy : clock === 'asked' ? askedOf : null,
    dueDay,
    words: words?.trim() || null,
    data,
    stands,
    undoes: undoes ?? null,
  }
}

async function keepCost(
  tx: Tx,
  actor: Actor,
  row: BarrierRow,
  { state }: Standing,
  workdays: Workdays | undefined,
): Promise<void> {
  if (waitingStates.includes(state)) {
    return storeCosts(tx, actor, [row.id], workdays ?? (await loadWorkdays(tx, actor)))
  }
  await rows(tx, 'UPDATE barriers SET cost_of_delay = NULL WHERE workspace_id = $1 AND id = $2', [
    actor.workspaceId,
    row.id,
  ])
}

/** The boards of all whom it blocks show it: they change with it. */
export async function moveBlocked(tx: Tx, actor: Actor, barrierId: string): Promise<void> {
  const blocked = await rows<{ id: string }>(
    tx,
    `SELECT coalesce(x.key_result_id, s.key_result_id, s.objective_id) AS id FROM barrier_blocks x
      LEFT JOIN steps s ON s.workspace_id = x.workspace_id AND s.id = x.step_id
      WHERE x.workspace_id = $1 AND x.barrier_id = $2`,
    [actor.workspaceId, barrierId],
  )
  if (blocked.length > 0)
    moveBoards(
      tx,
      actor.workspaceId,
      blocked.map(({ id }) => id),
    )
}
