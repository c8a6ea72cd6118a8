import Type, { type Static } from 'typebox'
import { closed, Decimal, Id, oneOf, orNull, prose } from '../http/schema.ts'
import { choices } from './midway-entity.ts'

export const MidwayAnswer = closed(
  {
    choice: oneOf(choices),
    words: Type.Optional(prose(1000, { description: 'Needed for change and stop.' })),
    target: Type.Optional(Decimal),
  },
  {
    $id: 'MidwayAnswer',
    description: 'Half way: keep, change or stop. A new target is remembered with the words.',
  },
)

export const Midway = closed(
  { keyResultId: Id, cycleId: Id, choice: orNull(oneOf(choices)), words: orNull(Type.String()) },
  { $id: 'Midway', description: 'What was answered half way; choice null: not yet.' },
)

export type MidwayAnswerInput = Static<typeof MidwayAnswer>
export type MidwayDto = Static<typeof Midway>
