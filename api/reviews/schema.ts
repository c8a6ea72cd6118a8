import Type, { type Static } from 'typebox'
import { barrierKinds, hows } from '../barriers/entity.ts'
import { closed, Day, Id, Instant, line, oneOf, orNull, prose, ref } from '../http/schema.ts'
import { directions, kinds } from '../key-results/entity.ts'
import { lifecycles } from '../objectives/item.ts'
import { Scoring } from '../objectives/said-schema.ts'
import { CarriedItem, objectiveKinds, Reference, Score } from '../objectives/schema.ts'
import { healths, Reason } from '../progress/schema.ts'
import { findings } from '../wins/entity.ts'

export const SuggestedScore = closed(
  {
    score: orNull(Type.Number()),
    because: Type.String({ description: 'The reason in plain English.' }),
    reason: Type.Array(ref(Reason)),
  },
  { $id: 'SuggestedScore', description: 'The score that the facts suggest.' },
)

const item = {
  id: Id,
  title: Type.String(),
  why: orNull(Type.String()),
  owner: ref(Reference),
  lifecycle: oneOf(lifecycles),
  percent: orNull(Type.Number()),
  health: oneOf(healths),
  score: orNull(Type.Number()),
  learned: orNull(Type.String()),
  suggested: ref(SuggestedScore),
  scoring: orNull(ref(Scoring)),
  carriedFrom: orNull(ref(CarriedItem)),
  carriedTo: orNull(ref(CarriedItem)),
  can: closed({ settle: Type.Boolean() }),
}

export const ReviewedKeyResult = closed(
  {
    ...item,
    kind: oneOf(kinds),
    direction: oneOf(directions),
    unit: orNull(Type.String()),
    baseline: Type.Number(),
    target: Type.Number(),
    value: orNull(Type.Number()),
    points: Type.Array(
      closed({ day: Day, value: Type.Number(), target: orNull(Type.Number()), late: Type.Boolean() }),
      { description: 'Every value that counted, with the target it was measured against; the oldest first.' },
    ),
    targetEdits: Type.Array(
      closed({ day: Day, before: Type.Number(), after: Type.Number(), reason: orNull(Type.String()) }),
    ),
  },
  { $id: 'ReviewedKeyResult', description: 'How a key result went.' },
)

export const ClearedBarrier = closed(
  {
    id: Id,
    number: Type.Integer(),
    title: orNull(Type.String()),
    kind: oneOf(barrierKinds),
    how: orNull(oneOf(hows)),
    clearedAt: Instant,
  },
  { $id: 'ClearedBarrier', description: 'What stood in the way and was cleared.' },
)

export const ReviewedWin = closed(
  {
    id: Id,
    what: orNull(Type.String()),
    foundBy: oneOf(findings),
    betterOff: orNull(Type.String()),
    at: Instant,
  },
  { $id: 'ReviewedWin', description: 'What truly happened on the way.' },
)

export const ReviewedObjective = closed(
  {
    ...item,
    kind: oneOf(objectiveKinds),
    keyResults: Type.Array(ref(ReviewedKeyResult)),
    barriers: Type.Array(ref(ClearedBarrier)),
    wins: Type.Array(ref(ReviewedWin)),
  },
  { $id: 'ReviewedObjective', description: 'How a goal went.' },
)

export const TeamReview = closed(
  {
    team: ref(Reference),
    cycle: closed({
      id: Id,
      name: Type.String(),
      startDay: Day,
      endDay: Day,
      graceEnd: Type.String({
        format: 'date',
        description: 'The last day on which late check-ins are taken.',
      }),
      state: oneOf(['planning', 'active', 'reviewing', 'closed']),
    }),
    phase: oneOf(['planning', 'first_half', 'second_half', 'last_weeks', 'closed'], {
      description: 'Scores and carry-forward are asked for in the last two weeks.',
    }),
    day: Day,
    next: orNull(
      closed(
        { id: Id, name: Type.String(), state: oneOf(['planning', 'active', 'reviewing', 'closed']) },
        { description: 'Where items go on unless another cycle is named.' },
      ),
    ),
    objectives: Type.Array(ref(ReviewedObjective)),
    keyResults: Type.Array(ref(ReviewedKeyResult), { description: 'Those without one of these goals.' }),
    toSettle: Type.Integer({ description: 'Items that have not been ended yet.' }),
  },
  { $id: 'TeamReview', description: "How a team's cycle went, item by item; no figure is about a person." },
)

export const Settling = closed(
  {
    go: oneOf(['stop', 'carry'], { description: 'carry: it goes on in a later cycle.' }),
    score: Type.Optional(orNull(Score)),
    reason: Type.Optional(line(500, { description: 'Needed where the score is not the suggested one.' })),
    learned: Type.Optional(orNull(prose(2000))),
    cycleId: Type.Optional(
      Type.String({ format: 'uuid', description: 'Where to carry it; else the cycle that follows.' }),
    ),
  },
  { $id: 'Settling', description: 'How an item ended. Without a score the suggested one is taken.' },
)

export const Settled = closed(
  {
    kind: oneOf(['objective', 'key_result']),
    id: Id,
    score: orNull(Type.Number()),
    suggested: orNull(Type.Number()),
    carried: orNull(closed({ id: Id, cycleId: Id })),
  },
  { $id: 'Settled', description: 'What came of it; carried is the same item in its new cycle.' },
)

export type TeamReviewDto = Static<typeof TeamReview>
export type ReviewedObjectiveDto = Static<typeof ReviewedObjective>
export type ReviewedKeyResultDto = Static<typeof ReviewedKeyResult>
export type SettlingInput = Static<typeof Settling>
export type SettledDto = Static<typeof Settled>
export const reviewSchemas = [
  SuggestedScore,
  ReviewedKeyResult,
  ClearedBarrier,
  ReviewedWin,
  ReviewedObjective,
  TeamReview,
  Settling,
  Settled,
]
