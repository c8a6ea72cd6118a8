import { dayOf } from '../calendar.ts'
import { snake } from '../database/naming.ts'
import { first, send, type Tx } from '../database/transaction.ts'
import { badField, forbidden, notFound, refuse, wrongState } from '../errors.ts'
import { record, sourceOf } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { toKeyResult } from '../key-results/key-results.ts'
import { isOf } from '../key-results/measure.ts'
import { mayCheckIn } from '../key-results/policy.ts'
import { lockKeyResult, type Subject, sendStand } from '../key-results/subject.ts'
import { percentOf } from '../progress/progress.ts'
import type { Measure } from '../progress/types.ts'
import { CheckInEntity, type CheckInRow } from './entity.ts'
import { draftBarrier } from './in-the-way.ts'
import { newest, noOverride, storeLatest, valueBefore } from './latest.ts'
import { remindersBefore as askedBefore } from './reminders.ts'
import type { NewCheckInInput, ReceiptDto } from './schema.ts'
import { toCheckIn } from './to-check-in.ts'

/** How long a check-in can be taken back, in milliseconds. */
export const undoWindow = 10 * 60_000

/** What a check-in reads first, in one trip: its key result, locked, and how often its author was asked. */
export async function readForCheckIn(
  tx: Tx,
  actor: Actor,
  keyResultId: string,
): Promise<{ subject: Subject; remindersBefore: number }> {
  const [subject, remindersBefore] = await Promise.all([
    lockKeyResult(tx, actor, keyResultId),
    actor.memberId ? askedBefore(tx, actor, keyResultId) : 0,
  ])
  return { subject, remindersBefore }
}

/**
 * Says where a key result stands; `found` is what it reads first, where that is under way already. 403 for whoever is not its owner, delegate or leader; 409 `wrong-state` while it
 * is not published or its cycle is over.
 */
export async function recordCheckIn(
  tx: Tx,
  actor: Actor,
  keyResultId: string,
  input: NewCheckInInput,
  found = readForCheckIn(tx, actor, keyResultId),
): Promise<ReceiptDto> {
  const { subject, remindersBefore } = await found
  if (!mayCheckIn(actor, subject)) {
    throw forbidden('Its owner, delegate and leaders keep this number up to date.')
  }
  const late = checkOpen(subject, actor)
  const row = { ...checkInRow(actor, subject, input, late), remindersBefore }
  row.previousValue = await valueBefore(tx, actor, subject, row)
  return write(tx, actor, subject, row, 'check-in.recorded')
}

/** Replaces a check-in of one's own by a better one; the first stays readable. 409 once it was undone or corrected. */
export async function correctCheckIn(
  tx: Tx,
  actor: Actor,
  checkInId: string,
  input: NewCheckInInput,
): Promise<ReceiptDto> {
  const { row, subject } = await findOwn(tx, actor, checkInId)
  if (row.undone) throw wrongState('This check-in was taken back.')
  if (row.supersededById) throw wrongState('This check-in was corrected already.')
  const late = checkOpen(subject, actor)
  const observedAt = input.observedAt ?? row.observedAt.toISOString()
  const corrected = {
    ...checkInRow(actor, subject, { ...input, observedAt }, late),
    supersedesId: row.id,
  }
  corrected.previousValue = await valueBefore(tx, actor, subject, corrected)
  return write(tx, actor, subject, corrected, 'check-in.corrected')
}

export type StoredCheckIn = CheckInRow & { undone: boolean; supersededById: string | null }

// A correction that was itself undone counts for nothing.
const oneStatement = `
  SELECT c.id, c.key_result_id AS "keyResultId", c.author_id AS "authorId", c.seq, c.observed_at AS "observedAt",
    c.recorded_at AS "recordedAt", c.value::float8,
    EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = c.id) AS undone,
    (SELECT b.id FROM check_ins b WHERE b.workspace_id = $1 AND b.supersedes_id = c.id AND NOT EXISTS (
      SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = b.id)) AS "supersededById"
  FROM check_ins c WHERE c.workspace_id = $1 AND c.id = $2 AND c.key_result_id IS NOT NULL`

/** One's own check-in with its key result, locked; 404 out of sight, 403 for somebody else's. */
export async function findOwn(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ row: StoredCheckIn; subject: Subject }> {
  const row = await first<StoredCheckIn>(tx, oneStatement, [actor.workspaceId, id])
  if (!row) throw notFound('check-in')
  const subject = await lockKeyResult(tx, actor, row.keyResultId!).catch(() => {
    throw notFound('check-in')
  })
  if (!actor.memberId || row.authorId !== actor.memberId) {
    throw forbidden('Only its author corrects or takes back a check-in.')
  }
  return { row, subject }
}

