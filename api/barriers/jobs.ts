import { type Day, dayOf, isWorkingDay } from '../calendar.ts'
import { rows, type Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { type Asked, whomToAsk, whomToAskAbove } from './asking.ts'
import { answerDue, loadWorkdays, type Workdays } from './clock.ts'
import { storeCosts } from './cost.ts'
import type { BarrierRow, Standing } from './entity.ts'
import { make } from './move.ts'
import { withdrawn } from './raiser.ts'
import { own } from './read.sql.ts'
import type { TurnKind } from './turn.ts'

/** How many barriers each part of a day turn changed. */
export interface DayTurn {
  /** Asked anew, as who was asked has left. */
  asked: number
  climbed: number
  missed: number
  unconfirmed: number
}

// A day is over when it is over where it was promised or asked.
const over = `b.due_day < ($2::timestamptz AT TIME ZONE b.due_zone)::date`

/**
 * What time alone does to barriers, once a day of the workspace: costs grow; and on working days what nobody answered
 * climbs one level, a missed promise asks its leader for a new date, and what is cleared for long reads *not confirmed*.
 * `actor` is the worker's, with the workspace and the instant; `today` the workspace's day that begins.
 */
export async function barrierDayTurn(tx: Tx, actor: Actor, today: Day): Promise<DayTurn> {
  const workdays = await loadWorkdays(tx, actor)
  await storeAllCosts(tx, actor, workdays)
  const turn: DayTurn = { asked: 0, climbed: 0, missed: 0, unconfirmed: 0 }
  if (!isWorkingDay(today, workdays)) return turn
  turn.asked = await askForLeavers(tx, actor, workdays)
  for (const row of await find(
    tx,
    actor,
    `b.state = 'open' AND b.asked_why NOT IN ('admin', 'last_resort') AND ${over}`,
  )) {
    if (await climb(tx, actor, row, workdays)) turn.climbed++
  }
  for (const row of await find(tx, actor, `b.state = 'taken' AND b.promise_kept IS NULL AND ${over}`)) {
    const data = { day: row.promiseDay, promiseBy: row.promiseBy }
    await make(tx, actor, row, { kind: 'missed', set: { promiseKept: false }, data }, workdays)
    turn.missed++
  }
  for (const row of await find(tx, actor, `b.state = 'cleared' AND NOT b.unconfirmed AND ${over}`)) {
    await make(tx, actor, row, { kind: 'unconfirmed', set: { unconfirmed: true, dueDay: null } }, workdays)
    turn.unconfirmed++
  }
  return turn
}

/** `barrierDayTurn` as the worker calls every day turn. */
export async function turnBarriers(tx: Tx, actor: Actor): Promise<void> {
  await barrierDayTurn(tx, actor, dayOf(actor.now, actor.zone))
}

/** The barriers of which a condition holds, locked; $2 is now. */
function find(tx: Tx, actor: Actor, condition: string): Promise<BarrierRow[]> {
  return rows<BarrierRow>(
    tx,
    `SELECT ${own} FROM barriers b WHERE b.workspace_id = $1 AND $2::timestamptz IS NOT NULL AND ${condition}
      ORDER BY b.id FOR UPDATE OF b`,
    [actor.workspaceId, actor.now],
  )
}

/**
 * When somebody leaves: what they were asked goes over to whoever is next in the line at once, and drafts that only
 * they could see are let go. What they raised stays in its queue, for others are still held up by it.
 */
export async function handOverOnLeave(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  if (event.kind !== 'member.left') return
  await askForLeavers(tx, actor, await loadWorkdays(tx, actor))
  const drafts = await rows<BarrierRow>(
    tx,
    `SELECT ${own} FROM barriers b WHERE b.workspace_id = $1 AND b.state = 'draft' AND b.raised_by = $2 FOR UPDATE OF b`,
    [actor.workspaceId, event.subjectId],
  )
  for (const draft of drafts) await make(tx, actor, draft, { kind: 'withdrawn', set: withdrawn })
}

/** Asks somebody else for every barrier whose asked one has left the workspace; returns how many. */
export async function askForLeavers(tx: Tx, actor: Actor, workdays: Workdays): Promise<number> {
  const gone = `b.state IN ('open', 'taken', 'asked_back') AND EXISTS (SELECT FROM members m
    WHERE m.workspace_id = b.workspace_id AND m.id = b.asked_of
      AND (m.state IN ('left', 'erased') OR m.merged_into IS NOT NULL))`
  const found = await find(tx, actor, gone)
  for (const row of found) {
    const { askedOf: left, raisedBy } = row
    const choice = { teamId: row.askedTeamId ?? row.teamId, raisedBy, except: [left!] }
    await askAnew(tx, actor, row, 'asked', await whomToAsk(tx, actor, choice), workdays)
  }
  return found.length
}

/** Takes an unanswered barrier one level up, the raiser told first; stays where there is no level above. */
async function climb(tx: Tx, actor: Actor, row: BarrierRow, workdays: Workdays): Promise<boolean> {
  const choice = { raisedBy: row.raisedBy, except: [row.askedOf!] }
  const asked = row.askedTeamId
    ? await whomToAskAbove(tx, actor, { ...choice, teamId: row.askedTeamId })
    : await whomToAsk(tx, actor, { ...choice, teamId: row.teamId })
  if (!asked) return false
  await record(tx, actor, {
    kind: 'barrier.unanswered',
    subject: { kind: 'barrier', id: row.id },
    audience: { members: [row.raisedBy] },
    data: { number: row.number, askedOf: row.askedOf, next: asked.askedOf, dueDay: row.dueDay },
  })
  await askAnew(tx, actor, row, 'climbed', asked, workdays)
  return true
}

async function askAnew(
  tx: Tx,
  actor: Actor,
  row: BarrierRow,
  kind: TurnKind,
  { zone, ...asked }: Asked,
  workdays: Workdays,
): Promise<void> {
  const set: Partial<Standing> = {
    state: 'open',
    clock: 'asked',
    ...asked,
    askedInsteadOf: row.askedOf,
    told: [...new Set([...row.told, asked.askedOf])],
    promiseDay: null,
    promiseZone: null,
    promiseBy: null,
    promiseKept: null,
    ...answerDue(actor.now, zone, row.severity, workdays),
  }
  const data = { from: row.askedOf, to: asked.askedOf, why: asked.askedWhy }
  await make(tx, actor, row, { kind, set, data }, workdays)
}

const batch = 1000

/** Every waiting barrier's cost of the day, in bounded batches. */
async function storeAllCosts(tx: Tx, actor: Actor, workdays: Workdays): Promise<void> {
  let after: string | null = null
  for (;;) {
    const found: { id: string }[] = await rows(
      tx,
      `SELECT id FROM barriers WHERE workspace_id = $1 AND cost_of_delay IS NOT NULL AND ($2::uuid IS NULL OR id > $2)
        ORDER BY id LIMIT ${batch}`,
      [actor.workspaceId, after],
    )
    await storeCosts(
      tx,
      actor,
      found.map(({ id }) => id),
      workdays,
    )
    if (found.length < batch) return
    after = found.at(-1)!.id
  }
}
