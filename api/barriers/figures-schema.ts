import Type, { type Static } from 'typebox'
import { closed, Id, orNull, ref } from '../http/schema.ts'

const days = Type.Integer({ description: 'How many days back barriers were raised that count.' })
const count = Type.Integer({ minimum: 0 })

export const Promises = closed(
  { teamId: Id, days, kept: count, missed: count, open: count },
  { $id: 'Promises', description: 'What became of the dates that were promised to a team.' },
)

export const MyFigures = closed(
  {
    days,
    asked: count,
    daysToAnswer: orNull(Type.Number({ description: 'Median working days to a first answer.' })),
    daysToUnblocked: orNull(Type.Number({ description: 'Median working days until you cleared it.' })),
    confirmedFirst: orNull(Type.Number({ description: 'Share (0–1) confirmed at the first try.' })),
  },
  { $id: 'MyFigures', description: 'How you answer what you are asked; nobody else can read it.' },
)

const pace = orNull(Type.Number({ description: 'Percent points a week; null where nothing tells.' }))

export const MovementAround = closed(
  { keyResultId: Id, title: Type.String(), before: pace, during: pace, after: pace },
  { $id: 'MovementAround', description: 'How fast a blocked key result moved around a barrier.' },
)

export const BarrierMovement = closed(
  { data: Type.Array(ref(MovementAround)) },
  { $id: 'BarrierMovement', description: 'Four weeks before, while it stood in the way, up to four after.' },
)

export type PromisesDto = Static<typeof Promises>
export type MyFiguresDto = Static<typeof MyFigures>
export type BarrierMovementDto = Static<typeof BarrierMovement>
export const figureSchemas = [Promises, MyFigures, MovementAround, BarrierMovement]
