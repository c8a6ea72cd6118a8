import { v7 } from 'uuid'
import { rows } from '../../database/transaction.ts'
import type { VivaItem } from '../model.ts'
import { quote } from '../report.ts'
import { itemsNow, type Now } from './now.ts'
import { type Known, type Met, meet, remember } from './registry.ts'
import { became, type Run, say } from './run.ts'
import { knowsParents, type Places, type Subject, saysOf } from './says.ts'
import { differences, type ItemState, wanted } from './state.ts'
import { batches } from './write.ts'
import { createItems, updateItems } from './write-items.ts'

/** An item of the file and what it is here once it is applied. */
export interface Placed {
  met: Met<VivaItem>
  subject: Subject
  state: ItemState
  /** What was here before; null for a new one. */
  now: Now | null
  /** clash: edited here and changed in the file too. */
  how: 'created' | 'updated' | 'same' | 'edited' | 'clash'
}

/** Brings objectives, key results and projects with all that hangs on them; what was edited here stays and is told. */
export async function applyItems(run: Run, before: Omit<Places, keyof ItemPlaces>): Promise<Placed[]> {
  const { items } = run.viva
  await run.progress('items', 0, items.length)
  const met = await meet(run, 'item', items, { matchKey: matchKeys(items) })
  const places = { ...before, ...(await subjectsOf(run, met)) }
  const now = await itemsNow(
    run,
    met.filter(({ known }) => known).map(({ record }) => places.items.get(record.key)!),
  )
  const placed = met.map((one) => place(run, one, places, now))
  await createItems(
    run,
    placed.filter(({ how }) => how === 'created'),
    places,
  )
  await run.progress('items', items.length, items.length)
  await updateItems(
    run,
    placed.filter(({ how }) => how === 'updated'),
    places,
  )
  await rememberItems(run, placed)
  return placed
}

/** Twins share title, owners and period: their order tells them apart. */
function matchKeys(items: VivaItem[]): (item: VivaItem) => string {
  const seen = new Map<string, number>()
  const keys = new Map<VivaItem, string>()
  for (const item of items) {
    const nth = seen.get(item.matchKey) ?? 0
    seen.set(item.matchKey, nth + 1)
    keys.set(item, nth === 0 ? item.matchKey : `${item.matchKey}#${nth}`)
  }
  return (item) => keys.get(item)!
}

type ItemPlaces = Pick<Places, 'items' | 'records' | 'elsewhere' | 'above' | 'checkedIn'>

async function subjectsOf(run: Run, met: Met<VivaItem>[]): Promise<ItemPlaces> {
  const items = new Map<string, Subject>()
  const msecs = run.actor.now.getTime()
  for (const [seq, { record, known }] of met.entries()) {
    const kind = record.kind === 'objective' ? 'objective' : 'key_result'
    // Lists in the order of ids are lists in the order of the file.
    items.set(record.key, known ? subjectOf(known) : { kind, id: v7({ msecs, seq }) })
  }
  const records = new Map(met.map(({ record }) => [record.key, record]))
  const above = new Set(met.flatMap(({ record }) => record.parents.map(({ itemKey }) => itemKey)))
  const checkedIn = new Set(run.viva.checkIns.map(({ itemKey }) => itemKey))
  return { items, records, elsewhere: await parentsElsewhere(run), above, checkedIn }
}

function subjectOf({ subjectKind, subjectId }: Known): Subject {
  return { kind: subjectKind as Subject['kind'], id: subjectId! }
}

const parentsStatement = `
  SELECT external_id AS "externalId", subject_kind AS kind, subject_id AS id FROM imported
  WHERE workspace_id = $1 AND kind = 'item' AND external_id = ANY($2::text[])`

