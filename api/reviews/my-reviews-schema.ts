import Type, { type Static } from 'typebox'
import { barrierKinds } from '../barriers/entity.ts'
import { closed, Day, Id, oneOf, orNull, ref } from '../http/schema.ts'
import { kinds } from '../key-results/entity.ts'
import { Reference } from '../objectives/schema.ts'

export const MyMidway = closed(
  {
    id: Id,
    title: Type.String(),
    kind: oneOf(kinds),
    unit: orNull(Type.String()),
    baseline: Type.Number(),
    target: Type.Number(),
    peopleTotal: orNull(Type.Integer()),
    value: orNull(Type.Number()),
    percent: orNull(Type.Number()),
    cycle: Type.String(),
    endDay: Day,
    cleared: Type.Array(
      closed({
        id: Id,
        number: Type.Integer(),
        title: orNull(Type.String()),
        kind: oneOf(barrierKinds),
      }),
      { description: 'What stood in its way and was cleared since the cycle began.' },
    ),
  },
  {
    $id: 'MyMidway',
    description: 'A key result of mine that is asked about half way: keep, change or stop?',
  },
)

export const ClosingTeam = closed(
  {
    teamId: Id,
    teamName: Type.String(),
    cycleId: Id,
    cycle: Type.String(),
    endDay: Day,
    open: Type.Integer({ description: 'Items that I may end and that have no end yet.' }),
  },
  { $id: 'ClosingTeam', description: 'A team whose cycle ends, where items of mine or of my team are open.' },
)

export const MyChallenge = closed(
  {
    id: Id,
    keyResultId: Id,
    title: Type.String(),
    by: ref(Reference),
    words: Type.String(),
    dueDay: Day,
    overdue: Type.Boolean(),
  },
  { $id: 'MyChallenge', description: 'A measure that somebody questions; I am asked to answer by the day.' },
)

export const MyReviews = closed(
  {
    midway: Type.Array(ref(MyMidway)),
    closing: Type.Array(ref(ClosingTeam)),
    challenges: Type.Array(ref(MyChallenge)),
  },
  { $id: 'MyReviews', description: 'What a cycle asks of me now.' },
)

export type MyReviewsDto = Static<typeof MyReviews>
export const myReviewsSchemas = [MyMidway, ClosingTeam, MyChallenge, MyReviews]
