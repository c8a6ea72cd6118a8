import { rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { pencilBehind } from './behind.ts'
import { yesByStarting } from './commitments.ts'
import { StepEntity, type StepRow } from './entity.ts'
import { readPath } from './path.ts'
import { checkOpen, checkPerson, columnOf, lockPlace, type Place, type StepSubject } from './place.ts'
import { mayChange, mayPlan, maySuggest, mayTake } from './policy.ts'
import type { NewStepInput, PathDto, SplitStepInput, StepDto } from './schema.ts'
import {
  blankStep,
  liveFields,
  lockStep,
  nextPosition,
  type PlacedStep,
  stepHappened,
  stepState,
  turnStep,
  wordsOf,
} from './steps.ts'
import { toStep } from './to-step.ts'

/**
 * Pencils or starts a step of one's own, or suggests one to somebody else, who picks it. 403 for whoever did not say
 * yes, 409 while another is live or three are pencilled, 422 `split-me` for a step of more than five working days.
 */
export async function addStep(tx: Tx, actor: Actor, input: NewStepInput): Promise<StepDto> {
  const place = await lockPlace(tx, actor, input.subject)
  const ownerId = input.ownerId ?? (mayPlan(actor, place) ? actor.memberId! : place.ownerId)
  const own = ownerId === actor.memberId
  checkAdding(actor, place, own)
  checkOpen(place)
  if (!own) await checkPerson(tx, place, actor.workspaceId, ownerId)
  const base = {
    ...blankStep(actor, place),
    ...wordsOf(input),
    ownerId,
    suggestedBy: own ? null : actor.memberId,
  }
  const step = input.start
    ? { ...base, ...(await startNow(tx, actor, place, base, input)) }
    : { ...base, ...(await pencil(tx, actor, place, base, input)) }
  await tx.insert(StepEntity, step)
  if (input.start) await yesByStarting(tx, actor, { step, place })
  if (input.after) await pencilBehind(tx, actor, { step, place }, input.after)
  const kind = input.start ? 'step.started' : own ? 'step.pencilled' : 'step.suggested'
  const now = await stepHappened(tx, actor, kind, { step, place }, { dueDay: step.dueDay })
  return toStep(step, actor, now)
}

function checkAdding(actor: Actor, place: Place, own: boolean): void {
  if (own && !mayPlan(actor, place)) throw forbidden('Say yes to it first: a first step is a commitment.')
  if (!own && !maySuggest(actor, place)) throw forbidden('Leaders and the owner suggest steps to others.')
}

function startNow(tx: Tx, actor: Actor, place: Place, step: StepRow, input: NewStepInput) {
  if (step.suggestedBy)
    throw badField('/start', 'suggested', 'They pick it themselves; suggest it pencilled.')
  return liveFields(tx, actor, place, step.ownerId, { given: input.dueDay, words: step })
}

async function pencil(tx: Tx, actor: Actor, place: Place, step: StepRow, input: NewStepInput) {
  if (input.after) throw badField('/after', 'pencilled', 'Steps are pencilled in behind one that starts.')
  if (input.dueDay)
    throw badField('/dueDay', 'pencilled', 'A pencilled step gets its day when it is started.')
  return { position: await nextPosition(tx, actor, place, step.ownerId), pencilledAt: actor.now }
}

/** Puts one's own pencilled steps of a path into another order; the body names each of them once. */
export async function orderSteps(
  tx: Tx,
  actor: Actor,
  { subject, stepIds }: { subject: StepSubject; stepIds: string[] },
): Promise<PathDto> {
  const place = await lockPlace(tx, actor, subject)
  if (!mayPlan(actor, place)) throw forbidden('Say yes to it first: a first step is a commitment.')
  checkOpen(place)
  const column = columnOf[place.kind]
  const pencilled = await rows<StepRow>(
    tx,
    `SELECT id, key_result_id AS "keyResultId", objective_id AS "objectiveId", owner_id AS "ownerId" FROM steps
      WHERE workspace_id = $1 AND ${column} = $2 AND owner_id = $3 AND state = 'pencilled'`,
    [actor.workspaceId, place.id, actor.memberId],
  )
  const known = new Set(pencilled.map(({ id }) => id))
  if (stepIds.length !== known.size || !stepIds.every((id) => known.has(id))) {
    throw badField('/stepIds', 'incomplete', 'Name each of your pencilled steps of this path once.')
  }
  await rows(
    tx,
    `UPDATE steps s SET position = n.position, revision = revision + 1
      FROM unnest($2::uuid[]) WITH ORDINALITY AS n (id, position) WHERE s.workspace_id = $1 AND s.id = n.id`,
    [actor.workspaceId, stepIds],
  )
  const step = pencilled.find(({ id }) => id === stepIds[0])!
  const now = await stepHappened(tx, actor, 'step.ordered', { step, place }, { stepIds })
  return readPath(tx, actor, now)
}

/**
 * Splits a step: the first part takes its place, the others are pencilled, and the step itself is dropped and kept.
 * 409 when the path has no room for so many.
 */
export async function splitStep(
  tx: Tx,
  actor: Actor,
  id: string,
  { into }: SplitStepInput,
): Promise<PathDto> {
  const found = await lockStep(tx, actor, id)
  const { step, place } = found
  if (!mayTake(actor, place, step)) throw forbidden('A step is split by its owner, or by who acts for them.')
  checkOpen(place)
  if (step.state !== 'live' && step.state !== 'pencilled') throw stepState(actor, found)
  checkDays(into, step)
  await turnStep(tx, actor, found, { state: 'dropped', droppedAt: actor.now, droppedBy: actor.memberId })
  const parts = await partsOf(tx, actor, found, into)
  for (const part of parts) await tx.insert(StepEntity, part)
  const partIds = parts.map((part) => part.id)
  const now = await stepHappened(tx, actor, 'step.split', { step, place }, { partIds })
  return readPath(tx, actor, now)
}

function checkDays(into: SplitStepInput['into'], { state }: StepRow): void {
  const wrong = into.findIndex(({ dueDay }, i) => dueDay && (i > 0 || state !== 'live'))
  if (wrong < 0) return
  const detail = 'Only the live part has a day; pencilled ones get theirs when they are started.'
  throw badField(`/into/${wrong}/dueDay`, 'pencilled', detail)
}

async function partsOf(
  tx: Tx,
  actor: Actor,
  { step, place }: PlacedStep,
  into: SplitStepInput['into'],
): Promise<StepRow[]> {
  const { ownerId, followsId } = step
  const alive = step.state === 'live'
  const position = await nextPosition(tx, actor, place, ownerId, alive ? into.length - 1 : into.length)
  const live = alive
    ? await liveFields(tx, actor, place, ownerId, {
        given: into[0]!.dueDay,
        pointer: '/into/0/dueDay',
        words: wordsOf(into[0]!),
      })
    : null
  return into.map((part, i) => ({
    ...blankStep(actor, place),
    ...wordsOf(part),
    ownerId,
    splitFromId: step.id,
    ...(live && i === 0 ? { ...live, followsId } : { position: position + i, pencilledAt: actor.now }),
  }))
}

/** Takes a step off the path; it is kept, with the reason if one was given. */
export async function dropStep(tx: Tx, actor: Actor, id: string, reason?: string): Promise<StepDto> {
  const found = await lockStep(tx, actor, id)
  const { step, place } = found
  if (!mayChange(actor, place, step))
    throw forbidden('A step is dropped by its owner or whoever suggested it.')
  checkOpen(place)
  if (step.state !== 'live' && step.state !== 'pencilled') throw stepState(actor, found)
  const dropReason = reason?.trim() ?? null
  const dropped = { state: 'dropped' as const, droppedAt: actor.now, droppedBy: actor.memberId, dropReason }
  const row = await turnStep(tx, actor, found, dropped)
  const now = await stepHappened(tx, actor, 'step.dropped', { step, place }, { from: step.state })
  return toStep(row, actor, now)
}
