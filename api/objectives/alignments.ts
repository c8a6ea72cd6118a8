import { first, rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound, refuse, wrongState } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { edit, stale } from '../http/versions.ts'
import { newId } from '../ids.ts'
import type { AlignmentChangeInput, AlignmentDto, NewAlignmentInput } from './alignments-schema.ts'
import { AlignmentEntity, type AlignmentRow } from './entity.ts'
import type { ItemRow } from './item.ts'
import { stepsUp, wayUp } from './line.ts'
import { mayEdit, mayWeigh, sees } from './policy.ts'
import { lockObjective } from './running.ts'

type End = Pick<ItemRow, 'id' | 'teamId' | 'ownerId' | 'audience' | 'lifecycle'> & { cycleState: string }
type Child = End & { kind: 'objective' | 'key_result' }
/** What contributes, as far as joining it needs to know. */
export type AlignedChild = Pick<Child, 'kind' | 'id' | 'audience' | 'teamId'>
type Asked = { id: string; alignmentId: string }

const endStatement = (table: string) => `
  SELECT i.id, i.team_id AS "teamId", i.owner_id AS "ownerId", i.audience, i.lifecycle, c.state AS "cycleState"
  FROM ${table} i JOIN cycles c ON c.workspace_id = i.workspace_id AND c.id = i.cycle_id
  WHERE i.workspace_id = $1 AND i.id = $2`

/** Lets an objective or key result contribute to an objective. 409 `cycle` when the objective is below it already. */
export async function align(
  tx: Tx,
  actor: Actor,
  parentId: string,
  input: NewAlignmentInput,
): Promise<AlignmentDto> {
  const parent = await lockObjective(tx, actor, parentId)
  const child = await childOf(tx, actor, input)
  if (!mayEdit(actor, child)) throw forbidden('Whoever may change an item says what it contributes to.')
  checkOpen(parent)
  return toAlignment(await join(tx, actor, child, parent, input), actor, child, parent)
}

/** Joins a child to a parent; the actor may write the child. 403 for a weight that is not theirs to give. */
export async function join(
  tx: Tx,
  actor: Actor,
  child: AlignedChild,
  parent: Omit<End, 'cycleState'>,
  { weight = null, sentence = null }: Pick<NewAlignmentInput, 'weight' | 'sentence'>,
): Promise<AlignmentRow> {
  if (weight !== null && !mayWeigh(actor, parent)) throw notYoursToWeigh()
  if (child.kind === 'objective') await checkNoCircle(tx, actor, child.id, parent.id)
  const confirmed = mayEdit(actor, parent)
  const row: AlignmentRow = {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    childObjectiveId: child.kind === 'objective' ? child.id : null,
    childKeyResultId: child.kind === 'key_result' ? child.id : null,
    parentObjectiveId: parent.id,
    weight,
    sentence: sentence?.trim() ?? null,
    confirmedAt: confirmed ? actor.now : null,
    confirmedBy: confirmed ? actor.memberId : null,
    version: 1,
    revision: 1,
  }
  await tx.insert(AlignmentEntity, row)
  await alignmentHappened(tx, actor, child, row, 'made', { weight, confirmed })
  return row
}

function notYoursToWeigh(): Error {
  return forbidden('How much an item counts is said in the team of the objective it contributes to.')
}

/** Circles are looked for under a lock of the workspace, else two alignments at once could close one. */
export async function checkNoCircle(tx: Tx, actor: Actor, childId: string, parentId: string): Promise<void> {
  const lock = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))'
  await rows(tx, lock, [`alignments ${actor.workspaceId}`])
  const steps = await stepsUp(tx, actor, parentId, 'objective')
  const way = wayUp(steps, ({ id }) => id === childId)
  if (!way) return
  const path = way.map((step) => ({
    id: sees(actor, step) ? step.id : null,
    title: sees(actor, step) ? step.title : null,
  }))
  const named = [...path, path[0]!].map(({ title }) => title ?? 'a private objective').join(' → ')
  throw refuse(409, 'cycle', `This would close a circle: ${named}.`, { path })
}

/** What contributes to an objective, for whoever sees either end. */
export async function showAlignment(tx: Tx, actor: Actor, asked: Asked): Promise<AlignmentDto> {
  const { row, child, parent } = await findAlignment(tx, actor, asked)
  return toAlignment(row, actor, child, parent)
}

/** Changes weight (the parent's team says it) or sentence (the child's); another sentence is to be confirmed again. */
export async function changeAlignment(
  tx: Tx,
  actor: Actor,
  asked: Asked,
  expected: number | null,
  change: AlignmentChangeInput,
): Promise<AlignmentDto> {
  const { row, child, parent } = await findAlignment(tx, actor, asked)
  if (change.weight !== undefined && !mayWeigh(actor, parent)) throw notYoursToWeigh()
  if (change.sentence !== undefined && !mayEdit(actor, child)) {
    throw forbidden('The sentence is written by whoever may change what contributes.')
  }
  checkOpen(parent)
  const again = change.sentence !== undefined && !mayEdit(actor, parent)
  const set = { ...change, ...(again && { confirmedAt: null, confirmedBy: null }) }
  const edited = await edit<AlignmentRow>(tx, actor, AlignmentEntity, row, expected, set)
  const weights = { weight: edited.weight, weightBefore: row.weight }
  await alignmentHappened(tx, actor, child, row, 'edited', { fields: Object.keys(change), ...weights })
  return toAlignment(edited, actor, child, parent)
}

