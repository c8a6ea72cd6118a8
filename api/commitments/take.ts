import { first, type Tx } from '../database/transaction.ts'
import { badField, forbidden, refuse, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { pencilBehind } from './behind.ts'
import { yesByStarting } from './commitments.ts'
import { StepEntity, type StepRow } from './entity.ts'
import { readPath } from './path.ts'
import { checkOpen } from './place.ts'
import { mayTake } from './policy.ts'
import type { FinishedStepDto, NextStepInput, PathDto, StepDto } from './schema.ts'
import {
  blankStep,
  liveFields,
  liveStep,
  lockStep,
  nextPosition,
  type PlacedStep,
  stepHappened,
  stepState,
  takeStep,
  turnStep,
  wordsOf,
} from './steps.ts'
import { toStep, undoWindow } from './to-step.ts'

/** Makes a pencilled step the live one, due in five working days if no day is given. */
export async function startStep(tx: Tx, actor: Actor, id: string, dueDay?: string): Promise<StepDto> {
  const found = await takeStep(tx, actor, id, 'pencilled')
  const { step, place } = found
  const live = await liveFields(tx, actor, place, step.ownerId, { given: dueDay, words: step })
  const row = await turnStep(tx, actor, found, live)
  await yesByStarting(tx, actor, { step: row, place })
  const now = await stepHappened(tx, actor, 'step.started', { step, place }, { dueDay: row.dueDay })
  return toStep(row, actor, now)
}

/** Lays the live step as a plank and makes the next one live in the same move: a pencilled one or a new one. */
export async function finishStep(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { next?: NextStepInput },
): Promise<FinishedStepDto> {
  const found = await takeStep(tx, actor, id, 'live')
  const { step, place } = found
  const finished = { finishedAt: actor.now, finishedBy: actor.memberId, finishedSurface: actor.surface }
  const row = await turnStep(tx, actor, found, { state: 'laid', ...finished })
  const next = input.next ? await takeNext(tx, actor, found, input.next) : null
  const data = { dueDay: step.dueDay, nextId: next?.id ?? null }
  const now = await stepHappened(tx, actor, 'step.finished', { step, place }, data)
  return {
    step: toStep(row, actor, now),
    next: next && toStep(next, actor, now),
    path: await readPath(tx, actor, now),
  }
}

async function takeNext(
  tx: Tx,
  actor: Actor,
  { step, place }: PlacedStep,
  next: NextStepInput,
): Promise<StepRow> {
  const pencilled = await chosen(tx, step, next)
  const words = pencilled ?? { cue: next.cue ?? null, text: next.text! }
  const wanted = { given: next.dueDay, pointer: '/next/dueDay', words }
  const live = await liveFields(tx, actor, place, step.ownerId, wanted)
  const set = { ...live, followsId: step.id }
  const row = pencilled
    ? await turnStep(tx, actor, { step: pencilled, place }, set)
    : { ...blankStep(actor, place), ownerId: step.ownerId, ...wordsOf({ ...next, text: next.text! }), ...set }
  if (!pencilled) await tx.insert(StepEntity, row)
  if (next.after) await pencilBehind(tx, actor, { step: row, place }, next.after)
  await stepHappened(tx, actor, 'step.started', { step: row, place }, { dueDay: row.dueDay })
  return row
}

/** The pencilled step that is named, or null for a new one in words. */
async function chosen(tx: Tx, step: StepRow, next: NextStepInput): Promise<StepRow | null> {
  const { stepId, text, cue } = next
  if ((stepId === undefined) === (text === undefined) || (stepId && cue)) {
    throw badField('/next', 'either', 'Name a pencilled step, or write a new one.')
  }
  if (!stepId) return null
  const { workspaceId, keyResultId, objectiveId, ownerId } = step
  const found = await tx.findOne(StepEntity, {
    where: { workspaceId, id: stepId, ownerId, state: 'pencilled' },
  })
  if (found?.keyResultId === keyResultId && found.objectiveId === objectiveId) return found
  throw badField('/next/stepId', 'unknown', 'This is no pencilled step of the same path.')
}

/** Brings a finished or dropped step back within ten minutes, and what its finish started back to where it was. */
export async function undoStep(tx: Tx, actor: Actor, id: string): Promise<PathDto> {
  const found = await lockStep(tx, actor, id)
  const { step, place } = found
  const ended = step.finishedAt ?? step.droppedAt
  const mine = step.finishedBy ?? step.droppedBy
  if (!mayTake(actor, place, step) && mine !== actor.memberId) {
    throw forbidden('A step is brought back by its owner or by who ended it.')
  }
  checkOpen(place)
  if (!ended) throw stepState(actor, found)
  if (actor.now.getTime() - ended.getTime() > undoWindow) {
    throw refuse(409, 'too-late', 'A step can be brought back for ten minutes. Add a new one instead.')
  }
  await (step.state === 'laid' ? unfinish(tx, actor, found) : undrop(tx, actor, found))
  const kind = step.state === 'laid' ? 'step.finish-undone' : 'step.drop-undone'
  return readPath(tx, actor, await stepHappened(tx, actor, kind, { step, place }))
}

async function unfinish(tx: Tx, actor: Actor, found: PlacedStep): Promise<void> {
  const { step, place } = found
  const { workspaceId } = actor
  const next = await tx.findOne(StepEntity, { where: { workspaceId, followsId: step.id } })
  if (next && next.state !== 'live')
    throw wrongState('The step after it has moved on.', toStep(next, actor, place))
  if (next) await backToBefore(tx, actor, { step: next, place })
  await checkNoneLive(tx, actor, found)
  const cleared = { finishedAt: null, finishedBy: null, finishedSurface: null }
  await turnStep(tx, actor, found, { state: 'live', ...cleared })
}

/** A step that had been pencilled is pencilled again; one that was written with the finish is gone with it, but kept. */
async function backToBefore(tx: Tx, actor: Actor, found: PlacedStep): Promise<void> {
  const dropped = { state: 'dropped' as const, droppedAt: actor.now, droppedBy: actor.memberId }
  const pencilled = { state: 'pencilled' as const, dueDay: null, firstDueDay: null, startedAt: null }
  const before = found.step.pencilledAt ? pencilled : dropped
  await turnStep(tx, actor, found, { ...before, followsId: null })
}

async function undrop(tx: Tx, actor: Actor, found: PlacedStep): Promise<void> {
  const { step, place } = found
  const split = 'SELECT FROM steps WHERE workspace_id = $1 AND split_from_id = $2 LIMIT 1'
  if (await first(tx, split, [actor.workspaceId, step.id])) {
    throw wrongState('This step was split; its parts stand in its place.', toStep(step, actor, place))
  }
  const back = { droppedAt: null, droppedBy: null, dropReason: null }
  if (step.startedAt) await checkNoneLive(tx, actor, found)
  else await nextPosition(tx, actor, place, step.ownerId)
  await turnStep(tx, actor, found, { state: step.startedAt ? 'live' : 'pencilled', ...back })
}

async function checkNoneLive(tx: Tx, actor: Actor, { step, place }: PlacedStep): Promise<void> {
  const live = await liveStep(tx, actor, place, step.ownerId)
  if (live) throw wrongState('Another step is live here by now.', toStep(live, actor, place), 'live-step')
}
