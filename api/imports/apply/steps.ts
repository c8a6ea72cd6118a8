import { startOfDay } from '../../calendar.ts'
import { StepEntity, type StepRow } from '../../commitments/entity.ts'
import { importStep } from '../../commitments/imported.ts'
import { rows } from '../../database/transaction.ts'
import type { VivaTask } from '../model.ts'
import { quote } from '../report.ts'
import type { Placed } from './items.ts'
import type { People } from './people.ts'
import { type Memory, type Met, meet, remember } from './registry.ts'
import { became, type Run, say } from './run.ts'
import { batches, updateAll } from './write.ts'

/** What of a step an import writes and a person can change. */
type Written = Pick<StepRow, 'text' | 'dueDay' | 'state'>
type Here = Written & Pick<StepRow, 'id' | 'splitMe' | 'finishedAt' | 'finishedSurface'>

/** Brings tasks as steps, however long and many; a step that was changed here stays as it is. */
export async function applySteps(run: Run, items: readonly Placed[], people: People): Promise<void> {
  const { tasks } = run.viva
  await run.progress('steps', 0, tasks.length)
  const byKey = new Map(items.map((item) => [item.met.record.key, item]))
  const met = await meet(run, 'task', tasks, { matchKey: () => null })
  const ids = await addNew(run, met, byKey, people)
  const here = await stepsNow(run, [...ids.values(), ...met.flatMap(({ known }) => known?.subjectId ?? [])])
  const settled = met.flatMap((one) => {
    const step = here.get(ids.get(one) ?? one.known!.subjectId!)!
    const after = one.known ? follow(run, one, step) : begun(run, one, step)
    return after ? [{ one, step, after }] : []
  })
  const updates = settled.filter(({ step, after }) => after !== step)
  await updateAll<StepRow>(
    run.tx,
    StepEntity,
    updates.map(({ after: { splitMe: _, ...step } }) => ({ workspaceId: run.actor.workspaceId, ...step })),
    ['version = t.version + 1', 'revision = t.revision + 1'],
  )
  await remember(run, 'task', settled.map(memoryOf))
}

function memoryOf({ one, after }: { one: Met<VivaTask>; after: Here }): Memory<VivaTask> {
  const { id, text, dueDay, state } = after
  const { kept, statusText } = one.record
  const written: Written = { text, dueDay, state }
  return { met: one, subject: { kind: 'step', id }, made: true, written, kept: { ...kept, statusText } }
}

async function addNew(
  run: Run,
  met: readonly Met<VivaTask>[],
  items: Map<string, Placed>,
  people: People,
): Promise<Map<Met<VivaTask>, string>> {
  const ids = new Map<Met<VivaTask>, string>()
  const fresh = met.filter(({ known }) => !known)
  for (const one of fresh) {
    const { subject, state } = items.get(one.record.itemKey)!
    const { ownerKey, name: text, day: dueDay, done } = one.record
    const ownerId = people.ids.get(ownerKey ?? '') ?? state.ownerId
    const finishedAt = done ? finishedOn(run, dueDay) : null
    const step = { subject, ownerId, text, dueDay, done: done === true, finishedAt }
    ids.set(one, await importStep(run.tx, run.actor, step))
    if (ids.size % 100 === 0) await run.progress('steps', ids.size, fresh.length)
  }
  return ids
}

/** Viva says when a task was due, not when it was done: by then, and not after the export. */
function finishedOn({ zone, actor, viva }: Run, day: string | null): Date {
  const exported = viva.organisation.exportedAt ? new Date(viva.organisation.exportedAt) : actor.now
  const due = day ? startOfDay(day, zone) : exported
  return due < exported ? due : exported
}

const statement = `
  SELECT id, text, due_day AS "dueDay", state, split_me AS "splitMe", finished_at AS "finishedAt",
    finished_surface AS "finishedSurface" FROM steps WHERE workspace_id = $1 AND id = ANY($2::uuid[])`

async function stepsNow({ tx, actor }: Run, ids: readonly string[]): Promise<Map<string, Here>> {
  const found = new Map<string, Here>()
  for (const batch of batches(ids))
    for (const step of await rows<Here>(tx, statement, [actor.workspaceId, batch])) found.set(step.id, step)
  return found
}

function begun(run: Run, { record }: Met<VivaTask>, step: Here): Here {
  const line = `The step ${quote(record.name)} is new: ${called[step.state]}.`
  became(run, record, 'task', 'steps', 'created', line)
  if (step.splitMe) {
    const detail = `${quote(record.name)} is longer than a step may be: kept, and marked to be split.`
    say(run, record, 'task', 'step-too-long', detail)
  }
  return step
}

const called = { live: 'it is live', pencilled: 'pencilled', laid: 'finished', dropped: 'dropped' }

/** What a known step is after the import; nothing when it was changed here. */
function follow(run: Run, { record, known, unchanged }: Met<VivaTask>, step: Here): Here | null {
  const before = known!.written as unknown as Written
  const theirs: Written = {
    text: record.name,
    dueDay: record.day,
    state: record.done ? 'laid' : before.state,
  }
  const news = !unchanged && differ(theirs, before)
  if (differ(step, before)) {
    run.counts.steps.edited += 1
    const line = `The step ${quote(record.name)} was changed here since: left as it is.`
    say(run, record, 'task', news ? 'edited-both' : 'edited-here', line)
    return null
  }
  const line = `The step ${quote(record.name)} is ${news ? 'as the file says now' : 'here already'}.`
  became(run, record, 'task', 'steps', news ? 'updated' : 'same', line)
  if (!news) return step
  const finished = theirs.state === 'laid' && step.state !== 'laid'
  const end = { finishedAt: finishedOn(run, record.day), finishedSurface: 'import' }
  return { ...step, ...theirs, ...(finished && end) }
}

function differ(a: Written, b: Written): boolean {
  return a.text !== b.text || a.dueDay !== b.dueDay || a.state !== b.state
}
