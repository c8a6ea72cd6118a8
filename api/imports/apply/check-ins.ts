import { startOfDay } from '../../calendar.ts'
import { CheckInEntity, type CheckInRow } from '../../check-ins/entity.ts'
import { rows } from '../../database/transaction.ts'
import { newId } from '../../ids.ts'
import { percentOf } from '../../progress/progress.ts'
import type { Measure } from '../../progress/types.ts'
import type { VivaCheckIn } from '../model.ts'
import { quote } from '../report.ts'
import { groupBy } from '../viva/values.ts'
import type { Placed } from './items.ts'
import type { People } from './people.ts'
import { type Memory, type Met, meet, remember } from './registry.ts'
import { type Run, say } from './run.ts'
import { batches, batchSize, insertAll, type Loose } from './write.ts'

/** Brings every check-in, several a day too, in the order in which they were made; none that is here already. */
export async function applyCheckIns(run: Run, items: readonly Placed[], people: People): Promise<void> {
  const { checkIns } = run.viva
  const byKey = new Map(items.map((item) => [item.met.record.key, item]))
  let done = 0
  for (const batch of wholeItems(checkIns)) {
    await run.progress('check-ins', done, checkIns.length)
    await applyBatch(run, batch, byKey, people)
    done += batch.length
  }
}

