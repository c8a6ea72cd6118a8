import { raiseDraft } from '../barriers/barriers.ts'
import { showBarrier } from '../barriers/move.ts'
import { readMyWeek } from '../boards/my-week.ts'
import type { CardRow } from '../chat/entity.ts'
import {
  type CardItem,
  checkInForm,
  checkInReceipt,
  mostOnCard,
  type ReceiptBarrier,
} from '../check-ins/card.ts'
import { correctCheckIn, recordCheckIn, undoWindow } from '../check-ins/check-ins.ts'
import type { Obstacle } from '../check-ins/entity.ts'
import type { NewCheckInInput, ReceiptDto } from '../check-ins/schema.ts'
import { undoCheckIn } from '../check-ins/undo.ts'
import { answerWorth } from '../check-ins/worth.ts'
import { rows } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import { visible } from '../events/record.ts'
import { snoozeUntilTomorrow } from '../notifications/notifications.ts'
import type { Confidence } from '../progress/types.ts'
import { type Kind, type Moment, namesOf, type Press } from './kind.ts'

/** What a check-in card knows between two presses: ids, numbers and words of ours. */
interface Data extends Record<string, unknown> {
  state: 'form' | 'receipt'
  note: 'changed' | 'undone' | 'edit' | 'invalid' | 'reminder' | null
  items: { id: string; due: string; latest: string | null }[]
  more: number
  led: { number: number | null; id: string }[]
  done: { item: string; checkIn: string }[]
  barriers: string[]
  at: string | null
  /** Who answered what it was worth is not asked again, even when they edit. */
  worth: boolean
  reminders: number
}

/** One card for all that is due: form, receipt, and what is in the way. */
export const checkInKind: Kind = {
  prepare: async (moment, { data }) => {
    if ((data as Data).state === 'receipt' || (data as Data).note === 'edit') return data
    return dueNow(moment, data as Partial<Data>)
  },
  view: (moment, card) =>
    (card.data as Data).state === 'receipt' ? receipt(moment, card) : form(moment, card),
  verbs: {
    right: async (moment, card) =>
      record(moment, card, (item) => (item.value === null ? null : { untouched: true })),
    send: async (moment, card, press) => record(moment, card, (item, i) => said(item, i, press)),
    later: async (moment, { data }) => {
      await snoozeUntilTomorrow(moment.tx, moment.actor)
      return { ...data, note: null }
    },
    undo: async (moment, { data }) => {
      for (const { checkIn } of (data as Data).done) await undoCheckIn(moment.tx, moment.actor, checkIn)
      const due = await dueNow(moment, { worth: (data as Data).worth })
      return { ...(due ?? data), note: 'undone' }
    },
    edit: async (moment, { data }) => ({
      ...data,
      state: 'form',
      note: 'edit',
      items: await latestNow(moment, (data as Data).items),
    }),
    ask: async (moment, { data }, press) => ask(moment, data as Data, press),
    worth: async ({ tx, actor }, { data }, { item }) => {
      const { items, worth } = data as Data
      if (!worth) await answerWorth(tx, actor, items[0]!.id, item === 'yes')
      return { ...data, worth: true }
    },
  },
}

/** All that is due this week, the longest first; null when nothing is. */
async function dueNow({ tx, actor }: Moment, kept: Partial<Data>): Promise<Data | null> {
  const week = await readMyWeek(tx, actor)
  if (week.checkIns.length === 0) return null
  const items = week.checkIns
    .slice(0, mostOnCard)
    .map(({ id, dueDay, latest }) => ({ id, due: dueDay, latest: latest?.id ?? null }))
  const led = week.ledTo
    .filter(({ kind }) => kind === 'barrier')
    .slice(0, 2)
    .map(({ id, number }) => ({ id, number }))
  const { note = null, worth = false, reminders = 0 } = kept
  const more = week.checkIns.length - items.length
  return { state: 'form', done: [], barriers: [], at: null, items, more, led, note, worth, reminders }
}

type Facts = Omit<CardItem, 'dueDay'> & { latest: string | null; health: string }

async function factsOf({ tx, actor }: Moment, ids: readonly string[]): Promise<Map<string, Facts>> {
  const found = await rows<Facts>(
    tx,
    `SELECT k.id, k.title, k.kind, k.unit, k.target::float8, k.people_total AS "peopleTotal",
        k.latest_value::float8 AS value, k.latest_confidence AS confidence, k.latest_check_in_id AS latest,
        coalesce(k.override_health, k.health) AS health
      FROM key_results k WHERE k.workspace_id = $1 AND k.id = ANY($2::uuid[]) AND ${visible(actor, 'k', '$3')}`,
    [actor.workspaceId, ids, actor.teams],
  )
  return new Map(found.map((facts) => [facts.id, facts]))
}

async function itemsOf(
  moment: Moment,
  items: Data['items'],
): Promise<(CardItem & { latest: string | null })[]> {
  const facts = await factsOf(
    moment,
    items.map(({ id }) => id),
  )
  return items.flatMap(({ id, due }) => {
    const found = facts.get(id)
    return found ? [{ ...found, dueDay: due }] : []
  })
}

async function latestNow(moment: Moment, items: Data['items']): Promise<Data['items']> {
  const now = await itemsOf(moment, items)
  return now.map(({ id, dueDay, latest }) => ({ id, due: dueDay, latest }))
}