type Open = Pick<Subject, 'lifecycle' | 'cycleState' | 'workspaceZone' | 'lastDay' | 'graceEnd'>

/** Whether a check-in now is late (in the grace days after the cycle); 409 where none is taken. */
export function checkOpen(subject: Open, actor: Actor): boolean {
  if (subject.lifecycle !== 'published') throw wrongState(`This is ${subject.lifecycle}.`)
  const today = dayOf(actor.now, subject.workspaceZone)
  const over = subject.cycleState === 'closed' || today > subject.lastDay
  if (over && today > subject.graceEnd)
    throw wrongState('Its cycle is over and the days of grace have passed.', undefined, 'cycle-closed')
  return over
}

type Measured = Measure &
  Pick<Subject, 'id' | 'kind' | 'peopleTotal' | 'target' | 'lastSeq' | 'latestValue' | 'latestConfidence'>

/** The check-in of a key result as it is kept; 400 for a value that cannot be one. */
export function checkInRow(
  actor: Actor,
  subject: Measured,
  input: NewCheckInInput,
  late: boolean,
): CheckInRow {
  const value = input.untouched ? (subject.latestValue ?? undefined) : input.value
  if (value === undefined) {
    throw badField('/value', 'required', 'Say the value; there is none yet that could still stand.')
  }
  if (input.untouched && input.value !== undefined) {
    throw badField('/value', 'untouched', 'Looks right repeats the last value; leave value out.')
  }
  checkValue(subject, value)
  return {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    keyResultId: subject.id,
    objectiveId: null,
    seq: subject.lastSeq + 1,
    authorId: actor.memberId,
    value,
    previousValue: subject.latestValue,
    target: subject.target,
    percent: percentOf({ ...subject, total: subject.peopleTotal, value }).percent,
    confidence: input.untouched ? subject.latestConfidence : (input.confidence ?? null),
    inTheWay: input.inTheWay ?? null,
    note: input.note?.trim() || null,
    statusText: null,
    observedAt: observedAt(actor, input.observedAt),
    recordedAt: actor.now,
    supersedesId: null,
    source: sourceOf(actor) === 'worker' ? 'api' : (sourceOf(actor) as CheckInRow['source']),
    surface: actor.surface,
    seconds: input.seconds ?? null,
    untouched: input.untouched ?? false,
    remindersBefore: 0,
    late,
  }
}

function observedAt(actor: Actor, given: string | undefined): Date {
  const at = given ? new Date(given) : actor.now
  if (at.getTime() > actor.now.getTime() + 60_000) {
    throw badField('/observedAt', 'future', 'A check-in says what was seen, so it cannot be in the future.')
  }
  return at
}

function checkValue(measure: Measured, value: number): void {
  if (isOf(measure, value)) return
  throw measure.kind === 'done'
    ? badField('/value', 'done', 'Done is 1, not done is 0.')
    : badField('/value', 'people', `Say a number of people from 0 to ${measure.peopleTotal}.`)
}

const columns = Object.keys(CheckInEntity.options.columns) as (keyof CheckInRow)[]

const insertStatement = `
  INSERT INTO check_ins (${columns.map(snake).join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`

/** All that a check-in writes is sent without waiting for any of it, so that it goes in one trip with the COMMIT. */
async function write(
  tx: Tx,
  actor: Actor,
  subject: Subject,
  row: CheckInRow,
  kind: 'check-in.recorded' | 'check-in.corrected',
): Promise<ReceiptDto> {
  send(
    tx,
    insertStatement,
    columns.map((name) => row[name]),
  )
  const counted = { ...subject, lastSeq: row.seq }
  const keyResult = row.supersedesId
    ? await storeLatest(tx, actor, counted)
    : sendStand(tx, actor, { ...counted, ...newest(subject, row), ...noOverride })
  await record(tx, actor, {
    kind,
    subject: { kind: 'key_result', id: subject.id },
    audience: subject,
    data: {
      ...{ checkInId: row.id, value: row.value, previousValue: row.previousValue, percent: row.percent },
      healthBefore: subject.health,
    },
  })
  const barrier = await draftBarrier(tx, actor, subject, row)
  const stored = { ...row, undone: false, supersededById: null }
  return {
    checkIn: toCheckIn(stored, actor, subject),
    keyResult: toKeyResult(keyResult, actor),
    undoUntil: new Date(actor.now.getTime() + undoWindow).toISOString(),
    barrier,
  }
}

/** The refusal for whoever comes after the undo window. */
export function tooLate(): Error {
  return refuse(409, 'too-late', 'A check-in can be taken back for ten minutes. Correct it instead.')
}
