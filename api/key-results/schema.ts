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
import { GivenExternal } from '../objectives/external-schema.ts'
import { cadences, lifecycles } from '../objectives/item.ts'
import { itemRights, Reference, surroundings, waive } from '../objectives/schema.ts'
import { Figure, Reason, Standing } from '../progress/schema.ts'
import { asks, confidences, directions, kinds } from './entity.ts'

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

export const ExpectedValue = closed(
  {
    value: Type.Number(),
    percent: Type.Number(),
    because: Type.String({ description: 'The reason in plain English.' }),
    reason: Type.Array(ref(Reason)),
  },
  { $id: 'ExpectedValue', description: 'What the plan expects of today.' },
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
    asks: oneOf(asks, {
      description: 'What a check-in asks of people; program: nothing, a program feeds it.',
    }),
    progress: ref(Figure),
    expected: orNull(ref(ExpectedValue)),
    standing: ref(Standing),
    latest: orNull(ref(LatestCheckIn)),
    score: orNull(Type.Number()),
    learned: orNull(Type.String({ description: 'What was learned, written at the close.' })),
    createdAt: Instant,
    publishedAt: orNull(Instant),
    closedAt: orNull(Instant),
    version: Version,
    revision: Revision,
    can: closed({ ...itemRights, checkIn: Type.Boolean() }),
  },
  { $id: 'KeyResult', description: 'A number that shows an objective is reached.' },
)

export const KeyResultPage = pageOf(KeyResult)

export const PhasedTarget = closed(
  { day: Day, value: Decimal },
  { $id: 'PhasedTarget', description: 'What is expected at the end of a day on the way.' },
)

export const TargetEdit = closed(
  {
    at: Instant,
    by: orNull(Id),
    baselineBefore: Type.Number(),
    baselineAfter: Type.Number(),
    targetBefore: Type.Number(),
    targetAfter: Type.Number(),
    reason: orNull(Type.String()),
  },
  { $id: 'TargetEdit', description: 'Baseline or target were changed.' },
)

export const KeyResultDetail = closed(
  {
    ...KeyResult.properties,
    ...surroundings,
    delegates: Type.Array(ref(Reference)),
    checkInOwners: Type.Array(ref(Reference)),
    phasedTargets: Type.Array(ref(PhasedTarget)),
    targetEdits: Type.Array(ref(TargetEdit), { description: 'The newest first.' }),
  },
  { $id: 'KeyResultDetail', description: 'A key result with all that its page shows.' },
)

const optional = {
  why: Type.Optional(orNull(prose(1000))),
  description: Type.Optional(orNull(prose())),
  teamId: Type.Optional(Id),
  ownerId: Type.Optional(Id),
  startDay: Type.Optional(orNull(Day)),
  endDay: Type.Optional(orNull(Day)),
  kind: Type.Optional(measure.kind),
  direction: Type.Optional(measure.direction),
  unit: Type.Optional(measure.unit),
  baseline: Type.Optional(Decimal),
  peopleTotal: Type.Optional(measure.peopleTotal),
  cadence: Type.Optional(oneOf(cadences)),
  asks: Type.Optional(oneOf(asks)),
}

export const NewKeyResult = closed(
  {
    title: line(),
    target: Decimal,
    ...optional,
    objectiveId: Type.Optional(orNull(Id)),
    weight: Type.Optional(orNull(Type.Number({ minimum: 0, maximum: 100, multipleOf: 0.01 }))),
    cycleId: Type.Optional(Id),
    lifecycle: Type.Optional(oneOf(['draft', 'published'])),
    waive,
  },
  { $id: 'NewKeyResult', description: "Team, owner and cycle default to the objective's." },
)

export const KeyResultChange = closed(
  {
    title: Type.Optional(line()),
    target: Type.Optional(Decimal),
    cycleId: Type.Optional(Id),
    ...optional,
    external: Type.Optional(orNull(ref(GivenExternal))),
    reason: Type.Optional(line(500, { description: 'Why baseline or target change; kept with the edit.' })),
  },
  { $id: 'KeyResultChange', description: 'What is left out stays as it is.', minProperties: 1 },
)

export const PhasedTargets = closed(
  { targets: Type.Array(ref(PhasedTarget), { maxItems: 100 }) },
  { $id: 'PhasedTargets', description: 'All of them, by day.' },
)

const ids = Type.Array(Id, { maxItems: 20, uniqueItems: true })
export const KeyResultPeople = closed(
  { delegateIds: ids, checkInOwnerIds: ids, contributorIds: ids },
  {
    $id: 'KeyResultPeople',
    description: 'Delegates and check-in owners keep the number up to date beside the owner.',
  },
)

export type KeyResultDto = Static<typeof KeyResult>
export type KeyResultDetailDto = Static<typeof KeyResultDetail>
export type NewKeyResultInput = Omit<Static<typeof NewKeyResult>, 'waive'>
export type KeyResultChangeInput = Static<typeof KeyResultChange>
export type PeopleInput = Static<typeof KeyResultPeople>
export const keyResultSchemas = [
  LatestCheckIn,
  ExpectedValue,
  KeyResult,
  KeyResultPage,
  PhasedTarget,
  TargetEdit,
  KeyResultDetail,
  NewKeyResult,
  KeyResultChange,
  PhasedTargets,
  KeyResultPeople,
]
