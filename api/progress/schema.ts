import Type from 'typebox'
import { closed, Id, Instant, oneOf, orNull, ref } from '../http/schema.ts'
import { because } from './because.ts'
import type { Reason as ReasonPart } from './reasons.ts'
import type { Health } from './types.ts'

export const healths = ['not_started', 'on_track', 'at_risk', 'behind', 'unknown'] as const

export const Reason = Type.Unsafe<ReasonPart>(
  closed(
    { code: Type.String(), params: Type.Object({}, { additionalProperties: true }) },
    {
      $id: 'Reason',
      description: 'One part of why a figure is what it is; code is stable, for translation.',
    },
  ),
)

export const Figure = closed(
  {
    value: orNull(Type.Number({ description: 'Percent, not cut off at 0 or 100; null while unknown.' })),
    because: Type.String({ description: 'The reason in plain English.' }),
    reason: Type.Array(ref(Reason)),
  },
  { $id: 'Figure', description: 'A figure that explains itself.' },
)

export const Standing = closed(
  {
    health: oneOf(healths),
    because: Type.String({ description: 'The reason in plain English.' }),
    reason: Type.Array(ref(Reason)),
    override: orNull(
      closed({ health: oneOf(healths), why: orNull(Type.String()), by: orNull(Id), at: orNull(Instant) }),
    ),
  },
  { $id: 'Standing', description: 'How an item stands and why; an override ends at the next check-in.' },
)

/** A percent with its reason, ready for a reply. */
export function toFigure(value: number | null, reason: ReasonPart[]) {
  return { value, because: because(reason), reason }
}

/** The columns in which an item keeps how it stands. */
export interface StandingColumns {
  health: Health
  healthReason: ReasonPart[]
  overrideHealth: Health | null
  overrideWhy: string | null
  overrideBy: string | null
  /** Text where it came as JSON. */
  overrideAt: Date | string | null
}

/** How an item stands, ready for a reply. */
export function toStanding(row: StandingColumns) {
  const { overrideHealth, overrideWhy, overrideBy, overrideAt } = row
  const override = overrideHealth && {
    health: overrideHealth,
    why: overrideWhy,
    by: overrideBy,
    at: overrideAt && new Date(overrideAt).toISOString(),
  }
  return { health: row.health, because: because(row.healthReason), reason: row.healthReason, override }
}

export const progressSchemas = [Reason, Figure, Standing]
