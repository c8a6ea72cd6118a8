import type { Absence, WorkCalendar } from '../calendar.ts'
import type { Actor } from '../http/actor.ts'
import type { Tagged } from '../http/etag.ts'
import { sees } from '../objectives/policy.ts'
import { promisedDays } from './clock.ts'
import type { AskedWhy, BarrierRow } from './entity.ts'
import { isOpenTo, type Move, mayMove, startsFrom } from './policy.ts'
import type { AskedOfDto, BarrierDto, BarrierSummaryDto } from './schema.ts'
import type { TurnKind, TurnRow } from './turn.ts'

/** How long a turn can be taken back, in milliseconds. */
export const undoWindow = 10 * 60_000

interface BlockRead {
  id: string
  kind: 'key_result' | 'step'
  itemId: string
  keyResultId: string | null
  title: string
  teamId: string
  teamName: string
  ownerId: string
  audience: 'workspace' | 'team'
}

/** A barrier as every read finds it. */
export type ReadBarrier = BarrierRow & {
  standsIn: boolean
  blocks: BlockRead[]
  offers: string[]
  decision: string | null
  people: { id: string; name: string }[]
  lastBy: string | null
  lastAt: Date
  lastKind: TurnKind
  /** When the workspace works and the reader is away. */
  working: WorkCalendar & { absences: Absence[] }
}

/** Turns that nobody takes back: they were the product's, or take something back themselves. */
const final: readonly TurnKind[] = [
  'drafted',
  'undone',
  'climbed',
  'missed',
  'unconfirmed',
  'asked',
  'reweighed',
]

/** Whether the last turn is the actor's own and young enough to be taken back. */
export function mayUndo(actor: Actor, row: Pick<ReadBarrier, 'lastBy' | 'lastAt' | 'lastKind'>): boolean {
  const young = actor.now.getTime() - row.lastAt.getTime() <= undoWindow
  return young && actor.memberId !== null && row.lastBy === actor.memberId && !final.includes(row.lastKind)
}

/** The row as the actor is shown it in lists. */
export function toSummary(row: ReadBarrier, actor: Actor): BarrierSummaryDto {
  const seen = row.blocks.filter((block) => sees(actor, block))
  const { working, ...rest } = row
  const shown: Omit<typeof rest, 'raisedAt' | 'createdAt' | 'blocks'> = rest
  const can = rightsOf(row, actor)
  const { askedOf, askedWhy, askedInsteadOf, dueZone } = row
  const dueDay = row.state === 'open' ? row.dueDay : null
  // Assigned, not spread: of so many members that takes many times as long.
  return Object.assign(shown, {
    raisedAt: row.raisedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    asked: toAsked({ askedOf, askedWhy, askedInsteadOf, dueZone, dueDay }),
    promise: promiseOf(row),
    clearing: clearingOf(row),
    takeBy: can.take ? daysToPromise(actor, working) : null,
    blocks: seen,
    hiddenBlocks: row.blocks.length - seen.length,
    cost: costOf(row),
    can,
  })
}

let counted: { key: string; days: BarrierSummaryDto['takeBy'] } | undefined

/** The days to promise are the same for all barriers that a reader is shown at once, so they are counted once. */
function daysToPromise({ now, zone }: Actor, working: ReadBarrier['working']): BarrierSummaryDto['takeBy'] {
  const key = `${now.getTime()} ${zone} ${JSON.stringify(working)}`
  if (counted?.key !== key) counted = { key, days: promisedDays(now, zone, working, working.absences) }
  return counted.days
}

/** A barrier that is part of this one, or the systemic one that this is part of. */
export interface Kin {
  role: 'part' | 'systemic'
  id: string
  number: number | null
  title: string | null
}

function named(kin: readonly Kin[], wanted: Kin['role']): BarrierDto['parts'] {
  return kin.filter(({ role }) => role === wanted).map(({ role: _, ...name }) => name)
}

