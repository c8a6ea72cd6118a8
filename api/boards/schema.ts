import Type, { type Static } from 'typebox'
import { barrierKinds, barrierStates } from '../barriers/entity.ts'
import { closed, Day, Id, Instant, Named, oneOf, orNull, Revision, ref, Version } from '../http/schema.ts'
import { directions, kinds } from '../key-results/entity.ts'
import { LatestCheckIn } from '../key-results/schema.ts'
import { Action, RungCounts } from '../ladder/schema.ts'
import { cadences, lifecycles } from '../objectives/item.ts'
import { objectiveKinds, origins } from '../objectives/schema.ts'
import { Figure, healths, Standing } from '../progress/schema.ts'
import { Priority } from '../workspaces/schema.ts'

export const SparkPoint = closed(
  { at: Instant, value: Type.Number() },
  { $id: 'SparkPoint', description: 'One value and when it was seen.' },
)

export const BoardStep = closed(
  {
    id: Id,
    cue: orNull(Type.String({ description: 'When …' })),
    text: Type.String({ description: 'I will …' }),
    owner: ref(Named),
    dueDay: orNull(Day),
    overdue: Type.Boolean(),
    splitMe: Type.Boolean({ description: 'Imported with more days than a step may have.' }),
    version: Version,
  },
  { $id: 'BoardStep', description: 'A step as boards show it.' },
)

export const BoardPath = closed(
  {
    live: Type.Array(ref(BoardStep), { description: 'One per person; the first is due first.' }),
    laid: Type.Integer({ description: 'Steps finished.' }),
    pencilled: Type.Integer({ description: 'Steps to pick from next.' }),
  },
  { $id: 'BoardPath', description: 'Planks laid, the live steps, and how many are pencilled.' },
)

export const BoardBarrier = closed(
  {
    id: Id,
    number: Type.Integer(),
    title: orNull(Type.String({ description: 'Null: say the kind.' })),
    kind: oneOf(barrierKinds),
    state: oneOf(barrierStates),
    promiseDay: orNull(Day),
    promiseMissed: Type.Boolean(),
    askedOf: ref(Named),
  },
  { $id: 'BoardBarrier', description: 'A barrier as boards show it.' },
)

export const OpenBarriers = closed(
  {
    open: Type.Integer({ description: 'Barriers that wait to be cleared, as far as the reader sees them.' }),
    worst: orNull(ref(BoardBarrier)),
  },
  { $id: 'OpenBarriers', description: 'What is in the way; worst is the one whose delay costs most.' },
)

export const BoardParent = closed(
  {
    id: Id,
    title: Type.String(),
    team: ref(Named),
    sentence: orNull(Type.String({ description: 'How it contributes.' })),
    confirmed: Type.Boolean(),
  },
  { $id: 'BoardParent', description: 'The goal above; those out of sight are left out.' },
)

const Expected = orNull(
  Type.Number({
    description: 'Percent that the plan expects of the board’s day; null while there is no plan.',
  }),
)
const Weight = orNull(
  Type.Number({ description: 'Percent of the goal it stands under; null: an equal share of what is left.' }),
)
const Unmoved = Type.Boolean({
  description:
    'Agreed but unmoved: published for five working days, still where it began, and no step finished yet.',
})

const common = {
  id: Id,
  title: Type.String(),
  why: orNull(Type.String()),
  team: ref(Named),
  owner: ref(Named),
  lifecycle: oneOf(lifecycles),
  startDay: Day,
  endDay: Day,
  progress: ref(Figure),
  expected: Expected,
  standing: ref(Standing),
  version: Version,
}

/** A key result as board and week show it. */
export const measured = {
  ...common,
  kind: oneOf(kinds),
  direction: oneOf(directions),
  unit: orNull(Type.String()),
  baseline: Type.Number(),
  target: Type.Number(),
  peopleTotal: orNull(Type.Integer()),
  cadence: oneOf(cadences),
  latest: orNull(ref(LatestCheckIn)),
  spark: Type.Array(ref(SparkPoint), { description: 'The last twelve values, the oldest first.' }),
  can: closed({ checkIn: Type.Boolean(), edit: Type.Boolean() }),
}

const onBoard = {
  path: ref(BoardPath),
  unmoved: Unmoved,
  parents: Type.Array(ref(BoardParent)),
}

export const BoardKeyResult = closed(
  { ...measured, ...onBoard, weight: Weight, barriers: ref(OpenBarriers) },
  { $id: 'BoardKeyResult', description: 'A key result on a team’s board.' },
)

export const BoardContribution = closed(
  {
    id: Id,
    title: Type.String(),
    team: ref(Named),
    weight: Weight,
    percent: orNull(Type.Number()),
    health: oneOf(healths),
  },
  { $id: 'BoardContribution', description: 'Another objective that counts towards this one.' },
)

export const PrivateContribution = closed(
  { weight: Weight, percent: orNull(Type.Number()) },
  {
    $id: 'PrivateContribution',
    description: 'Something out of the reader’s sight that counts, as of a private team: its number alone.',
  },
)

export const BoardObjective = closed(
  {
    ...common,
    ...onBoard,
    kind: oneOf(objectiveKinds),
    origin: oneOf(origins),
    line: orNull(ref(Priority)),
    rungs: orNull(ref(RungCounts)),
    shared: Type.Boolean({ description: 'Of another team, shared with this one.' }),
    keyResults: Type.Array(ref(BoardKeyResult)),
    contributions: Type.Array(ref(BoardContribution)),
    privateContributions: Type.Array(ref(PrivateContribution)),
    can: closed({ edit: Type.Boolean() }),
  },
  { $id: 'BoardObjective', description: 'A goal on a team’s board.' },
)

export const UnmovedItem = closed(
  { kind: oneOf(['objective', 'key_result']), id: Id, title: Type.String(), since: Day },
  { $id: 'UnmovedItem', description: 'Agreed but unmoved, and since which day it was agreed.' },
)

export const TeamBoard = closed(
  {
    id: Id,
    day: Day,
    team: closed({ id: Id, name: Type.String(), private: Type.Boolean(), leaders: Type.Array(ref(Named)) }),
    cycle: orNull(
      closed({
        id: Id,
        name: Type.String(),
        startDay: Day,
        endDay: Day,
        state: oneOf(['planning', 'active', 'reviewing', 'closed']),
      }),
    ),
    vision: orNull(Type.String({ description: 'Where the team is going, as its planning round says.' })),
    unmoved: Type.Array(ref(UnmovedItem), { description: 'What to speak about first, the oldest first.' }),
    action: orNull(ref(Action)),
    barriers: ref(OpenBarriers),
    objectives: Type.Array(ref(BoardObjective), { description: 'Own ones first, then the shared.' }),
    keyResults: Type.Array(ref(BoardKeyResult), {
      description: 'Of the team, but under no goal of this board: free, or under the goal of another team.',
    }),
    version: Version,
    revision: Revision,
    can: closed({ write: Type.Boolean({ description: 'May write objectives for this team.' }) }),
  },
  { $id: 'TeamBoard', description: 'A team’s board of one cycle: is it moving, and what is in the way?' },
)

export type BoardKeyResultDto = Static<typeof BoardKeyResult>
export type BoardObjectiveDto = Static<typeof BoardObjective>
export type TeamBoardDto = Static<typeof TeamBoard>
export const teamBoardSchemas = [
  SparkPoint,
  BoardStep,
  BoardPath,
  BoardBarrier,
  OpenBarriers,
  BoardParent,
  BoardKeyResult,
  BoardContribution,
  PrivateContribution,
  BoardObjective,
  UnmovedItem,
  TeamBoard,
]
