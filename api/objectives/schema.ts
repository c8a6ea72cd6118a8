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
import { Figure, healths, Standing } from '../progress/schema.ts'
import { External, GivenExternal } from './external-schema.ts'
import { cadences, lifecycles } from './item.ts'
import { Scoring, Waiver } from './said-schema.ts'

export const objectiveKinds = ['committed', 'aspirational'] as const
export const origins = ['team_proposed', 'co_written', 'assigned', 'imported'] as const

/** What an actor may do to an item as a whole. */
export const itemRights = {
  edit: Type.Boolean(),
  publish: Type.Boolean(),
  postpone: Type.Boolean(),
  resume: Type.Boolean(),
  override: Type.Boolean(),
  reopen: Type.Boolean(),
  close: Type.Boolean(),
  score: Type.Boolean(),
}

/** A score, as people give it: 0 to 1. */
export const Score = Type.Number({ minimum: 0, maximum: 1, multipleOf: 0.01 })

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
    progressMode: oneOf(['roll_up', 'by_hand'], {
      description: 'By its items, or said by hand in check-ins.',
    }),
    cadence: oneOf(cadences, { description: 'How often a check-in by hand is due.' }),
    priorityId: orNull(Id),
    progress: ref(Figure),
    standing: ref(Standing),
    score: orNull(Type.Number()),
    learned: orNull(Type.String({ description: 'What was learned, written at the close.' })),
    createdAt: Instant,
    publishedAt: orNull(Instant),
    closedAt: orNull(Instant),
    version: Version,
    revision: Revision,
    can: closed({ ...itemRights, checkIn: Type.Boolean() }),
  },
  { $id: 'Objective', description: 'A goal, with its why.' },
)

export const ObjectivePage = pageOf(Objective)

export const Reference = closed(
  { id: Id, name: Type.String() },
  { $id: 'Reference', description: 'A person or team by name.' },
)

export const ItemCycle = closed(
  {
    id: Id,
    name: Type.String(),
    startDay: Day,
    endDay: Day,
    state: oneOf(['planning', 'active', 'reviewing', 'closed']),
  },
  { $id: 'ItemCycle', description: 'The cycle of an item.' },
)

export const ContributingItem = closed(
  {
    kind: oneOf(['key_result', 'objective', 'private'], {
      description: 'private: one private contribution, of which only the figures are shown.',
    }),
    id: orNull(Id),
    alignmentId: orNull(Id),
    title: orNull(Type.String()),
    ownerId: orNull(Id),
    lifecycle: oneOf(lifecycles),
    percent: orNull(Type.Number({ description: 'Not cut off; counts within 0 and 100.' })),
    health: oneOf(healths),
    weight: orNull(Type.Number({ description: 'As given; null: an equal share of what the others leave.' })),
    counts: Type.Boolean({ description: 'Published and closed items count.' }),
    share: Type.Number({ description: 'What it counts for in the whole, 0 to 1.' }),
    adds: orNull(Type.Number({ description: 'Percent points it gives to the mean; null while unknown.' })),
    because: Type.String({ description: 'Why it counts for that much.' }),
    sentence: orNull(Type.String({ description: 'How it contributes.' })),
    confirmed: Type.Boolean(),
  },
  { $id: 'ContributingItem', description: 'What counts in an objective, and for how much.' },
)

export const AlignedParent = closed(
  {
    id: orNull(Id),
    alignmentId: orNull(Id),
    title: orNull(Type.String({ description: 'null: an objective of a private team.' })),
    weight: orNull(Type.Number()),
    sentence: orNull(Type.String()),
    confirmed: Type.Boolean(),
  },
  { $id: 'AlignedParent', description: 'An objective that an item contributes to.' },
)

export const PriorityLine = closed(
  {
    priority: closed({ id: Id, sentence: Type.String() }),
    through: Type.Array(closed({ id: orNull(Id), title: orNull(Type.String()) }), {
      description: 'The objectives in between, from the next one up; title null: of a private team.',
    }),
  },
  { $id: 'PriorityLine', description: "The shortest way up to one of the workspace's priorities." },
)

export const CarriedItem = closed(
  { id: Id, cycle: Type.String() },
  {
    $id: 'CarriedItem',
    description: 'The same item in an earlier or later cycle, with the name of that cycle.',
  },
)

export const waive = Type.Optional(
  line(500, {
    description:
      'Why it is published without having asked the team, or without a why; of leaders and admins. Kept and audited.',
  }),
)

export const Publishing = closed(
  { waive },
  {
    $id: 'Publishing',
    description:
      'Publishing asks for a why, a why of each key result, and a round of the team that is closed and answered.',
  },
)

