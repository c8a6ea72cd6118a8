import { addDays, type Day, dayOf, dueInstant, startOfDay } from '../calendar.ts'
import { checkCycleOpen } from '../cycles/cycles.ts'
import { rows, type Tx } from '../database/transaction.ts'
import { badField, forbidden, refuse, wrongState } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { schedule, unschedule } from '../jobs/due.ts'
import { findKeyResult } from '../key-results/key-results.ts'
import { homeTeam } from '../objectives/place.ts'
import { RoundEntity, type RoundKind, type RoundRow } from './entity.ts'
import { fewestVoices, mayLead, tooFewToHide } from './policy.ts'
import type { AskAgainInput, NewRoundInput, RoundDto } from './schema.ts'
import { findRound, showRound } from './show.ts'
import { tell } from './tell.ts'

/** How far ahead a closing day may lie, in days. */
const furthest = 100

/**
 * Opens a round: the team is asked, until a day or for some minutes. 403 unless the actor leads the team, 409 while
 * another round of the team is open or when there is nobody to ask.
 */
export async function openRound(tx: Tx, actor: Actor, input: NewRoundInput): Promise<RoundDto> {
  const { teamId, cycleId, teamsBelow = false, closesDay, minutes, ...said } = input
  const home = await homeTeam(tx, actor, teamId)
  checkLeads(actor, home)
  await checkCycleOpen(tx, actor, cycleId)
  if ((closesDay === undefined) === (minutes === undefined)) {
    throw badField('/closesDay', 'one', 'Say the closing day, or how many minutes.')
  }
  const ends = minutes ? inMinutes(actor, minutes) : untilDay(actor, closesDay!)
  const asked = await whomToAsk(tx, actor, teamId, teamsBelow && home.audience === 'workspace')
  const kind = minutes ? 'ten_minutes' : 'round'
  return open(tx, actor, { ...home, cycleId, ...said, ...ends, asked, kind, keyResultId: null })
}

/**
 * A small round on one key result that people find no use in: why do we count this, and what would help? Asks the
 * people of its team. 404 when the key result is not there for the actor, 403 unless they lead its team.
 */
export async function askAgain(tx: Tx, actor: Actor, input: AskAgainInput): Promise<RoundDto> {
  checkLeads(actor, await findKeyResult(tx, actor, input.keyResultId))
  return askPeopleAgain(tx, actor, input)
}

/** The same for whoever has the right to ask by something else: a challenge of the number that they answer. */
export async function askPeopleAgain(tx: Tx, actor: Actor, input: AskAgainInput): Promise<RoundDto> {
  const { keyResultId, closesDay, ...said } = input
  const { teamId, audience, cycleId } = await findKeyResult(tx, actor, keyResultId)
  await checkCycleOpen(tx, actor, cycleId)
  const asked = await whomToAsk(tx, actor, teamId, false)
  const place = { teamId, audience, cycleId, keyResultId, kind: 'again' as const }
  return open(tx, actor, { ...place, ...said, ...untilDay(actor, closesDay), asked })
}

type Opening = Pick<RoundRow, 'teamId' | 'audience' | 'cycleId' | 'keyResultId' | 'asked' | 'question'> &
  Pick<RoundRow, 'closesDay' | 'closesZone' | 'closesAt'> & {
    kind: RoundKind
    vision?: string | null
    anonymous?: boolean
  }

async function open(tx: Tx, actor: Actor, opening: Opening): Promise<RoundDto> {
  const { asked, kind, question, vision, anonymous = false } = opening
  if (asked.length === 0) {
    throw refuse(409, 'nobody-to-ask', 'There is nobody in this team to ask but those who lead it.')
  }
  if (anonymous && asked.length < fewestVoices) {
    throw refuse(409, 'too-few-to-hide', `Nobody can hide among fewer than ${fewestVoices}. Ask by name.`)
  }
  await checkNoneOpen(tx, actor, opening)
  const row = {
    ...opening,
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    question: question.trim(),
    vision: vision?.trim() || null,
    anonymous,
    state: 'open' as const,
    openedBy: actor.memberId!,
    openedAt: actor.now,
  }
  await tx.insert(RoundEntity, row)
  await plan(tx, actor, row)
  const { closesDay, teamId } = row
  await tell(tx, actor, row, 'opened', { teamId, kind, anonymous, closesDay, asked: asked.length })
  return showRound(tx, actor, row.id)
}

/**
 * One round of a team at a time, and one small round of a key result. The team's row is locked: of two leaders who open
 * a round at once one is told of the other's.
 */
async function checkNoneOpen(tx: Tx, actor: Actor, { teamId, cycleId, keyResultId }: Opening): Promise<void> {
  const lock = 'SELECT id FROM teams WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE'
  await rows(tx, lock, [actor.workspaceId, teamId])
  const [other] = await rows<{ id: string }>(
    tx,
    `SELECT id FROM planning_rounds WHERE workspace_id = $1 AND team_id = $2 AND cycle_id = $3 AND state = 'open'
      AND key_result_id IS NOT DISTINCT FROM $4::uuid`,
    [actor.workspaceId, teamId, cycleId, keyResultId],
  )
  if (!other) return
  const what = keyResultId
    ? 'The people of this key result are being asked.'
    : 'A round of this team is open already.'
  throw wrongState(what, await showRound(tx, actor, other.id))
}