async function form(moment: Moment, card: CardRow) {
  const { items, more, led, note } = card.data as Data
  const barriers = await Promise.all(
    led.map(async ({ id, number }) => ({
      number,
      title: (await showBarrier(moment.tx, moment.actor, id).catch(() => null))?.title ?? null,
    })),
  )
  const shown = { card, items: await itemsOf(moment, items), more, led: barriers, note }
  return checkInForm(moment.say, { ...shown, tab: moment.tab('my-week') })
}

/** What is said of one item: nothing where its field was emptied, *looks right* where nothing was changed. */
function said(item: CardItem, i: number, { inputs }: Press): NewCheckInInput | null {
  const value = numberOf(inputs[`value${i}`], `/value${i}`)
  if (value === null) return null
  const confidence = (inputs[`confidence${i}`] || null) as Confidence | null
  const inTheWay = (inputs[`way${i}`] || 'nothing') as Obstacle
  const same = value === item.value && confidence === item.confidence && inTheWay === 'nothing'
  return same ? { untouched: true } : { value, confidence, inTheWay }
}

function numberOf(given: string | undefined, pointer: string): number | null {
  const words = (given ?? '').trim().replace(',', '.')
  if (words === '') return null
  const value = Number(words)
  const exact = Number.isFinite(value) && Math.abs(value) <= 1e9 && Math.round(value * 1e6) / 1e6 === value
  if (!exact) throw badField(pointer, 'number', 'Say a number.')
  return value
}

/** Records all of it or nothing; a card that no longer shows what stands is shown anew instead. */
async function record(
  moment: Moment,
  card: CardRow,
  what: (item: CardItem, i: number) => NewCheckInInput | null,
): Promise<Record<string, unknown>> {
  const data = card.data as Data
  const items = await itemsOf(moment, data.items)
  const known = new Map(data.items.map(({ id, latest }) => [id, latest]))
  if (items.length < data.items.length || items.some(({ id, latest }) => known.get(id) !== latest)) {
    const note =
      data.note === 'edit' ? { items: await latestNow(moment, data.items) } : await dueNow(moment, data)
    return { ...data, ...note, note: 'changed' }
  }
  const done: Data['done'] = []
  const barriers: string[] = []
  for (const [i, item] of items.entries()) {
    const input = what(item, i)
    const before = data.note === 'edit' ? data.done.find((each) => each.item === item.id) : undefined
    if (before && (!input || input.untouched)) done.push(before)
    else if (input) {
      const receipt = await write(moment, item.id, input, before?.checkIn)
      done.push({ item: item.id, checkIn: receipt.checkIn.id })
      if (receipt.barrier) barriers.push(receipt.barrier.id)
    }
  }
  if (done.length === 0) return { ...data, note: 'invalid' }
  return { ...data, state: 'receipt', note: null, done, barriers, at: moment.actor.now.toISOString() }
}

function write(
  { tx, actor }: Moment,
  item: string,
  input: NewCheckInInput,
  before: string | undefined,
): Promise<ReceiptDto> {
  return before ? correctCheckIn(tx, actor, before, input) : recordCheckIn(tx, actor, item, input)
}

async function ask({ tx, actor }: Moment, data: Data, { inputs }: Press): Promise<Record<string, unknown>> {
  for (const [i, id] of data.barriers.entries()) {
    const { state } = await showBarrier(tx, actor, id)
    const title = inputs[`what${i}`]?.trim().slice(0, 200)
    if (state === 'draft') await raiseDraft(tx, actor, id, title ? { title } : {})
  }
  return data
}

async function receipt(moment: Moment, card: CardRow) {
  const { done, items, barriers, at, worth } = card.data as Data
  const facts = await factsOf(
    moment,
    items.map(({ id }) => id),
  )
  const lines = await linesOf(moment, done, facts)
  const young = at !== null && moment.actor.now.getTime() - Date.parse(at) <= undoWindow
  return checkInReceipt(moment.say, {
    card,
    lines,
    open: items.length - done.length,
    barriers: await barriersOf(moment, barriers),
    undo: young,
    worth: !worth,
    tab: moment.tab('my-week'),
  })
}

async function linesOf({ tx, actor }: Moment, done: Data['done'], facts: Map<string, Facts>) {
  const found = await rows<{ id: string; value: number; previous: number | null }>(
    tx,
    `SELECT id, value::float8, previous_value::float8 AS previous FROM check_ins
      WHERE workspace_id = $1 AND id = ANY($2::uuid[])`,
    [actor.workspaceId, done.map(({ checkIn }) => checkIn)],
  )
  const values = new Map(found.map((each) => [each.id, each]))
  return done.flatMap(({ item, checkIn }) => {
    const [fact, value] = [facts.get(item), values.get(checkIn)]
    return fact && value ? [{ ...fact, value: value.value, previous: value.previous }] : []
  })
}

async function barriersOf(moment: Moment, ids: readonly string[]): Promise<ReceiptBarrier[]> {
  const found = await Promise.all(ids.map((id) => showBarrier(moment.tx, moment.actor, id)))
  const asked = await rows<{ id: string; askedOf: string }>(
    moment.tx,
    'SELECT id, asked_of AS "askedOf" FROM barriers WHERE workspace_id = $1 AND id = ANY($2::uuid[])',
    [moment.actor.workspaceId, ids],
  )
  const name = await namesOf(
    moment,
    asked.map(({ askedOf }) => askedOf),
  )
  return found.map(({ id, kind, number, blocks }) => ({
    id,
    kind,
    number,
    about: blocks[0]?.title ?? '',
    askedOf: name(asked.find((each) => each.id === id)?.askedOf ?? null),
  }))
}
