import { dayOf } from '../calendar.ts'
import { first, type Tx } from '../database/transaction.ts'
import { badField, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { teamsLedBy } from './asking.ts'
import {
  addWorkingDaysFrom,
  answerDue,
  confirmDays,
  loadAbsences,
  loadWorkdays,
  promisedDay,
} from './clock.ts'
import type { BarrierRow, How, Standing } from './entity.ts'
import { findBarrier, findFor, move } from './move.ts'
import type { BarrierDto } from './schema.ts'

// The moves of whoever is asked. Each is 404 out of sight, 403 for others, 409 `wrong-state` where it is too late.

const noPromise = { promiseDay: null, promiseZone: null, promiseBy: null, promiseKept: null }

/** Takes it and promises a day, in the taker's zone; said again, it is the new date and the old one stays in the story. */
export async function takeBarrier(tx: Tx, actor: Actor, id: string, by: string): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'take')
  const me = actor.memberId!
  const absences = await loadAbsences(tx, actor, me)
  const day = promisedDay(by, actor.now, actor.zone, await loadWorkdays(tx, actor), absences)
  return move(tx, actor, row, {
    kind: 'taken',
    set: {
      state: 'taken',
      clock: 'asked',
      dueDay: day,
      dueZone: actor.zone,
      ...(row.askedOf !== me && tookIt(row, me)),
      promiseDay: day,
      promiseZone: actor.zone,
      promiseBy: me,
      promiseKept: null,
    },
    data: { day, zone: actor.zone, before: row.promiseDay },
  })
}

function tookIt({ askedOf, told }: BarrierRow, me: string): Partial<Standing> {
  return { askedOf: me, askedWhy: 'took_it', askedInsteadOf: askedOf, told: [...new Set([...told, me])] }
}

/**
 * Hands it on to another member, whose clock starts anew. 400 unless they are there to take it. To somebody who offered
 * to help, whoever raised it hands it too.
 */
export async function handOnBarrier(
  tx: Tx,
  actor: Actor,
  id: string,
  { to, words }: { to: string; words?: string | null },
): Promise<BarrierDto> {
  const { offers } = await findBarrier(tx, actor, id)
  const row = await findFor(tx, actor, id, offers.includes(to) ? 'acceptHelp' : 'handOn')
  const person = await findHere(tx, actor, to)
  if (to === row.askedOf || to === row.raisedBy) {
    throw badField('/to', 'same', 'Hand it on to somebody other than who is asked or raised it.')
  }
  const led = await teamsLedBy(tx, actor, to)
  const workdays = await loadWorkdays(tx, actor)
  return move(tx, actor, row, {
    kind: 'handed_on',
    set: {
      ...noPromise,
      state: 'open',
      clock: 'asked',
      askedOf: to,
      askedTeamId: led.find((teamId) => teamId === row.askedTeamId) ?? led[0] ?? null,
      askedWhy: 'handed_on',
      askedInsteadOf: null,
      told: [...new Set([...row.told, to])],
      ...answerDue(actor.now, person.zone, row.severity, workdays),
    },
    words: words ?? null,
    data: { from: row.askedOf, to },
  })
}

/** A member who is there today, and their zone. */
async function findHere(tx: Tx, actor: Actor, memberId: string): Promise<{ zone: string }> {
  const found = await first<{ zone: string; away: boolean }>(
    tx,
    `SELECT coalesce(m.zone, s.zone) AS zone, EXISTS (SELECT FROM absences a WHERE a.workspace_id = $1
        AND a.member_id = m.id AND ($3::timestamptz AT TIME ZONE s.zone)::date BETWEEN a.from_day AND a.to_day) AS away
      FROM members m JOIN workspace_settings s ON s.workspace_id = m.workspace_id
      WHERE m.workspace_id = $1 AND m.id = $2 AND m.state IN ('active', 'invited') AND NOT m.guest
        AND m.merged_into IS NULL`,
    [actor.workspaceId, memberId, actor.now],
  )
  if (!found) throw badField('/to', 'unknown', 'There is no such member.')
  if (found.away) throw badField('/to', 'away', 'They are away today. Hand it on to somebody who is there.')
  return found
}

/** Asks the raiser something back: the clock moves to them. */
export async function askBack(tx: Tx, actor: Actor, id: string, question: string): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'askBack')
  const set = { state: 'asked_back', clock: 'raiser', dueDay: null } as const
  return move(tx, actor, row, { kind: 'asked_back', set, words: question })
}

/** Says that it cannot be cleared here, and why; the raiser lets it go or takes it one level up. */
export async function cannot(tx: Tx, actor: Actor, id: string, reason: string): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'cant')
  const set = { ...noPromise, state: 'refused', clock: 'raiser', dueDay: null } as const
  return move(tx, actor, row, { kind: 'refused', set, words: reason })
}

/** Says that it is out of the way; the raiser has five working days to confirm. */
export async function clearBarrier(
  tx: Tx,
  actor: Actor,
  id: string,
  { how = null, words }: { how?: How | null; words?: string | null },
): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'clear')
  return move(tx, actor, row, {
    kind: 'cleared',
    ...(await clearing(tx, actor, row, how)),
    words: words ?? null,
  })
}

/** Decides what was waiting for a decision, in words that stay with it; it is cleared by that. */
export async function decide(tx: Tx, actor: Actor, id: string, decision: string): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'decide')
  return move(tx, actor, row, { kind: 'decided', ...(await clearing(tx, actor, row, null)), words: decision })
}

/** How a barrier stands once it is out of the way, and whether that was in time. */
async function clearing(tx: Tx, actor: Actor, { promiseDay, promiseZone }: BarrierRow, how: How | null) {
  const workdays = await loadWorkdays(tx, actor)
  const kept = promiseDay === null ? null : dayOf(actor.now, promiseZone!) <= promiseDay
  const set: Partial<Standing> = {
    state: 'cleared',
    clock: 'raiser',
    dueDay: addWorkingDaysFrom(actor.now, confirmDays, workdays),
    dueZone: workdays.zone,
    promiseKept: kept,
    clearedBy: actor.memberId,
    clearedAt: actor.now,
    clearedHow: how,
  }
  return { set, data: { how, clearedBy: actor.memberId, promiseDay, kept } }
}

/** Offers to clear it; who is asked may then hand it on. 409 when offered already. */
export async function offerHelp(
  tx: Tx,
  actor: Actor,
  id: string,
  words: string | null | undefined,
): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'offerHelp')
  if (row.offers.some((by) => by === actor.memberId)) throw wrongState('You offered your help already.')
  return move(tx, actor, row, {
    kind: 'offered',
    set: {},
    words: words ?? null,
    data: { by: actor.memberId },
  })
}
