import Type, { type Static } from 'typebox'
import { closed, Id, Instant, line, orNull, Revision, ref, Version } from '../http/schema.ts'

const Weight = Type.Number({
  minimum: 0,
  maximum: 100,
  multipleOf: 0.01,
  description:
    'Percent of the objective; null: an equal share of what the weighted ones leave; 0: does not count.',
})
const Sentence = line(500, { description: 'How the one contributes to the other.' })

export const Alignment = closed(
  {
    id: Id,
    childObjectiveId: orNull(Id),
    childKeyResultId: orNull(Id),
    parentObjectiveId: Id,
    weight: orNull(Weight),
    sentence: orNull(Sentence),
    confirmedAt: orNull(Instant),
    confirmedBy: orNull(Id),
    version: Version,
    revision: Revision,
    can: closed({
      edit: Type.Boolean(),
      weigh: Type.Boolean(),
      confirm: Type.Boolean(),
      remove: Type.Boolean(),
    }),
  },
  { $id: 'Alignment', description: 'What an objective or key result contributes to an objective.' },
)

export const NewAlignment = closed(
  {
    childObjectiveId: Type.Optional(Id),
    childKeyResultId: Type.Optional(Id),
    weight: Type.Optional(orNull(Weight)),
    sentence: Type.Optional(orNull(Sentence)),
  },
  { $id: 'NewAlignment', description: 'Exactly one child.' },
)

export const AlignmentChange = closed(
  { weight: Type.Optional(orNull(Weight)), sentence: Type.Optional(orNull(Sentence)) },
  { $id: 'AlignmentChange', minProperties: 1, description: 'What is left out stays as it is.' },
)

export const AlignmentMove = closed(
  { parentObjectiveId: Id },
  { $id: 'AlignmentMove', description: 'The objective it contributes to instead.' },
)

export const ByAlignment = closed({ id: Id, alignmentId: Id })
export const alignmentReply = [200, ref(Alignment)] as const

export type AlignmentDto = Static<typeof Alignment>
export type NewAlignmentInput = Static<typeof NewAlignment>
export type AlignmentChangeInput = Static<typeof AlignmentChange>
export const alignmentSchemas = [Alignment, NewAlignment, AlignmentChange, AlignmentMove]
