import { addDays, dayOf, dueInstant } from '../calendar.ts'
import { heardFrom } from '../chat/conversations.ts'
import { ConversationEntity, type ConversationRow, reasons } from '../chat/entity.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import { badField } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { stale } from '../http/versions.ts'
import { schedule } from '../jobs/due.ts'
import { mondayOf, nextMorning, nextWeekly, outOfQuiet, type Rest } from './due.ts'
import { NotificationSettingsEntity, type NotificationSettingsRow } from './entity.ts'
import type { NotificationSettingsDto, NotificationSettingsInput } from './schema.ts'

type Place = Pick<Actor, 'workspaceId' | 'now'>

/** How it is for whoever has said nothing. */
export const usual = {
  weekday: 4,
  time: '09:00',
  quietFrom: '18:00',
  quietTo: '08:00',
  snoozedUntil: null,
  paused: false,
  muted: [],
  version: 1,
  revision: 1,
}

/** When a member wants to hear from us. */
export async function settingsOf(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  memberId: string,
): Promise<NotificationSettingsRow> {
  const found = await tx.findOneBy(NotificationSettingsEntity, { workspaceId, memberId })
  return found ?? { workspaceId, memberId, ...usual }
}

/** One's own settings as they are shown. */
export async function readSettings(tx: Tx, actor: Actor): Promise<NotificationSettingsDto> {
  return toSettings(await settingsOf(tx, actor, actor.memberId!))
}

function toSettings({ workspaceId: _, memberId: __, snoozedUntil, ...row }: NotificationSettingsRow) {
  return { ...row, snoozedUntil: snoozedUntil?.toISOString() ?? null }
}

/** Changes one's own settings; the next check-in is asked for as they say. 412 when somebody was faster. */
export async function changeSettings(
  tx: Tx,
  actor: Actor,
  change: NotificationSettingsInput,
  expected: number | null,
): Promise<NotificationSettingsDto> {
  const memberId = actor.memberId!
  const before = await settingsOf(tx, actor, memberId)
  if (expected !== null && expected !== before.version) throw stale(toSettings(before), actor)
  const { snoozedUntil, ...said } = change
  if (snoozedUntil && new Date(snoozedUntil).getTime() > actor.now.getTime() + 90 * 86_400_000) {
    throw badField('/snoozedUntil', 'far', 'Sleep for ninety days at most; pause for longer.')
  }
  const snooze = snoozedUntil === undefined ? {} : { snoozedUntil: snoozedUntil && new Date(snoozedUntil) }
  const after = { ...before, ...said, ...snooze } as NotificationSettingsRow
  await keep(tx, after)
  await plan(tx, actor, memberId)
  return readSettings(tx, actor)
}

/** What was never kept reads as version 1, so the first that is kept is the second. */
async function keep(tx: Tx, row: NotificationSettingsRow): Promise<void> {
  await rows(
    tx,
    `INSERT INTO notification_settings AS n (workspace_id, member_id, weekday, time, quiet_from, quiet_to, snoozed_until,
        paused, muted, version, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 2, 2)
      ON CONFLICT (workspace_id, member_id) DO UPDATE SET weekday = excluded.weekday, time = excluded.time,
        quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, snoozed_until = excluded.snoozed_until,
        paused = excluded.paused, muted = excluded.muted, version = n.version + 1, revision = n.revision + 1`,
    [
      ...[row.workspaceId, row.memberId, row.weekday, row.time, row.quietFrom, row.quietTo],
      ...[row.snoozedUntil, row.paused, row.muted],
    ],
  )
}

/** Nothing of what the product starts until tomorrow morning. */
export async function snoozeUntilTomorrow(tx: Tx, actor: Actor): Promise<void> {
  const row = await settingsOf(tx, actor, actor.memberId!)
  const tomorrow = addDays(dayOf(actor.now, actor.zone), 1)
  const snoozedUntil = dueInstant(tomorrow, row.time, actor.zone)
  await keep(tx, { ...row, snoozedUntil })
  await schedule(tx, actor, { kind: 'ask-check-in', subjectId: actor.memberId!, runAt: snoozedUntil })
}

/** Nothing of what the product starts, until it is said again. */
export async function pause(tx: Tx, actor: Actor, paused: boolean): Promise<void> {
  await keep(tx, { ...(await settingsOf(tx, actor, actor.memberId!)), paused })
}

