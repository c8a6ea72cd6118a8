import { type ReadBarrier, toSummary } from '../barriers/to-barrier.ts'
import { instant, teamOf, toMeasured, toStep } from '../boards/present.ts'
import type { KeyResultRow, StepRow } from '../boards/row.ts'
import { type Day, dayOf } from '../calendar.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { percentOf } from '../progress/progress.ts'
import { type ItemJson, toItem } from './agenda.ts'
import { findPair, type Pair, undoWindow } from './find.ts'
import { toNotes } from './notes.ts'
import { type Askable, questionOf } from './question.ts'
import { barriersBetween, drawnFrom } from './read.sql.ts'
import type { ClosedMeetingDto, OneOnOneDto, PrivateNotesDto } from './schema.ts'

interface NumberRow extends KeyResultRow {
  asks: OneOnOneDto['keyResults'][number]['asks']
  before: number | null
}

export interface PathRow {
  kind: 'key_result' | 'objective'
  id: string
  title: string
  teamId: string
  teamName: string
  ownerId: string
  ownerName: string
  live: StepRow[] | null
  pencilled: StepRow[] | null
}

type PairWinDto = OneOnOneDto['wins'][number]
export type WinRow = Omit<PairWinDto, 'team'> & { teamId: string; teamName: string }

interface DrawnRow {
  numbers: NumberRow[] | null
  paths: PathRow[] | null
  wins: WinRow[] | null
  stalled: { id: string; title: string; who: string; since: Day }[] | null
  agenda: ItemJson[] | null
  privateNotes: PrivateNotesDto | null
}

type BetweenRow = ReadBarrier & { promised: boolean }

/**
 * Everything a panel shows of a one-on-one: three statements, however much there is. 404 for everybody but the two.
 * Without `privateNotes` they stay shut, for a place that others look at, too.
 */
export async function readOneOnOne(
  tx: Tx,
  actor: Actor,
  id: string,
  { privateNotes }: { privateNotes: boolean },
): Promise<OneOnOneDto> {
  const pair = await findPair(tx, actor, id)
  const between = await readBetween(tx, actor, pair)
  const drawn = await readDrawn(tx, actor, pair, privateNotes)
  const wins = (drawn.wins ?? []).map(toWin)
  const shut = privateNotes ? (drawn.privateNotes ?? { text: '', version: 1, revision: 1 }) : null
  return {
    id,
    day: pair.today,
    me: pair.memberId,
    with: { id: pair.otherId, name: pair.otherName },
    meetings: pair.meetings,
    lastMeeting: toLast(pair, actor),
    since: pair.since.toISOString(),
    ledger: between.filter(({ promised }) => promised).map((row) => toEntry(row, actor)),
    wins,
    barriers: between.filter(({ promised }) => !promised).map((row) => toSummary(row, actor)),
    keyResults: (drawn.numbers ?? []).map((row) => toKeyResult(row, actor)),
    paths: (drawn.paths ?? []).map((row) => toPath(row, pair.today)),
    question: questionOf(askableIn(between, drawn, wins, actor)),
    agenda: (drawn.agenda ?? []).map((item) => toItem(item, actor)),
    notes: toNotes(pair),
    privateNotes: shut,
  }
}

/** Every barrier between the two that is promised, or not over, as far as the actor sees it. */
export function readBetween(tx: Tx, actor: Actor, pair: Pair): Promise<BetweenRow[]> {
  const { workspaceId, memberId, teams, now } = actor
  const values = [workspaceId, memberId, teams, now, pair.otherId, pair.since]
  return rows<BetweenRow>(tx, barriersBetween(actor), values)
}

async function readDrawn(tx: Tx, actor: Actor, pair: Pair, privateNotes: boolean): Promise<DrawnRow> {
  const { workspaceId, memberId, teams, now, leads } = actor
  const values = [workspaceId, memberId, teams, now, pair.otherId, pair.since, leads, pair.id, privateNotes]
  return (await first<DrawnRow>(tx, drawnFrom(actor), values))!
}