/** Batches that hold all check-ins of their items, for each is told with the one before it. */
function* wholeItems(checkIns: VivaCheckIn[]): Generator<VivaCheckIn[]> {
  let batch: VivaCheckIn[] = []
  for (const own of groupBy(checkIns, ({ itemKey }) => itemKey).values()) {
    batch.push(...own)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function applyBatch(
  run: Run,
  checkIns: VivaCheckIn[],
  items: Map<string, Placed>,
  people: People,
): Promise<void> {
  const met = await meet(run, 'check-in', checkIns, {
    matchKey: ({ itemKey, day, value, position }) =>
      [items.get(itemKey)!.subject.id, day, value, position].join('|'),
  })
  const settled = await settledHere(run, met)
  const made: Made[] = []
  for (const [key, own] of groupBy(met, ({ record }) => record.itemKey))
    made.push(...rowsOf(run, items.get(key)!, own, people, settled))
  await insert(run, made)
  await remember(run, 'check-in', memories(met, made))
}

type CheckIn = Loose<CheckInRow> & { id: string }

interface Made {
  met: Met<VivaCheckIn>
  row: CheckIn
}

const settledStatement = `
  SELECT c.id FROM check_ins c WHERE c.workspace_id = $1 AND c.id = ANY($2::uuid[]) AND (
    EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = c.id)
    OR EXISTS (SELECT FROM check_ins b WHERE b.workspace_id = $1 AND b.supersedes_id = c.id))`

/** Those whose row changed in the file, but that somebody here took back or corrected. */
async function settledHere({ tx, actor }: Run, met: readonly Met<VivaCheckIn>[]): Promise<Set<string>> {
  const changed = met.filter(({ own, unchanged }) => own && !unchanged).map(({ own }) => own!.subjectId!)
  const found = new Set<string>()
  for (const batch of batches(changed)) {
    const known = await rows<{ id: string }>(tx, settledStatement, [actor.workspaceId, batch])
    for (const { id } of known) found.add(id)
  }
  return found
}

/** The rows that an item needs: new ones, and corrections of those that read otherwise now. */
function rowsOf(
  run: Run,
  item: Placed,
  met: readonly Met<VivaCheckIn>[],
  people: People,
  settled: Set<string>,
): Made[] {
  const inOrder = met.toSorted((a, b) => a.record.order - b.record.order)
  const made: Made[] = []
  let previous: string | null = null
  let seq = item.now?.lastSeq ?? 0
  for (const one of inOrder) {
    const supersedesId = one.own && !one.unchanged ? one.own.subjectId! : null
    if (!one.known || (supersedesId && !settled.has(supersedesId))) {
      seq += 1
      made.push({
        met: one,
        row: { ...rowOf(run, item, one.record, people), seq, previousValue: previous, supersedesId },
      })
    }
    previous = one.record.value ?? previous
  }
  tellOf(run, item, inOrder, made, settled)
  return made
}

function rowOf(run: Run, { subject, state }: Placed, checkIn: VivaCheckIn, people: People): CheckIn {
  const { actor, zone } = run
  const measure = state.measure ? numbersOf(state.measure) : byHand
  const value = checkIn.value === null ? null : Number(checkIn.value)
  // The beginning of its day: whatever is said here on the same day comes after it.
  const observedAt = startOfDay(checkIn.day, zone)
  return {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    keyResultId: subject.kind === 'key_result' ? subject.id : null,
    objectiveId: subject.kind === 'objective' ? subject.id : null,
    authorId: people.ids.get(checkIn.authorKey ?? '') ?? null,
    value: checkIn.value,
    target: state.measure?.target ?? '100',
    percent: percentOf({ ...measure, value }).percent,
    confidence: null,
    inTheWay: null,
    note: checkIn.note?.text ?? null,
    statusText: checkIn.statusText,
    observedAt,
    recordedAt: recordedAt(run, checkIn, observedAt),
    source: 'import',
    surface: 'import',
    seconds: null,
    untouched: false,
    remindersBefore: 0,
    late: false,
  }
}

const byHand: Measure = { direction: 'increase', baseline: 0, target: 100 }

function numbersOf(measure: NonNullable<Placed['state']['measure']>): Measure {
  const { baseline, target } = measure
  return { ...measure, baseline: Number(baseline), target: Number(target) }
}

function recordedAt({ actor, zone }: Run, { activityAt, activityDay }: VivaCheckIn, observedAt: Date): Date {
  const said = activityAt ? new Date(activityAt) : activityDay ? startOfDay(activityDay, zone) : observedAt
  return said > actor.now ? actor.now : said
}

function tellOf(
  run: Run,
  item: Placed,
  met: readonly Met<VivaCheckIn>[],
  made: readonly Made[],
  settled: Set<string>,
): void {
  const title = quote(item.met.record.title)
  const corrected = made.filter(({ met: one }) => one.own)
  for (const { met: one } of corrected) {
    const detail = `The check-in of ${one.record.day} on ${title} reads otherwise now: corrected.`
    say(run, one.record, 'check-in', 'check-in-corrected', detail)
  }
  const edited = met.filter(({ own, unchanged }) => own && !unchanged && settled.has(own.subjectId!))
  for (const { record } of edited) {
    const detail = `The check-in of ${record.day} on ${title} was corrected or taken back here: left so.`
    say(run, record, 'check-in', 'check-in-edited-here', detail)
  }
  const updated = corrected.length
  const created = made.length - updated
  const same = met.length - made.length - edited.length
  const { checkIns } = run.counts
  Object.assign(checkIns, {
    created: checkIns.created + created,
    updated: checkIns.updated + updated,
    same: checkIns.same + same,
    edited: checkIns.edited + edited.length,
  })
  const line = `Check-ins of ${title}: ${created} new, ${updated} corrected, ${same} here already.`
  say(run, item.met.record, 'check-in', made.length > 0 ? 'created' : 'same', line)
}

async function insert(run: Run, made: readonly Made[]): Promise<void> {
  await insertAll(
    run.tx,
    CheckInEntity,
    made.map(({ row }) => row),
  )
  const { objectives, keyResults } = run.touched
  for (const { row } of made) {
    if (row.objectiveId) objectives.add(row.objectiveId)
    else keyResults.add(row.keyResultId!)
  }
}

function memories(met: readonly Met<VivaCheckIn>[], made: readonly Made[]): Memory<VivaCheckIn>[] {
  const rowsByMet = new Map(made.map(({ met: one, row }) => [one, row]))
  return met.map((one) => ({
    met: one,
    subject: { kind: 'check_in', id: rowsByMet.get(one)?.id ?? one.known!.subjectId! },
    made: true,
    kept: leftovers(one.record),
  }))
}

function leftovers({
  kept,
  metricName,
  note,
  activityAt,
  activityDay,
}: VivaCheckIn): Record<string, unknown> {
  return { ...kept, metricName, activityAt, activityDay, ...(note?.html && { noteHtml: note.html }) }
}