/** Gives people more time; a round that closed with too few voices to hide among is open again. */
export async function extendRound(tx: Tx, actor: Actor, id: string, closesDay: Day): Promise<RoundDto> {
  const round = await leading(tx, actor, id)
  if (round.state !== 'open' && !round.withheld) throw await over(tx, actor, round, 'is not open')
  const ends = untilDay(actor, closesDay, round.closesZone)
  if (ends.closesAt <= round.closesAt) {
    throw badField('/closesDay', 'earlier', 'Say a later day than the one it closes on now.')
  }
  await rows(
    tx,
    `UPDATE planning_rounds SET state = 'open', withheld = false, closed_at = NULL, closed_by = NULL, closes_day = $3,
      closes_at = $4, version = version + 1 WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, id, ends.closesDay, ends.closesAt],
  )
  await plan(tx, actor, { ...round, ...ends })
  await tell(tx, actor, round, 'extended', { closesDay: ends.closesDay })
  return showRound(tx, actor, id)
}

/** Closes a round by hand. 409 before anybody has spoken: the closing day does not wait, but a leader does. */
export async function closeRound(tx: Tx, actor: Actor, id: string): Promise<RoundDto> {
  const round = await leading(tx, actor, id)
  if (round.state !== 'open') throw await over(tx, actor, round, `is ${round.state}`)
  if (round.voices === 0) throw refuse(409, 'nobody-spoke', 'Nobody has spoken yet. Give them the time.')
  if (tooFewToHide(round)) {
    const few = `Fewer than ${fewestVoices} have spoken, so their authors could be guessed. Give people more time.`
    throw refuse(409, 'too-few-to-hide', few)
  }
  await end(tx, actor, round)
  return showRound(tx, actor, id)
}

/** Ends a round that is open, by hand or as its day is over; what was sealed can be read from now on. */
export async function end(tx: Tx, actor: Actor, round: RoundRow): Promise<void> {
  const withheld = round.voices > 0 && tooFewToHide(round)
  await rows(
    tx,
    `UPDATE planning_rounds SET state = 'closed', withheld = $3, closed_at = $4, closed_by = $5
      WHERE workspace_id = $1 AND id = $2`,
    [actor.workspaceId, round.id, withheld, actor.now, actor.memberId],
  )
  for (const kind of ['round-close', 'round-reminder']) {
    await unschedule(tx, actor, { kind, subjectId: round.id })
  }
  await tell(tx, actor, round, 'closed', { voices: round.voices, asked: round.asked.length, withheld })
}

/** The round, locked, for whoever leads it: 404, 403. */
export async function leading(tx: Tx, actor: Actor, id: string) {
  const round = await findRound(tx, actor, id, { lock: true })
  checkLeads(actor, round)
  return round
}

/** 409 with the round as it is now. */
export async function over(tx: Tx, actor: Actor, { id }: RoundRow, how: string): Promise<Error> {
  return wrongState(`This round ${how}.`, await showRound(tx, actor, id))
}

function checkLeads(actor: Actor, team: Pick<RoundRow, 'teamId'>): void {
  if (!mayLead(actor, team)) throw forbidden('A team is asked by those who lead it, and by admins.')
}

function inMinutes({ now, zone }: Actor, minutes: number) {
  const closesAt = new Date(now.getTime() + minutes * 60_000)
  return { closesAt, closesDay: dayOf(closesAt, zone), closesZone: zone }
}

function untilDay({ now, zone: own }: Actor, closesDay: Day, zone = own) {
  const today = dayOf(now, zone)
  if (closesDay < today)
    throw badField('/closesDay', 'past', 'This day is over. Say one that is still to come.')
  if (closesDay > addDays(today, furthest)) {
    throw badField('/closesDay', 'far', `Say a day within ${furthest} days.`)
  }
  return { closesDay, closesZone: zone, closesAt: startOfDay(addDays(closesDay, 1), zone) }
}

/** The due jobs of an open round: its end, and in the morning of its last day a word to who is silent. */
async function plan(tx: Tx, actor: Actor, round: Omit<Opening, 'question'> & { id: string }): Promise<void> {
  await schedule(tx, actor, { kind: 'round-close', subjectId: round.id, runAt: round.closesAt })
  const reminder = dueInstant(round.closesDay, '09:00', round.closesZone)
  if (round.kind === 'ten_minutes' || reminder <= actor.now) return
  await schedule(tx, actor, { kind: 'round-reminder', subjectId: round.id, runAt: reminder })
}

/** The people of a team, of those below too if so asked, but for guests and those who lead the team. */
async function whomToAsk(tx: Tx, actor: Actor, teamId: string, below: boolean): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `WITH RECURSIVE asked AS (
        SELECT id, id AS top FROM teams WHERE workspace_id = $1 AND id = $2
        UNION ALL
        SELECT t.id, a.top FROM teams t JOIN asked a ON t.parent_id = a.id
          WHERE t.workspace_id = $1 AND $3::boolean AND t.closed_at IS NULL)
      SELECT DISTINCT m.id FROM asked a
        JOIN team_members x ON x.workspace_id = $1 AND x.team_id = a.id
        JOIN members m ON m.workspace_id = $1 AND m.id = x.member_id
      WHERE NOT m.guest AND m.merged_into IS NULL AND m.state IN ('invited', 'active')
        AND NOT EXISTS (SELECT FROM team_members l WHERE l.workspace_id = $1 AND l.team_id = $2
          AND l.member_id = m.id AND l.role = 'leader')
      ORDER BY m.id`,
    [actor.workspaceId, teamId, below],
  )
  return found.map(({ id }) => id)
}
