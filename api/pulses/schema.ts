import Type, { type Static } from 'typebox'
import { closed, Day, Id, oneOf, orNull, ref } from '../http/schema.ts'
import { Reference } from '../objectives/schema.ts'
import { moments, taps } from './entity.ts'

const mine = 'Yours; seen by you alone.'
const groupOnly =
  'Seen by the people of the team and whoever leads it, as the figure of a group of five at least.'

const three = {
  understand: oneOf(taps, { description: 'I understand why.' }),
  say: oneOf(taps, { description: 'I had a say.' }),
  believe: oneOf(taps, { description: 'I believe we can.' }),
}

export const NewPulseAnswer = closed(
  { ...three, comment: Type.Optional(orNull(Type.String({ maxLength: 500 }))) },
  { $id: 'NewPulseAnswer', description: 'Three taps. Nobody ever sees whose they are.' },
)

export const PulseAnswer = closed(
  { ...three, comment: orNull(Type.String()) },
  { $id: 'PulseAnswer', description: mine },
)

export const Pulse = closed(
  {
    id: Id,
    team: ref(Reference),
    moment: oneOf(moments),
    closesDay: Day,
    state: oneOf(['open', 'closed']),
    answer: orNull(ref(PulseAnswer)),
  },
  { $id: 'Pulse', description: 'Three taps after publishing and half way; never feeds a rung.' },
)
export const Pulses = closed({ data: Type.Array(ref(Pulse)) }, { $id: 'Pulses' })

export const PulseFigure = closed(
  {
    moment: oneOf(moments),
    state: oneOf(['open', 'closed']),
    closesDay: Day,
    group: orNull(
      closed(
        {
          team: ref(Reference),
          answers: Type.Integer({ minimum: 5 }),
          understand: Type.Number({ description: `Share who said yes, 0 to 1. ${groupOnly}` }),
          say: Type.Number({ description: groupOnly }),
          believe: Type.Number({ description: groupOnly }),
          comments: Type.Array(Type.String(), { description: 'Of ten answers at least, shuffled.' }),
        },
        { description: 'Of another team: too few answered here, so they are counted with those above.' },
      ),
    ),
  },
  {
    $id: 'PulseFigure',
    description: 'group null: not closed yet, or too few answers for anybody to hide among.',
  },
)
export const PulseFigures = closed({ data: Type.Array(ref(PulseFigure)) }, { $id: 'PulseFigures' })

export type PulseDto = Static<typeof Pulse>
export type PulseFigureDto = Static<typeof PulseFigure>
export type NewPulseAnswerInput = Static<typeof NewPulseAnswer>
export const pulseSchemas = [NewPulseAnswer, PulseAnswer, Pulse, Pulses, PulseFigure, PulseFigures]
