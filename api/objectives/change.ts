import type { Tx } from '../database/transaction.ts'
import { forbidden, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { edit } from '../http/versions.ts'
import { ObjectiveEntity, type ObjectiveRow } from './entity.ts'
import { fieldsOf, setExternal } from './external.ts'
import {
  happened,
  leftSight,
  type Move,
  type MoveInput,
  moveItem,
  type OverrideInput,
  objectiveNoun,
  overrideItem,
  scoreItem,
} from './lifecycle.ts'
import { moveAlong } from './move-along.ts'
import { toObjective } from './objectives.ts'
import { checkPeople, checkPriority, type Home, homeTeam, runningIn } from './place.ts'
import { mayCreate, mayEdit } from './policy.ts'
import { lockObjective, type Running, restand } from './running.ts'
import type { ObjectiveChangeInput } from './schema.ts'

/** The objective, locked, if the actor may change it: 404, 403; 409 when it or (unless `anyCycle`) its cycle is closed. */
export async function changeable(
  tx: Tx,
  actor: Actor,
  id: string,
  { closed = false, anyCycle = false } = {},
): Promise<Running> {
  const row = await lockObjective(tx, actor, id)
  if (!mayEdit(actor, row)) throw forbidden("Its owner, the team's leaders and admins change an objective.")
  if (!closed && row.lifecycle === 'closed') {
    throw wrongState('This objective is closed. Reopen it first.', toObjective(row, actor), 'closed')
  }
  if (!anyCycle && row.cycleState === 'closed') {
    throw wrongState(
      'Its cycle is closed: only comments and scores are still taken.',
      undefined,
      'cycle-closed',
    )
  }
  return row
}

/** Edits an objective; moving it to another team takes its key results along and recompiles who sees them. */
export async function changeObjective(
  tx: Tx,
  actor: Actor,
  id: string,
  expected: number | null,
  { external, ...change }: ObjectiveChangeInput,
): Promise<void> {
  const row = await changeable(tx, actor, id)
  const home = await newHome(tx, actor, row, change.teamId)
  const next = { ...row, ...change, ...home }
  const running = await runningIn(tx, actor, next)
  await checkPeople(tx, actor, home, [next.ownerId], '/ownerId')
  if (change.priorityId) await checkPriority(tx, actor, change.priorityId)
  const set: Partial<ObjectiveRow> = { ...change, ...(change.teamId && home) }
  const edited = await edit<ObjectiveRow>(tx, actor, ObjectiveEntity, row, expected, set)
  if (home.teamId !== row.teamId) await moveAlong(tx, actor, row, home)
  await restand(tx, actor, { ...row, ...edited, ...running })
  await leftSight(tx, actor, objectiveNoun, row, home)
  if (external !== undefined) await setExternal(tx, actor, { kind: 'objective', id }, external)
  await happened(tx, actor, objectiveNoun, edited, 'edited', {
    fields: fieldsOf(change, external),
    ...(change.teamId && { teamId: home.teamId, teamIdBefore: row.teamId }),
    ...(change.ownerId && { ownerId: change.ownerId, ownerIdBefore: row.ownerId }),
  })
}

/** Where an item is after the change: 403 unless the actor may write goals in the team it goes to. */
export async function newHome(tx: Tx, actor: Actor, row: Home, teamId: string | undefined): Promise<Home> {
  if (!teamId || teamId === row.teamId) return { audience: row.audience, teamId: row.teamId }
  const home = await homeTeam(tx, actor, teamId)
  if (!mayCreate(actor, teamId)) throw forbidden('Goals are written by the members and leaders of the team.')
  return home
}

/** Publishes, postpones, resumes, closes or reopens an objective. */
export async function moveObjective(
  tx: Tx,
  actor: Actor,
  id: string,
  move: Move,
  input: MoveInput = {},
): Promise<void> {
  const row = await changeable(tx, actor, id, { closed: true, anyCycle: move === 'close' })
  await moveItem(tx, actor, objectiveNoun, row, move, { input, current: toObjective(row, actor) })
  await restand(tx, actor, await lockObjective(tx, actor, id))
}

/** Changes the score of a closed objective and what was learned. */
export async function scoreObjective(tx: Tx, actor: Actor, id: string, input: MoveInput): Promise<void> {
  const row = await changeable(tx, actor, id, { closed: true, anyCycle: true })
  await scoreItem(tx, actor, objectiveNoun, row, input, toObjective(row, actor))
}

/** Says by hand how an objective stands, until the next check-in right below it. */
export async function overrideObjective(
  tx: Tx,
  actor: Actor,
  id: string,
  input: OverrideInput,
): Promise<void> {
  const row = await changeable(tx, actor, id, { closed: true })
  await overrideItem(tx, actor, objectiveNoun, row, input, toObjective(row, actor))
  await restand(tx, actor, await lockObjective(tx, actor, id))
}
