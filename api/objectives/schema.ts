import Type, { type Static } from 'typebox'
import {
  closed,
  Day,
  Id,
  Instant,
  line,
  oneOf,
  orNull,
  pageOf,
  prose,
  Revision,
  ref,
  Version,
} from '../http/schema.ts'
import { Figure, Standing } from '../progress/schema.ts'
import { lifecycles } from './item.ts'

export const objectiveKinds = ['committed', 'aspirational'] as const
export const origins = ['team_proposed', 'co_written', 'assigned', 'imported'] as const

export const Objective = closed(
  {
    id: Id,
    title: Type.String(),
    why: orNull(Type.String({ description: 'Who is better off?' })),
    description: orNull(Type.String()),
    teamId: Id,
    ownerId: Id,
    cycleId: Id,
    startDay: orNull(Day),
    endDay: orNull(Day),
    lifecycle: oneOf(lifecycles),
    kind: oneOf(objectiveKinds),
    origin: oneOf(origins),
    progressMode: oneOf(['roll_up', 'by_hand']),
    progress: ref(Figure),
    standing: ref(Standing),
    score: orNull(Type.Number()),
    createdAt: Instant,
    version: Version,
    revision: Revision,
    can: closed({ edit: Type.Boolean() }),
  },
  { $id: 'Objective', description: 'A goal, with its why.' },
)

export const ObjectivePage = pageOf(Objective)

export const NewObjective = closed(
  {
    title: line(),
    why: Type.Optional(orNull(prose(1000))),
    description: Type.Optional(orNull(prose())),
    teamId: Id,
    ownerId: Type.Optional(Id),
    cycleId: Id,
    startDay: Type.Optional(orNull(Day)),
    endDay: Type.Optional(orNull(Day)),
    kind: Type.Optional(oneOf(objectiveKinds)),
    origin: Type.Optional(oneOf(['team_proposed', 'co_written', 'assigned'])),
    progressMode: Type.Optional(oneOf(['roll_up', 'by_hand'])),
    lifecycle: Type.Optional(oneOf(['draft', 'published'])),
  },
  { $id: 'NewObjective', description: 'The owner defaults to whoever asks.' },
)

export type ObjectiveDto = Static<typeof Objective>
export type NewObjectiveInput = Static<typeof NewObjective>
export const objectiveSchemas = [Objective, ObjectivePage, NewObjective]
