import Type from 'typebox'
import { closed, Id, Instant, oneOf, orNull } from '../http/schema.ts'
import { lackings } from './waiver.ts'

export const Waiver = closed(
  {
    reason: Type.String(),
    missing: Type.Array(oneOf(lackings)),
    by: orNull(Id),
    at: Instant,
  },
  { $id: 'Waiver', description: 'Why it was published without what publishing asks for.' },
)

export const Scoring = closed(
  {
    suggested: orNull(Type.Number()),
    score: orNull(Type.Number()),
    reason: orNull(Type.String({ description: 'Why it is another score than the facts suggest.' })),
    at: Instant,
  },
  { $id: 'Scoring', description: 'How a score came about.' },
)