/** Where a member lives and works, and when they rest. */
export async function restOf(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  { memberId, quietFrom, quietTo }: Pick<NotificationSettingsRow, 'memberId' | 'quietFrom' | 'quietTo'>,
): Promise<Rest> {
  const found = await first<Omit<Rest, 'calendar'> & Rest['calendar']>(
    tx,
    `SELECT coalesce(m.zone, s.zone) AS zone, s.working_weekdays AS "workingWeekdays",
        array(SELECT d.day::text FROM days_off d WHERE d.workspace_id = $1 ORDER BY 1) AS "daysOff",
        coalesce((SELECT jsonb_agg(jsonb_build_object('from', a.from_day, 'to', a.to_day)) FROM absences a
          WHERE a.workspace_id = $1 AND a.member_id = $2), '[]') AS absences
      FROM members m JOIN workspace_settings s ON s.workspace_id = m.workspace_id
      WHERE m.workspace_id = $1 AND m.id = $2`,
    [workspaceId, memberId],
  )
  const { zone, absences, workingWeekdays, daysOff } = found!
  return { zone, absences, quietFrom, quietTo, calendar: { workingWeekdays, daysOff } }
}

/** Says when a member is next asked for check-ins and, whoever leads, told what to clear. */
export async function plan(tx: Tx, place: Place, memberId: string): Promise<void> {
  const settings = await settingsOf(tx, place, memberId)
  const rest = await restOf(tx, place, settings)
  const { weekday, time } = settings
  const asked = nextWeekly(place.now, rest.zone, weekday, time)
  await schedule(tx, place, { kind: 'ask-check-in', subjectId: memberId, runAt: asked })
  const morning = nextMorning(place.now, rest)
  await schedule(tx, place, { kind: 'morning', subjectId: memberId, runAt: morning })
}

/**
 * Where a message for a member goes: to their chat with the bot; to their mail where the bot cannot reach them and
 * an address is known; undefined where neither is.
 */
export async function reach(tx: Tx, actor: Place, memberId: string): Promise<ConversationRow | undefined> {
  const { workspaceId } = actor
  const found = await tx.findBy(ConversationEntity, { workspaceId, memberId })
  const personal = found.find(({ kind }) => kind === 'personal')
  if (personal && !personal.unreachableAt) return personal
  const mail = found.find(({ kind }) => kind === 'mail')
  if (mail) return mail.unreachableAt ? undefined : mail
  const address = await first(
    tx,
    `SELECT FROM member_identities WHERE workspace_id = $1 AND member_id = $2 AND kind = 'email'`,
    [workspaceId, memberId],
  )
  if (!address) return undefined
  const where = { objectId: null, conversation: `mail:${memberId}`, serviceUrl: 'mailto:' }
  const id = await heardFrom(tx, actor as Actor, { kind: 'mail', memberId, ...where })
  return (await tx.findOneBy(ConversationEntity, { workspaceId, id })) ?? undefined
}

/** Where a message goes whose chat cannot be reached, and the first instant from then on at which it disturbs nobody. */
export async function reachedOtherwise(
  tx: Tx,
  place: Place,
  memberId: string,
  at: Date,
): Promise<{ conversationId: string | undefined; at: Date }> {
  const found = await reach(tx, place, memberId)
  const rest = await restOf(tx, place, await settingsOf(tx, place, memberId))
  return { conversationId: found?.id, at: outOfQuiet(at, rest) }
}

/** How many messages for one reason a member was sent, or is about to be, since the beginning of a day. */
export async function sentSince(
  tx: Tx,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  { memberId, reason, since }: { memberId: string; reason: 'asked' | 'started'; since: Date },
): Promise<number> {
  // What was not there to be said any more (204) disturbed nobody; what nobody knows of may have.
  const found = await first<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM chat_sends s JOIN chat_cards c ON c.workspace_id = s.workspace_id AND c.id = s.card_id
      WHERE s.workspace_id = $1 AND c.member_id = $2 AND s.reason = $3 AND NOT s.edits AND s.status IS DISTINCT FROM 204
        AND coalesce(s.started_at, s.run_at) >= $4`,
    [workspaceId, memberId, reasons[reason], since],
  )
  return found!.count
}

/** Since when the messages of this week, or of today, count. */
export function beginningOf(span: 'week' | 'day', now: Date, zone: string): Date {
  const day = dayOf(now, zone)
  return dueInstant(span === 'week' ? mondayOf(day) : day, '00:00', zone)
}
