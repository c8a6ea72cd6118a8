import Type, { type Static } from 'typebox'
import { closed, Id, Instant, line, oneOf, orNull, ref } from '../http/schema.ts'
import { barrierKinds } from './entity.ts'

export const BarrierName = closed(
  { id: Id, number: orNull(Type.Integer()), title: orNull(Type.String()) },
  { $id: 'BarrierName', description: 'What a barrier is called.' },
)

export const Suggestion = closed(
  {
    id: Id,
    kind: oneOf(barrierKinds),
    teamId: Id,
    teamName: Type.String(),
    createdAt: Instant,
    parts: Type.Array(ref(BarrierName)),
  },
  {
    $id: 'SystemicSuggestion',
    description: 'The third barrier of a kind below one team in 90 days: are they one?',
  },
)

export const Suggestions = closed({ data: Type.Array(ref(Suggestion)) }, { $id: 'SystemicSuggestions' })

export const AcceptSuggestion = closed(
  { title: Type.Optional(orNull(line(200))) },
  { $id: 'AcceptSystemic', description: 'What the one barrier is called; its kind if not said.' },
)

export type SuggestionDto = Static<typeof Suggestion>
export const systemicSchemas = [BarrierName, Suggestion, Suggestions, AcceptSuggestion]