/** The last meeting, and until when it can be taken back. */
export function toLast(pair: Pair, actor: Actor): ClosedMeetingDto | null {
  const { lastId, lastSeq, lastAt, lastDay, lastBy } = pair
  if (!lastId || lastSeq === null || !lastAt || !lastDay || !lastBy) return null
  const until = new Date(lastAt.getTime() + undoWindow)
  return {
    ...{ id: lastId, seq: lastSeq, day: lastDay, at: lastAt.toISOString(), closedBy: lastBy },
    undoUntil: until > actor.now ? until.toISOString() : null,
  }
}

/** How a promise stands: cleared, or missed once its day was over; what is not ahead any more says the day turn. */
export function promiseOf(row: BetweenRow) {
  const done = row.state === 'cleared' || row.state === 'confirmed'
  return { by: row.promiseBy!, day: row.promiseDay!, done, missed: row.promiseKept === false }
}

function toEntry(row: BetweenRow, actor: Actor): OneOnOneDto['ledger'][number] {
  return { ...promiseOf(row), barrier: toSummary(row, actor) }
}

export function toWin({ teamId, teamName, ...win }: WinRow): PairWinDto {
  return { ...win, team: teamOf({ teamId, teamName }), credits: win.credits ?? [], at: instant(win.at) }
}

function toKeyResult(row: NumberRow, actor: Actor): OneOnOneDto['keyResults'][number] {
  return Object.assign(toMeasured(row, actor), { asks: row.asks, movement: movementOf(row) })
}

/** From the value that counted last time to the one that counts now; from the baseline where there was none. */
function movementOf(row: NumberRow): OneOnOneDto['keyResults'][number]['movement'] {
  if (row.latestValue === null) return { value: null, percent: null }
  const start = row.before ?? row.baseline
  const percentAt = (value: number) => percentOf({ ...row, total: row.peopleTotal, value }).percent
  const [from, to] = [percentAt(start), percentAt(row.latestValue)]
  return {
    value: round(row.latestValue - start),
    percent: from === null || to === null ? null : round(to - from),
  }
}

const round = (figure: number) => Math.round(figure * 1e6) / 1e6

export function toPath({ kind, id, title, live, pencilled, ...row }: PathRow, today: Day) {
  const [step] = live ?? []
  return {
    subject: { kind, id, title },
    team: teamOf(row),
    owner: { id: row.ownerId, name: row.ownerName },
    live: step ? toStep(step, today) : null,
    pencilled: (pencilled ?? []).map((next) => toStep(next, today)),
  }
}

/** The facts that the one question may be about. */
function askableIn(
  between: BetweenRow[],
  { stalled }: DrawnRow,
  wins: PairWinDto[],
  actor: Actor,
): Askable[] {
  const unanswered = between
    .filter(({ state }) => state === 'open')
    .map(({ id, title, number, kind, askedOf, raisedDay, raisedAt }): Askable => {
      const since = raisedDay ?? dayOf(raisedAt!, actor.zone)
      return { kind: 'barrier', id, title, number, code: kind, who: askedOf, since }
    })
  const still = (stalled ?? []).map(
    ({ id, title, who, since }): Askable => ({
      kind: 'stalled',
      id,
      title,
      who,
      since,
      number: null,
      code: null,
    }),
  )
  const waiting = wins
    .filter(({ state }) => state === 'waiting')
    .map(({ id, what, subject, foundBy, credits, at }): Askable => {
      const title = what ?? subject?.title ?? null
      const who = credits[0]?.id ?? null
      return {
        kind: 'win',
        id,
        title,
        number: null,
        code: foundBy,
        who,
        since: dayOf(new Date(at), actor.zone),
      }
    })
  return [...unanswered, ...still, ...waiting]
}
