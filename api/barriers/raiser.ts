import { first, type Tx } from '../database/transaction.ts'
import { forbidden, refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { type Credit, foundWin, unfindWin } from '../wins/wins.ts'
import { whomToAskAbove } from './asking.ts'
import { answerDue, loadWorkdays } from './clock.ts'
import type { Standing } from './entity.ts'
import { conflict, findBarrier, findFor, move } from './move.ts'
import type { BarrierDto } from './schema.ts'
import { mayUndo, type ReadBarrier, undoWindow } from './to-barrier.ts'
import { TurnEntity } from './turn.ts'

// The moves of whoever raised it. Each is 404 out of sight, 403 for others, 409 `wrong-state` where it is too late.

/** Answers what was asked back: the clock is with the asked again, under the promise they gave or with a new one to give. */
export async function answerBack(tx: Tx, actor: Actor, id: string, text: string): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'answer')
  const set: Partial<Standing> = row.promiseDay
    ? { state: 'taken', clock: 'asked', dueDay: row.promiseDay, dueZone: row.promiseZone }
    : { state: 'open', clock: 'asked', ...(await newAnswer(tx, actor, row, row.askedOf!)) }
  return move(tx, actor, row, { kind: 'answered', set, words: text })
}

async function newAnswer(tx: Tx, actor: Actor, { severity }: ReadBarrier, askedOf: string) {
  const asked = await first<{ zone: string | null }>(
    tx,
    'SELECT zone FROM members WHERE workspace_id = $1 AND id = $2',
    [actor.workspaceId, askedOf],
  )
  const workdays = await loadWorkdays(tx, actor)
  return answerDue(actor.now, asked?.zone ?? workdays.zone, severity, workdays)
}

/** Confirms "really unblocked", which is a win to the credit of whoever raised it and whoever cleared it. */
export async function confirmBarrier(tx: Tx, actor: Actor, id: string): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'confirm')
  await winOf(tx, actor, row)
  return move(tx, actor, row, {
    kind: 'confirmed',
    set: { state: 'confirmed', clock: null, dueDay: null, confirmedAt: actor.now, unconfirmed: false },
    data: { clearedBy: row.clearedBy, how: row.clearedHow, teamId: row.teamId },
  })
}

/** What was for the leader only stays between those two. */
async function winOf(tx: Tx, actor: Actor, { id, audience, teamId, raisedBy, clearedBy }: ReadBarrier) {
  if (audience === 'leader_only') return
  const credits: Credit[] = [{ memberId: raisedBy, role: 'raised' }]
  if (clearedBy) credits.push({ memberId: clearedBy, role: 'cleared' })
  await foundWin(tx, actor, {
    foundBy: 'barrier_cleared',
    subject: { kind: 'barrier', id },
    teamId,
    audience,
    credits,
  })
}

/** "Still stuck": nobody's fault, it is open again with a new clock. After a *can't* it goes one level up. */
export async function reopenBarrier(
  tx: Tx,
  actor: Actor,
  id: string,
  words: string | null | undefined,
): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'reopen')
  const asked = row.state === 'refused' ? await above(tx, actor, row) : {}
  const due = await newAnswer(tx, actor, row, asked.askedOf ?? row.askedOf!)
  return move(tx, actor, row, {
    kind: 'reopened',
    set: {
      ...asked,
      ...due,
      state: 'open',
      clock: 'asked',
      promiseDay: null,
      promiseZone: null,
      promiseBy: null,
      promiseKept: null,
      clearedBy: null,
      clearedAt: null,
      clearedHow: null,
      unconfirmed: false,
      reopened: row.reopened + (row.state === 'cleared' ? 1 : 0),
    },
    words: words ?? null,
    data: { from: row.state, clearedBy: row.clearedBy },
  })
}

/** Who is asked one level above; nobody new when there is no level above. */
async function above(tx: Tx, actor: Actor, row: ReadBarrier): Promise<Partial<Standing>> {
  const choice = { teamId: row.askedTeamId ?? row.teamId, raisedBy: row.raisedBy, except: [row.askedOf!] }
  const asked = await whomToAskAbove(tx, actor, choice)
  if (!asked) return {}
  const { zone: _, ...who } = asked
  return { ...who, askedInsteadOf: row.askedOf, told: [...new Set([...row.told, who.askedOf])] }
}

/** Lets it go: it is no longer in the way, or never was. */
export async function withdrawBarrier(tx: Tx, actor: Actor, id: string): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'withdraw')
  return move(tx, actor, row, { kind: 'withdrawn', set: withdrawn })
}

export const withdrawn = { state: 'withdrawn', clock: null, dueDay: null } as const

/** Takes the last turn back, by whoever made it and within ten minutes: it stands again as it stood before. */
export async function undoTurn(tx: Tx, actor: Actor, id: string): Promise<BarrierDto> {
  const row = await findBarrier(tx, actor, id)
  if (!actor.memberId || row.lastBy !== actor.memberId) {
    throw forbidden('Only whoever made the last move takes it back.')
  }
  if (!mayUndo(actor, row)) throw await noUndo(tx, actor, row)
  const before = await tx.findOneBy(TurnEntity, {
    workspaceId: actor.workspaceId,
    barrierId: id,
    seq: row.lastTurn - 1,
  })
  if (row.lastKind === 'confirmed') await unfindWin(tx, actor, id)
  const set = before ? before.stands : { ...withdrawn, raisedAt: null, raisedDay: null }
  return move(tx, actor, row, { kind: 'undone', set, data: { undid: row.lastKind }, undoes: row.lastTurn })
}

async function noUndo(tx: Tx, actor: Actor, row: ReadBarrier): Promise<Error> {
  if (actor.now.getTime() - row.lastAt.getTime() > undoWindow) {
    return refuse(409, 'too-late', 'A move can be taken back for ten minutes.')
  }
  return conflict(tx, actor, row.id, 'There is nothing here to take back.')
}