/** What the page of any item needs beside the item. */
export const surroundings = {
  owner: ref(Reference),
  team: ref(Reference),
  cycle: ref(ItemCycle),
  external: orNull(ref(External)),
  parents: Type.Array(ref(AlignedParent)),
  line: orNull(ref(PriorityLine)),
  waiver: orNull(ref(Waiver)),
  scorings: Type.Array(ref(Scoring), {
    description: 'Every score it was given, the newest first; at most twenty.',
  }),
  contributors: Type.Array(ref(Reference)),
  suggestedScore: orNull(Type.Number({ description: 'By the facts; for whoever closes it.' })),
  carriedFrom: orNull(ref(CarriedItem)),
  carriedTo: orNull(ref(CarriedItem)),
}

export const ObjectiveDetail = closed(
  {
    ...Objective.properties,
    ...surroundings,
    items: Type.Array(ref(ContributingItem)),
    sharedTeams: Type.Array(ref(Reference)),
  },
  {
    $id: 'ObjectiveDetail',
    description: 'An objective with all that its page shows. line null: not linked.',
  },
)

const optional = {
  why: Type.Optional(orNull(prose(1000))),
  description: Type.Optional(orNull(prose())),
  startDay: Type.Optional(orNull(Day)),
  endDay: Type.Optional(orNull(Day)),
  kind: Type.Optional(oneOf(objectiveKinds)),
  progressMode: Type.Optional(oneOf(['roll_up', 'by_hand'])),
  cadence: Type.Optional(oneOf(cadences)),
  priorityId: Type.Optional(orNull(Id)),
}

export const NewObjective = closed(
  {
    title: line(),
    teamId: Id,
    ownerId: Type.Optional(Id),
    cycleId: Id,
    ...optional,
    lifecycle: Type.Optional(oneOf(['draft', 'published'])),
    waive,
  },
  { $id: 'NewObjective', description: 'The owner defaults to whoever asks.' },
)

export const ObjectiveChange = closed(
  {
    title: Type.Optional(line()),
    teamId: Type.Optional(Id),
    cycleId: Type.Optional(Id),
    ownerId: Type.Optional(Id),
    ...optional,
    external: Type.Optional(orNull(ref(GivenExternal))),
  },
  { $id: 'ObjectiveChange', description: 'What is left out stays as it is.', minProperties: 1 },
)

export const AskedGoal = closed({ id: Id, title: Type.String() }, { $id: 'AskedGoal' })

export const AskedWhy = closed(
  { objective: orNull(ref(AskedGoal)) },
  { $id: 'AskedWhy', description: 'The imported goal of yours that is asked for its why this week, if any.' },
)

export const NewOverride = closed(
  {
    health: orNull(oneOf(['on_track', 'at_risk', 'behind'], { description: 'null ends what was set.' })),
    why: Type.Optional(orNull(line(500))),
  },
  { $id: 'NewOverride', description: 'How an item stands, said by hand; ends at the next check-in.' },
)

export const Closing = closed(
  {
    score: Type.Optional(orNull(Score)),
    learned: Type.Optional(orNull(prose(2000))),
    reason: Type.Optional(
      line(500, { description: 'Why the score is another one; needed once the item is closed.' }),
    ),
  },
  { $id: 'Closing', description: 'How it ended.' },
)

const ids = Type.Array(Id, { maxItems: 50, uniqueItems: true })
export const Contributors = closed({ memberIds: ids }, { $id: 'Contributors' })
export const SharedTeams = closed({ teamIds: ids }, { $id: 'SharedTeams' })

export type ObjectiveDto = Static<typeof Objective>
export type ObjectiveDetailDto = Static<typeof ObjectiveDetail>
export type ContributingItemDto = Static<typeof ContributingItem>
export type AlignedParentDto = Static<typeof AlignedParent>
export type PriorityLineDto = Static<typeof PriorityLine>
/** Where it came from is set by what really happened: by the round it grew from, the demo, an import. */
export type NewObjectiveInput = Omit<Static<typeof NewObjective>, 'waive'> & {
  origin?: ObjectiveDto['origin']
}
export type AskedWhyDto = Static<typeof AskedWhy>
export type PublishingInput = Static<typeof Publishing>
export type ObjectiveChangeInput = Static<typeof ObjectiveChange>
export const objectiveSchemas = [
  Objective,
  ObjectivePage,
  Reference,
  External,
  GivenExternal,
  ItemCycle,
  ContributingItem,
  AlignedParent,
  PriorityLine,
  CarriedItem,
  ObjectiveDetail,
  NewObjective,
  ObjectiveChange,
  Publishing,
  Waiver,
  Scoring,
  AskedGoal,
  AskedWhy,
  NewOverride,
  Closing,
  Contributors,
  SharedTeams,
]
