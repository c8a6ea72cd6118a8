import type { Day } from '../calendar.ts'
import { snake } from '../database/naming.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { forbidden, notFound, refuse, wrongState } from '../errors.ts'
import { record, sourceOf } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { dueDayOf, planningOf, type Words } from './days.ts'
import { StepEntity, type StepRow, type StepState } from './entity.ts'
import { checkOpen, columnOf, findPlace, lockPlace, moved, type Place } from './place.ts'
import { mayTake } from './policy.ts'
import { subjectOf, toStep } from './to-step.ts'

/** As many steps as one person may have pencilled on one path. */
export const mostPencilled = 3

/** A step with the item whose path it is on. */
export interface PlacedStep {
  step: StepRow
  place: Place
}

/** The step as this actor sees it, with its item; 404 when it is not there for them. */
export async function findStep(tx: Tx, actor: Actor, id: string): Promise<PlacedStep> {
  return read(tx, actor, id, findPlace)
}

/** The same with its path locked, for whoever is about to change it; 409 while its item is not worked on. */
export async function lockStep(tx: Tx, actor: Actor, id: string): Promise<PlacedStep> {
  return read(tx, actor, id, lockPlace)
}

async function read(tx: Tx, actor: Actor, id: string, place: typeof findPlace): Promise<PlacedStep> {
  const where = { workspaceId: actor.workspaceId, id }
  const known = await tx.findOne(StepEntity, { where })
  if (!known) throw notFound('step')
  const found = await place(tx, actor, subjectOf(known)).catch(() => {
    throw notFound('step')
  })
  // Read again: whoever held the lock may have changed it.
  const step = place === lockPlace ? await tx.findOneOrFail(StepEntity, { where }) : known
  return { step, place: found }
}

/** The step, locked, for its owner or who acts for them; 403 for others, 409 when it or its item is not in `state`. */
export async function takeStep(tx: Tx, actor: Actor, id: string, state: StepState): Promise<PlacedStep> {
  const found = await lockStep(tx, actor, id)
  if (!mayTake(actor, found.place, found.step)) {
    throw forbidden('A step is taken by its owner, or by the owner or delegate of its goal.')
  }
  checkOpen(found.place)
  if (found.step.state !== state) throw stepState(actor, found)
  return found
}

/** 409: the step is in a state in which this cannot be done. */
export function stepState(actor: Actor, { step, place }: PlacedStep): Error {
  return wrongState(`This step is ${step.state}.`, toStep(step, actor, place))
}

const untouched = {
  cue: null,
  text: '',
  dueDay: null,
  firstDueDay: null,
  suggestedBy: null,
  followsId: null,
  splitFromId: null,
  splitMe: false,
  pencilledAt: null,
  startedAt: null,
  finishedAt: null,
  finishedBy: null,
  finishedSurface: null,
  droppedAt: null,
  droppedBy: null,
  dropReason: null,
}

/** The words of a step, trimmed; an empty cue is none. */
export function wordsOf({ cue, text }: { cue?: string | null; text: string }): Pick<StepRow, 'cue' | 'text'> {
  return { cue: cue?.trim() || null, text: text.trim() }
}

/** The fields every new step starts with. */
export function blankStep(actor: Actor, place: Place): StepRow {
  const source = sourceOf(actor)
  return {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    keyResultId: place.kind === 'key_result' ? place.id : null,
    objectiveId: place.kind === 'objective' ? place.id : null,
    ownerId: actor.memberId ?? place.ownerId,
    state: 'pencilled',
    position: 0,
    ...untouched,
    createdBy: actor.memberId,
    createdAt: actor.now,
    source: source === 'worker' ? 'api' : source,
    surface: actor.surface,
    version: 1,
    revision: 1,
  }
}

/** Changes the state of a step, unless it left `from` in the meantime (409). */
export async function turnStep(
  tx: Tx,
  actor: Actor,
  { step, place }: PlacedStep,
  set: Partial<StepRow>,
): Promise<StepRow> {
  const fields = Object.entries(set)
  const assignments = fields.map(([name], i) => `${snake(name)} = $${i + 4}`)
  const [updated] = await rows<{ revision: number }>(
    tx,
    `UPDATE steps SET ${[...assignments, 'revision = revision + 1']}
      WHERE workspace_id = $1 AND id = $2 AND state = $3 RETURNING revision`,
    [actor.workspaceId, step.id, step.state, ...fields.map(([, value]) => value)],
  )
  if (!updated) throw stepState(actor, { step, place })
  return { ...step, ...set, ...updated }
}

/** What makes a step of this owner live today; 409 while another of theirs is, 422 for too long a step. */
export async function liveFields(
  tx: Tx,
  actor: Actor,
  place: Place,
  ownerId: string,
  { given, pointer = '/dueDay', words }: { given: Day | undefined; pointer?: string; words: Words },
): Promise<Partial<StepRow>> {
  const live = await liveStep(tx, actor, place, ownerId)
  if (live)
    throw wrongState(
      'Another step is live here. Finish or drop it first.',
      toStep(live, actor, place),
      'live-step',
    )
  const dueDay = dueDayOf(await planningOf(tx, actor, ownerId), given, pointer, words)
  return { state: 'live', dueDay, firstDueDay: dueDay, startedAt: actor.now }
}

/** The one live step of this owner on the path, if there is one. */
export async function liveStep(tx: Tx, actor: Actor, place: Place, ownerId: string): Promise<StepRow | null> {
  const subject = place.kind === 'key_result' ? { keyResultId: place.id } : { objectiveId: place.id }
  const { workspaceId } = actor
  return tx.findOne(StepEntity, { where: { workspaceId, ownerId, state: 'live', ...subject } })
}

/** The position behind all pencilled steps of this owner; 409 `path-full` when there is no room for so many more. */
export async function nextPosition(
  tx: Tx,
  actor: Actor,
  place: Place,
  ownerId: string,
  more = 1,
): Promise<number> {
  const found = await first<{ count: number; last: number }>(
    tx,
    `SELECT count(*)::int AS count, coalesce(max(position), 0) AS last FROM steps WHERE workspace_id = $1
      AND ${columnOf[place.kind]} = $2 AND owner_id = $3 AND state = 'pencilled'`,
    [actor.workspaceId, place.id, ownerId],
  )
  if (found!.count + more > mostPencilled) {
    throw refuse(409, 'path-full', `A path has up to ${mostPencilled} pencilled steps. Drop one first.`)
  }
  return found!.last + 1
}

/** Writes the event of a step and counts its item up; returns the item as it is then. */
export async function stepHappened(
  tx: Tx,
  actor: Actor,
  kind: string,
  { step, place }: PlacedStep,
  data: Record<string, unknown> = {},
): Promise<Place> {
  const { keyResultId, objectiveId, ownerId } = step
  await record(tx, actor, {
    kind,
    subject: { kind: 'step', id: step.id },
    audience: place,
    data: { keyResultId, objectiveId, ownerId, ...data },
  })
  return moved(tx, actor, place)
}
