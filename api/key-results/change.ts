import { rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { edit } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { newHome } from '../objectives/change.ts'
import { fieldsOf, setExternal } from '../objectives/external.ts'
import {
  happened,
  keyResultNoun,
  leftSight,
  type Move,
  type MoveInput,
  moveItem,
  type OverrideInput,
  overrideItem,
  scoreItem,
} from '../objectives/lifecycle.ts'
import { assign } from '../objectives/people.ts'
import { checkPeople, runningIn } from '../objectives/place.ts'
import { mayEdit } from '../objectives/policy.ts'
import { KeyResultEntity, type KeyResultRow, TargetEditEntity } from './entity.ts'
import { toKeyResult } from './key-results.ts'
import { checkNumbers, measureFrom } from './measure.ts'
import type { KeyResultChangeInput, PeopleInput } from './schema.ts'
import { lockKeyResult, type Subject, storeStand } from './subject.ts'

/** The key result, locked, if the actor may change it: 404, 403; 409 when it or (unless `anyCycle`) its cycle is closed. */
export async function changeable(
  tx: Tx,
  actor: Actor,
  id: string,
  { closed = false, anyCycle = false } = {},
): Promise<Subject> {
  const row = await lockKeyResult(tx, actor, id)
  if (!mayEdit(actor, row)) throw forbidden("Its owner, the team's leaders and admins change a key result.")
  if (!closed && row.lifecycle === 'closed') {
    throw wrongState('This key result is closed. Reopen it first.', toKeyResult(row, actor), 'closed')
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

/** Edits a key result; percent and health follow at once, and a new baseline or target is remembered. */
export async function changeKeyResult(
  tx: Tx,
  actor: Actor,
  id: string,
  expected: number | null,
  { reason, external, ...change }: KeyResultChangeInput,
): Promise<void> {
  const row = await changeable(tx, actor, id)
  const home = await newHome(tx, actor, row, change.teamId)
  const measure = measureFrom(change, row)
  checkNumbers(row, measure)
  const next = { ...row, ...change, ...measure, ...home }
  const running = await runningIn(tx, actor, next)
  await checkPeople(tx, actor, home, [next.ownerId], '/ownerId')
  const set: Partial<KeyResultRow> = { ...change, ...measure, ...home }
  const edited = await edit<KeyResultRow>(tx, actor, KeyResultEntity, row, expected, set)
  await storeStand(tx, actor, { ...row, ...edited, ...running })
  await leftSight(tx, actor, keyResultNoun, row, home)
  if (external !== undefined) await setExternal(tx, actor, { kind: 'key_result', id }, external)
  const moved = row.baseline !== edited.baseline || row.target !== edited.target
  if (moved) await remember(tx, actor, row, edited, reason ?? null)
  await happened(tx, actor, keyResultNoun, edited, 'edited', {
    fields: fieldsOf(change, external),
    ...(moved && numbersOf(row, edited)),
    ...(change.teamId && { teamId: home.teamId, teamIdBefore: row.teamId }),
    ...(change.ownerId && { ownerId: change.ownerId, ownerIdBefore: row.ownerId }),
  })
}

function numbersOf(before: KeyResultRow, after: KeyResultRow) {
  return {
    baselineBefore: before.baseline,
    baselineAfter: after.baseline,
    targetBefore: before.target,
    targetAfter: after.target,
  }
}

async function remember(
  tx: Tx,
  { workspaceId, memberId, now }: Actor,
  before: KeyResultRow,
  after: KeyResultRow,
  reason: string | null,
): Promise<void> {
  const row = {
    workspaceId,
    id: newId(now),
    keyResultId: before.id,
    memberId,
    at: now,
    reason,
  }
  await tx.insert(TargetEditEntity, { ...row, ...numbersOf(before, after) })
}

/** Sets the values expected on the way, all of them; days ordered and between the first and the last. */
export async function setPhasedTargets(
  tx: Tx,
  actor: Actor,
  id: string,
  expected: number | null,
  targets: readonly { day: string; value: number }[],
): Promise<void> {
  const row = await changeable(tx, actor, id)
  checkPhased(row, targets)
  const edited = await edit<KeyResultRow>(tx, actor, KeyResultEntity, row, expected, {})
  await rows(tx, 'DELETE FROM phased_targets WHERE workspace_id = $1 AND key_result_id = $2', [
    actor.workspaceId,
    id,
  ])
  await rows(
    tx,
    `INSERT INTO phased_targets (workspace_id, key_result_id, day, value)
      SELECT $1, $2, t.day, t.value FROM unnest($3::date[], $4::numeric[]) AS t (day, value)`,
    [actor.workspaceId, id, targets.map(({ day }) => day), targets.map(({ value }) => value)],
  )
  await storeStand(tx, actor, { ...row, ...edited, phased: [...targets] })
  await happened(tx, actor, keyResultNoun, row, 'phased', { count: targets.length })
}

function checkPhased(row: Subject, targets: readonly { day: string }[]): void {
  if (targets.length > 0 && (row.direction === 'at_least' || row.direction === 'at_most')) {
    throw badField('/targets', 'stay', 'What is to stay on one side is expected there on every day.')
  }
  for (const [i, { day }] of targets.entries()) {
    const pointer = `/targets/${i}/day`
    if (day <= row.firstDay || day >= row.lastDay) {
      throw badField(pointer, 'outside', `Say days between ${row.firstDay} and ${row.lastDay}.`)
    }
    if (i > 0 && day <= targets[i - 1]!.day) throw badField(pointer, 'order', 'Say each day once, in order.')
  }
}

/** Says who keeps the number up to date beside the owner, and who contributes; all of them. */
export async function setPeople(
  tx: Tx,
  actor: Actor,
  id: string,
  expected: number | null,
  { delegateIds, checkInOwnerIds, contributorIds }: PeopleInput,
): Promise<void> {
  const row = await changeable(tx, actor, id)
  await checkPeople(tx, actor, row, delegateIds, '/delegateIds')
  await checkPeople(tx, actor, row, checkInOwnerIds, '/checkInOwnerIds')
  await checkPeople(tx, actor, row, contributorIds, '/contributorIds')
  await edit<KeyResultRow>(tx, actor, KeyResultEntity, row, expected, {})
  const subject = { key_result_id: id }
  await assign(tx, actor, subject, 'delegate', delegateIds)
  await assign(tx, actor, subject, 'check_in_owner', checkInOwnerIds)
  await assign(tx, actor, subject, 'contributor', contributorIds)
  const data = { delegateIds, checkInOwnerIds, contributorIds }
  await happened(tx, actor, keyResultNoun, row, 'people-set', data)
}

/** Publishes, postpones, resumes, closes or reopens a key result. */
export async function moveKeyResult(
  tx: Tx,
  actor: Actor,
  id: string,
  move: Move,
  input: MoveInput = {},
): Promise<void> {
  const row = await changeable(tx, actor, id, { closed: true, anyCycle: move === 'close' })
  await moveItem(tx, actor, keyResultNoun, row, move, { input, current: toKeyResult(row, actor) })
  await storeStand(tx, actor, await lockKeyResult(tx, actor, id))
}

/** Changes the score of a closed key result and what was learned. */
export async function scoreKeyResult(tx: Tx, actor: Actor, id: string, input: MoveInput): Promise<void> {
  const row = await changeable(tx, actor, id, { closed: true, anyCycle: true })
  await scoreItem(tx, actor, keyResultNoun, row, input, toKeyResult(row, actor))
}

/** Says by hand how a key result stands, until its next check-in. */
export async function overrideKeyResult(
  tx: Tx,
  actor: Actor,
  id: string,
  input: OverrideInput,
): Promise<void> {
  const row = await changeable(tx, actor, id, { closed: true })
  await overrideItem(tx, actor, keyResultNoun, row, input, toKeyResult(row, actor))
  await storeStand(tx, actor, await lockKeyResult(tx, actor, id))
}