/** The row with its story, as the actor is shown it. */
export function toBarrier(
  row: ReadBarrier,
  turns: readonly TurnRow[],
  kin: readonly Kin[],
  actor: Actor,
): BarrierDto & Pick<Tagged, 'basis'> {
  const undone = new Set(turns.map(({ undoes }) => undoes))
  const summary = toSummary(row, actor)
  return {
    ...summary,
    basis: [summary.takeBy], // these days move on without an edit
    systemic: named(kin, 'systemic')[0] ?? null,
    parts: named(kin, 'part'),
    turns: turns.map((turn) => ({
      ...turn,
      by: turn.byId,
      at: turn.at.toISOString(),
      askedOf: turn.stands.askedOf,
      undone: undone.has(turn.seq),
    })),
  }
}

const moves = Object.keys(startsFrom) as Move[]

function rightsOf(row: ReadBarrier, actor: Actor): BarrierDto['can'] {
  const rights = {} as Record<Move, boolean>
  for (const move of moves) rights[move] = isOpenTo(actor, row, move) && mayMove(actor, row, move)
  const offered = row.offers.some((id) => id === actor.memberId)
  return Object.assign(rights, {
    offerHelp: rights.offerHelp && !offered,
    acceptHelp: rights.acceptHelp && row.offers.some((id) => id !== row.askedOf),
    undo: mayUndo(actor, row),
  })
}

type AskedColumns = Pick<BarrierRow, 'askedOf' | 'askedWhy' | 'askedInsteadOf' | 'dueDay' | 'dueZone'>

/** Who is asked and why it is them; null while nobody is. */
export function toAsked(row: AskedColumns): AskedOfDto | null {
  if (!row.askedOf || !row.askedWhy) return null
  return {
    memberId: row.askedOf,
    until: row.dueDay,
    zone: row.dueZone,
    why: { code: row.askedWhy, insteadOf: row.askedInsteadOf },
    because: whyAsked[row.askedWhy] + (row.askedInsteadOf ? insteadOf(row.askedWhy) : ''),
  }
}

const whyAsked: Record<AskedWhy, string> = {
  leader: 'leads the team',
  stand_in: 'stands in for the leader',
  next_leader: 'is the next leader of the team',
  leader_above: 'leads the team above',
  admin: 'is an admin, as no leader is left to ask',
  last_resort: 'raised it, as nobody else is left to ask',
  named: 'was named by who raised it',
  handed_on: 'was handed it',
  took_it: 'took it',
}

function insteadOf(why: AskedWhy): string {
  return why === 'stand_in'
    ? ', who is away or gone'
    : ', as who would be asked first is away, gone or did not answer'
}

function promiseOf({ promiseDay, promiseZone, promiseBy, promiseKept }: BarrierRow): BarrierDto['promise'] {
  return promiseDay === null
    ? null
    : { day: promiseDay, zone: promiseZone!, by: promiseBy!, kept: promiseKept }
}

function clearingOf(row: BarrierRow): BarrierDto['clearing'] {
  const { clearedBy, clearedAt, clearedHow: how, confirmedAt, unconfirmed } = row
  if (!clearedBy || !clearedAt) return null
  const confirmed = confirmedAt?.toISOString() ?? null
  return { by: clearedBy, at: clearedAt.toISOString(), how, confirmedAt: confirmed, unconfirmed }
}

function costOf(row: BarrierRow): BarrierDto['cost'] {
  const { peopleWaiting: people, weight, daysWaiting: days } = row
  const perDay = round(people * weight)
  const figure = round(perDay * days)
  return { people, weight, days, perDay, figure, because: whyHere({ people, weight, days }) }
}

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

function whyHere({ people, weight, days }: { people: number; weight: number; days: number }): string {
  const waiting = people === 1 ? '1 person waits' : `${people} people wait`
  const blocked =
    weight === 0 ? 'no key result is blocked' : `${percent.format(weight)} of an objective is blocked`
  const since = days === 0 ? 'raised today' : days === 1 ? 'for 1 working day' : `for ${days} working days`
  return `${waiting}, ${blocked}, ${since}`
}

function round(figure: number): number {
  return Math.round(figure * 1e6) / 1e6
}
