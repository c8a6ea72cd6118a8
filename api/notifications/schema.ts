import Type, { type Static } from 'typebox'
import { unreachableWhys } from '../chat/entity.ts'
import { closed, Id, Instant, oneOf, orNull, pageOf, Revision, Version } from '../http/schema.ts'
import { muteable } from './entity.ts'

const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM on your own clock.' })
const Weekday = Type.Integer({ minimum: 1, maximum: 7, description: 'Monday 1 to Sunday 7.' })
const Muted = Type.Array(oneOf(muteable), { maxItems: muteable.length, uniqueItems: true })

export const NotificationSettings = closed(
  {
    weekday: Weekday,
    time: Time,
    quietFrom: Time,
    quietTo: Time,
    snoozedUntil: orNull(Instant),
    paused: Type.Boolean({ description: 'The product starts nothing until you say so again.' }),
    muted: Muted,
    version: Version,
    revision: Revision,
  },
  {
    $id: 'NotificationSettings',
    description: 'When you want to be asked and told, and what not to hear of.',
  },
)

export const NotificationSettingsChange = closed(
  {
    weekday: Type.Optional(Weekday),
    time: Type.Optional(Time),
    quietFrom: Type.Optional(Time),
    quietTo: Type.Optional(Time),
    snoozedUntil: Type.Optional(orNull(Instant)),
    paused: Type.Optional(Type.Boolean()),
    muted: Type.Optional(Muted),
  },
  { $id: 'NotificationSettingsChange', description: 'What is left out stays.' },
)

export const Reachability = closed(
  {
    id: Id,
    name: Type.String(),
    by: orNull(oneOf(['chat', 'mail'], { description: 'How a message gets there; null: not at all.' })),
    deliveredAt: orNull(Instant),
    seenAt: orNull(Type.String({ format: 'date-time', description: 'When the bot last heard from them.' })),
    why: orNull(
      oneOf(['never_met', ...unreachableWhys], {
        description: 'Why the bot cannot reach them in chat; null while it can.',
      }),
    ),
    uncertain: Type.Integer({ description: 'Messages of the last thirty days that may not have arrived.' }),
  },
  { $id: 'Reachability', description: 'Whether messages reach a member, and why not.' },
)

export const ReachabilityPage = pageOf(Reachability)

export type NotificationSettingsDto = Static<typeof NotificationSettings>
export type NotificationSettingsInput = Static<typeof NotificationSettingsChange>
export type ReachabilityDto = Static<typeof Reachability>
export const notificationSchemas = [
  NotificationSettings,
  NotificationSettingsChange,
  Reachability,
  ReachabilityPage,
]
