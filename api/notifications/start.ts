import { addWorkingDays, dayOf, dueInstant } from '../calendar.ts'
import { newCard, queue } from '../chat/cards.ts'
import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { schedule } from '../jobs/due.ts'
import { actorFor } from '../members/find-actor.ts'
import { mostStarted, outOfQuiet, type Rest, timeOf } from './due.ts'
import type { NotificationSettingsRow } from './entity.ts'
import { beginningOf, reach, restOf, sentSince, settingsOf } from './notifications.ts'

export interface Person {
  /** The member as an actor. */
  self: Actor
  settings: NotificationSettingsRow
  rest: Rest
}

/** The member a job is about; undefined for one who has left. */
export async function personOf(tx: Tx, actor: Actor, memberId: string): Promise<Person | undefined> {
  const { workspaceId, now, traceId } = actor
  const here = await rows(
    tx,
    `SELECT FROM members WHERE workspace_id = $1 AND id = $2 AND state = 'active'`,
    [workspaceId, memberId],
  )
  if (here.length === 0) return undefined
  const self = await actorFor(tx, { workspaceId, surface: 'chat', now, traceId }, memberId)
  const settings = await settingsOf(tx, actor, memberId)
  return { self, settings, rest: await restOf(tx, actor, settings) }
}

/** Whether the product may start a message now; if only later, when. */
export function mayStartAt({ settings, rest, self }: Person): Date | 'now' | 'never' {
  if (settings.paused) return 'never'
  if (settings.snoozedUntil && settings.snoozedUntil > self.now) return settings.snoozedUntil
  const at = outOfQuiet(self.now, rest)
  return at > self.now ? at : 'now'
}

/** Noise: what the product starts is two messages a week at most. */
export async function hasRoom(tx: Tx, { self, rest }: Person): Promise<boolean> {
  const since = beginningOf('week', self.now, rest.zone)
  const memberId = self.memberId!
  return (await sentSince(tx, self, { memberId, reason: 'started', since })) < mostStarted
}

/** Puts a card of this kind before a member as a message that the product starts. */
export async function start(
  tx: Tx,
  { self, rest }: Person,
  card: { kind: string; days: number; data?: Record<string, unknown> },
): Promise<void> {
  const place = await reach(tx, self, self.memberId!)
  if (!place) return
  const made = await newCard(tx, self, { ...card, conversationId: place.id, memberId: self.memberId! })
  await queue(tx, self, made, { reason: 'started' })
  if (card.kind !== 'check-in') return
  const day = addWorkingDays(dayOf(self.now, rest.zone), 1, rest.calendar, rest.absences)
  const runAt = dueInstant(day, timeOf(self.now, rest.zone), rest.zone)
  await schedule(tx, self, { kind: 'remind', subjectId: self.memberId!, runAt })
}