/** Confirms a contribution; whoever may change the objective may. 409 when it is confirmed. */
export async function confirmAlignment(tx: Tx, actor: Actor, asked: Asked): Promise<AlignmentDto> {
  const { row, child, parent } = await findAlignment(tx, actor, asked)
  if (!mayEdit(actor, parent)) throw forbidden('The owner of the objective confirms what contributes to it.')
  const found = await rows<{ revision: number }>(
    tx,
    `UPDATE alignments SET confirmed_at = $3, confirmed_by = $4, revision = revision + 1
      WHERE workspace_id = $1 AND id = $2 AND confirmed_at IS NULL RETURNING revision`,
    [actor.workspaceId, row.id, actor.now, actor.memberId],
  )
  if (!found[0]) throw wrongState('This is confirmed already.', toAlignment(row, actor, child, parent))
  await alignmentHappened(tx, actor, child, row, 'confirmed', {})
  const confirmed = { ...row, ...found[0], confirmedAt: actor.now, confirmedBy: actor.memberId }
  return toAlignment(confirmed, actor, child, parent)
}

/** Ends a contribution; either side may. */
export async function removeAlignment(
  tx: Tx,
  actor: Actor,
  asked: Asked,
  expected: number | null,
): Promise<undefined> {
  const { row, child, parent } = await findAlignment(tx, actor, asked)
  if (!mayEdit(actor, child) && !mayEdit(actor, parent)) {
    throw forbidden('Whoever may change one of the two ends what joins them.')
  }
  checkOpen(parent)
  const removed = await rows(
    tx,
    'DELETE FROM alignments WHERE workspace_id = $1 AND id = $2 AND version = $3 RETURNING id',
    [actor.workspaceId, row.id, expected ?? row.version],
  )
  if (removed.length === 0) throw stale(row, actor)
  await alignmentHappened(tx, actor, child, row, 'removed', { weight: row.weight })
  return undefined
}

async function childOf(tx: Tx, actor: Actor, input: NewAlignmentInput): Promise<Child> {
  const { childObjectiveId, childKeyResultId } = input
  if ((childObjectiveId === undefined) === (childKeyResultId === undefined)) {
    throw badField('/childKeyResultId', 'one', 'Name one child: an objective or a key result.')
  }
  const kind = childObjectiveId ? 'objective' : 'key_result'
  const child = await findEnd(tx, actor, kind, (childObjectiveId ?? childKeyResultId)!)
  if (child && sees(actor, child)) return { ...child, kind }
  const pointer = childObjectiveId ? '/childObjectiveId' : '/childKeyResultId'
  throw badField(pointer, 'unknown', `There is no such ${kind.replace('_', ' ')}.`)
}

function findEnd(tx: Tx, actor: Actor, kind: Child['kind'], id: string): Promise<End | undefined> {
  return first<End>(tx, endStatement(`${kind}s`), [actor.workspaceId, id])
}

async function findAlignment(
  tx: Tx,
  actor: Actor,
  { id, alignmentId }: Asked,
): Promise<{ row: AlignmentRow; child: Child; parent: End }> {
  const where = { workspaceId: actor.workspaceId, id: alignmentId, parentObjectiveId: id }
  const row = await tx.findOne(AlignmentEntity, { where })
  if (!row) throw notFound('alignment')
  const kind = row.childObjectiveId ? 'objective' : 'key_result'
  const child = await findEnd(tx, actor, kind, (row.childObjectiveId ?? row.childKeyResultId)!)
  const parent = await findEnd(tx, actor, 'objective', id)
  if (!child || !parent || !(sees(actor, child) && sees(actor, parent))) throw notFound('alignment')
  return { row, child: { ...child, kind }, parent }
}

function checkOpen({ lifecycle, cycleState }: End): void {
  if (lifecycle === 'closed') throw wrongState('The objective is closed.', undefined, 'closed')
  if (cycleState === 'closed')
    throw wrongState(
      'Its cycle is closed: only comments and scores are still taken.',
      undefined,
      'cycle-closed',
    )
}

/** Both ends show it, so both get a new revision; the worker follows with the figures. */
export async function alignmentHappened(
  tx: Tx,
  actor: Actor,
  child: AlignedChild,
  { id, parentObjectiveId: parentId }: Pick<AlignmentRow, 'id' | 'parentObjectiveId'>,
  past: string,
  data: Record<string, unknown>,
): Promise<void> {
  const values = [actor.workspaceId, [child.id, parentId]]
  for (const table of ['objectives', 'key_results']) {
    await rows(
      tx,
      `UPDATE ${table} SET revision = revision + 1 WHERE workspace_id = $1 AND id = ANY($2::uuid[])`,
      values,
    )
  }
  await record(tx, actor, {
    kind: `alignment.${past}`,
    subject: { kind: child.kind, id: child.id },
    audience: child,
    data: { alignmentId: id, parentId, ...data },
  })
}

function toAlignment(
  row: AlignmentRow,
  actor: Actor,
  child: Child,
  parent: Omit<End, 'cycleState'>,
): AlignmentDto {
  const [ofChild, ofParent] = [mayEdit(actor, child), mayEdit(actor, parent)]
  return {
    ...row,
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    can: {
      edit: ofChild,
      weigh: mayWeigh(actor, parent),
      confirm: ofParent && !row.confirmedAt,
      remove: ofChild || ofParent,
    },
  }
}
