import Type, { type Static } from 'typebox'
import {
  closed,
  Day,
  Decimal,
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
import { cadences, lifecycles } from '../objectives/item.ts'
import { Figure, Standing } from '../progress/schema.ts'
import { confidences, directions, kinds } from './entity.ts'

export const LatestCheckIn = closed(
  {
    id: Id,
    value: orNull(Type.Number()),
    confidence: orNull(oneOf(confidences)),
    observedAt: Instant,
    by: orNull(Id),
  },
  { $id: 'LatestCheckIn' },
)

const measure = {
  kind: oneOf(kinds, { description: 'people: people who now do … of peopleTotal.' }),
  direction: oneOf(directions),
  unit: orNull(line(20)),
  baseline: Decimal,
  target: Decimal,
  peopleTotal: orNull(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
}

export const KeyResult = closed(
  {
    id: Id,
    title: Type.String(),
    why: orNull(Type.String({ description: 'Why this number.' })),
    description: orNull(Type.String()),
    teamId: Id,
    ownerId: Id,
    cycleId: Id,
    startDay: orNull(Day),
    endDay: orNull(Day),
    lifecycle: oneOf(lifecycles),
    ...measure,
    cadence: oneOf(cadences),
    progress: ref(Figure),
    standing: ref(Standing),
    latest: orNull(ref(LatestCheckIn)),
    score: orNull(Type.Number()),
    createdAt: Instant,
    version: Version,
    revision: Revision,
    can: closed({
      checkIn: Type.Boolean(),
      edit: Type.Boolean(),
    }),
  },
  { $id: 'KeyResult', description: 'A number that shows an objective is reached.' },
)

export const KeyResultPage = pageOf(KeyResult)

export const NewKeyResult = closed(
  {
    title: line(),
    why: Type.Optional(orNull(prose(1000))),
    description: Type.Optional(orNull(prose())),
    objectiveId: Type.Optional(orNull(Id)),
    weight: Type.Optional(orNull(Type.Number({ minimum: 0, maximum: 100 }))),
    teamId: Type.Optional(Id),
    ownerId: Type.Optional(Id),
    cycleId: Type.Optional(Id),
    startDay: Type.Optional(orNull(Day)),
    endDay: Type.Optional(orNull(Day)),
    kind: Type.Optional(measure.kind),
    direction: Type.Optional(measure.direction),
    unit: Type.Optional(measure.unit),
    baseline: Type.Optional(Decimal),
    target: Decimal,
    peopleTotal: Type.Optional(measure.peopleTotal),
    cadence: Type.Optional(oneOf(cadences)),
    lifecycle: Type.Optional(oneOf(['draft', 'published'])),
  },
  { $id: 'NewKeyResult', description: "Team, owner and cycle default to the objective's." },
)

export type KeyResultDto = Static<typeof KeyResult>
export type NewKeyResultInput = Static<typeof NewKeyResult>
export const keyResultSchemas = [LatestCheckIn, KeyResult, KeyResultPage, NewKeyResult]