async function parentsElsewhere({ tx, actor, viva }: Run): Promise<Map<string, Subject>> {
  const missing = viva.items.flatMap(({ parents }) =>
    parents.flatMap(({ itemKey, externalId }) => (itemKey === null && externalId ? [externalId] : [])),
  )
  const found = new Map<string, Subject>()
  for (const batch of batches([...new Set(missing)])) {
    type Row = Subject & { externalId: string }
    const known = await rows<Row>(tx, parentsStatement, [actor.workspaceId, batch])
    for (const { externalId, kind, id } of known) found.set(externalId, { kind, id })
  }
  return found
}

function place(run: Run, met: Met<VivaItem>, places: Places, all: Map<string, Now>): Placed {
  const item = met.record
  const subject = places.items.get(item.key)!
  const now = all.get(subject.id) ?? null
  const says = saysOf(run, item, places)
  if (!now || !met.known) return { met, subject, state: says, now: null, how: 'created' }
  const written = met.known.written as unknown as ItemState
  const silent = knowsParents(item, places) ? [] : (['parents'] as const)
  const theirs = wanted(run.viva, item, says, written, silent)
  const news = met.unchanged ? [] : differences(theirs, written)
  const edits = differences(now.state, written)
  if (isOfOtherKind(item, subject)) sayOtherKind(run, item, subject)
  if (edits.length > 0) {
    sayEdited(run, item, edits, news)
    return { met, subject, state: now.state, now, how: news.length > 0 ? 'clash' : 'edited' }
  }
  if (news.length === 0) return { met, subject, state: now.state, now, how: 'same' }
  return { met, subject, state: theirs, now, how: 'updated' }
}

function isOfOtherKind(item: VivaItem, { kind }: Subject): boolean {
  return (item.kind === 'objective') !== (kind === 'objective')
}

function sayOtherKind(run: Run, item: VivaItem, { kind }: Subject): void {
  const detail = `${quote(item.title)} reads as ${called[item.kind]} now, but is ${called[kind]} here: it stays one.`
  say(run, item, 'item', 'kind-differs', detail)
}

const called = { objective: 'an objective', key_result: 'a key result', project: 'a project' }

function sayEdited(run: Run, item: VivaItem, edits: string[], news: string[]): void {
  const line = `${quote(item.title)} was edited here since (${edits.map(inWords).join(', ')})`
  const theirs = news.map(inWords).join(', ')
  if (news.length === 0) say(run, item, 'item', 'edited-here', `${line}: left as it is.`)
  else
    say(run, item, 'item', 'edited-both', `${line} and changed in the file (${theirs}): left as it is here.`)
}

/** 'checkInOwners' -> 'check in owners'. */
const inWords = (field: string) => field.replace(/Id$/, '').replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)

async function rememberItems(run: Run, placed: Placed[]): Promise<void> {
  for (const { met, subject, how } of placed) {
    const line = `${capital[subject.kind]} ${quote(met.record.title)}`
    if (how === 'edited' || how === 'clash') run.counts.items.edited += 1
    else became(run, met.record, 'item', 'items', how, `${line} ${sentences[how]}`)
  }
  // News that clash are news again next time.
  const settled = placed.filter(({ how }) => how !== 'clash')
  await remember(
    run,
    'item',
    settled.map(({ met, subject, state, how }) => ({
      met,
      subject,
      made: true,
      written: how === 'edited' ? met.known!.written : { ...state },
      kept: leftovers(met.record),
    })),
  )
}

const capital = { objective: 'The objective', key_result: 'The key result' }
const sentences = {
  created: 'is new.',
  updated: 'is as the file says now.',
  same: 'is here already.',
}

/** What an item of Viva says that nothing here holds, word for word. */
function leftovers(item: VivaItem): Record<string, unknown> {
  const { typeText, statusText, health, reopened, reported, measure, parents, rollUp } = item
  const html = item.description?.html
  return {
    ...item.kept,
    typeText,
    statusText,
    health,
    reopened,
    rollUp,
    reported,
    parents,
    ...(measure && {
      measure: {
        metricName: measure.metricName,
        unitText: measure.unitText,
        targetTypeText: measure.targetTypeText,
        phasedInterval: measure.phasedInterval,
      },
    }),
    ...(html && { descriptionHtml: html }),
  }
}
