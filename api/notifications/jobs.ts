import { readMyWeek } from '../boards/my-week.ts'
import { addDays, dayOf, dueInstant } from '../calendar.ts'
import { latestCard, queue } from '../chat/cards.ts'
import type { CardRow, SendRow } from '../chat/entity.ts'
import { reasons } from '../chat/entity.ts'
import { remindedOf } from '../check-ins/reminders.ts'
import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import type { Job } from '../jobs/due.ts'
import { listBreakDowns } from '../ladder/break-downs.ts'
import { mondayOf, nextMorning, nextWeekly } from './due.ts'
import { beginningOf, plan } from './notifications.ts'
import { hasRoom, mayStartAt, personOf, start } from './start.ts'

/** Asks a member, once a week and in their own time, for all that is due; returns when it is asked again. */
export const askForCheckIns: Job = async (tx, actor, memberId) => {
  const person = await personOf(tx, actor, memberId)
  if (!person) return null
  const { self, settings, rest } = person
  const next = nextWeekly(actor.now, rest.zone, settings.weekday, settings.time)
  const when = mayStartAt(person)
  // Who is away all the time until the next turn skips this one; it reads *skipped*, not red.
  if (when instanceof Date) return when < next ? when : next
  if (when === 'never' || settings.muted.includes('check_in')) return next
  const { checkIns } = await readMyWeek(tx, self)
  if (checkIns.length > 0 && (await hasRoom(tx, person)))
    await start(tx, person, { kind: 'check-in', days: 14 })
  return next
}

/** Reminds once, a working day later, by an edit of the same message; not whoever has checked in since. */
export const remind: Job = async (tx, actor, memberId) => {
  const person = await personOf(tx, actor, memberId)
  if (!person || mayStartAt(person) !== 'now') return null
  const since = new Date(actor.now.getTime() - 7 * 86_400_000)
  const card = await latestCard(tx, actor, { memberId, kind: 'check-in', since })
  if (!card?.activity || card.data.state === 'receipt') return null
  const { checkIns } = await readMyWeek(tx, person.self)
  if (checkIns.length === 0) return null
  const data = { ...card.data, note: 'reminder', reminders: Number(card.data.reminders ?? 0) + 1 }
  await rows(tx, 'UPDATE chat_cards SET data = $3 WHERE workspace_id = $1 AND id = $2', [
    card.workspaceId,
    card.id,
    data,
  ])
  await queue(tx, actor, card, { reason: 'silent', edits: true })
  return null
}

/**
 * A leader's morning: on the first working morning of a week one message with what to clear and to celebrate, on the
 * others an edit of it that nobody hears.
 */
export const tellMorning: Job = async (tx, actor, memberId) => {
  const person = await personOf(tx, actor, memberId)
  if (!person) return null
  const { self, settings, rest } = person
  if (self.leads.length === 0) return null
  const next = nextMorning(actor.now, rest)
  if (mayStartAt(person) !== 'now' || settings.muted.includes('morning')) return next
  const since = beginningOf('week', actor.now, rest.zone)
  const card = await latestCard(tx, actor, { memberId, kind: 'morning', since })
  if (card?.activity) await queue(tx, actor, card, { reason: 'silent', edits: true })
  if (card) return next
  const { line } = await readMyWeek(tx, self)
  const { data: breakDowns } = await listBreakDowns(tx, self)
  const wins = settings.muted.includes('win') ? 0 : line.celebrate
  if (line.asked + wins + breakDowns.length > 0 && (await hasRoom(tx, person))) {
    await start(tx, person, { kind: 'morning', days: 14, data: { weekly: true } })
  }
  return next
}

/**
 * Half way through a cycle: one card for what is kept, changed or stopped. It counts as one of the two messages a week
 * that the product starts; where there is no room it waits for the next week.
 */
export const tellHalfTime: Job = async (tx, actor, memberId) => {
  const person = await personOf(tx, actor, memberId)
  if (!person) return null
  const { rest, settings } = person
  const when = mayStartAt(person)
  if (when instanceof Date) return when
  if (when === 'never' || settings.muted.includes('half_time')) return null
  if (!(await hasRoom(tx, person))) {
    const monday = addDays(mondayOf(dayOf(actor.now, rest.zone)), 7)
    return nextMorning(dueInstant(monday, '00:00', rest.zone), rest)
  }
  await start(tx, person, { kind: 'half-time', days: 30 })
  return null
}

/** At the day turn: whoever is a member, or leads, or may stand in for who leads, by now is asked and told from now on. */
export async function planMessages(tx: Tx, actor: Actor): Promise<void> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT m.id FROM members m WHERE m.workspace_id = $1 AND m.state = 'active' AND NOT m.guest AND m.merged_into IS NULL
      AND (NOT EXISTS (SELECT FROM due d WHERE d.workspace_id = $1 AND d.kind = 'ask-check-in' AND d.subject_id = m.id)
        OR EXISTS (SELECT FROM team_members t WHERE t.workspace_id = $1 AND t.role = 'leader'
            AND m.id IN (t.member_id, t.stand_in_id))
          AND NOT EXISTS (SELECT FROM due d WHERE d.workspace_id = $1 AND d.kind = 'morning' AND d.subject_id = m.id))
      ORDER BY m.id`,
    [actor.workspaceId],
  )
  for (const { id } of found) await plan(tx, actor, id)
}

/** An ask that has reached somebody counts as one for each of its check-ins. */
export async function deliveredCard(
  tx: Tx,
  place: Pick<Actor, 'workspaceId' | 'now'>,
  card: CardRow,
  send: SendRow,
): Promise<void> {
  if (card.kind !== 'check-in' || !card.memberId || card.data.state === 'receipt') return
  const reminds = send.reason === reasons.started || (send.edits && card.data.note === 'reminder')
  const items = (card.data.items ?? []) as { id: string }[]
  if (reminds && items.length > 0) {
    await remindedOf(
      tx,
      place,
      card.memberId,
      items.map(({ id }) => id),
    )
  }
}

/** The mailbox of a member, by which nobody signs in. */
export async function mailAddressOf(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  memberId: string,
): Promise<string | undefined> {
  const found = await rows<{ value: string }>(
    tx,
    `SELECT value FROM member_identities WHERE workspace_id = $1 AND member_id = $2 AND kind = 'email' ORDER BY id LIMIT 1`,
    [workspaceId, memberId],
  )
  return found[0]?.value
}
