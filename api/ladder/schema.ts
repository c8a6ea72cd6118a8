import Type, { type Static } from 'typebox'
import { StepWords } from '../commitments/schema.ts'
import { closed, Day, Id, Instant, line, Named, oneOf, orNull, prose, ref } from '../http/schema.ts'
import { rungs } from './rungs.ts'

export const Rung = oneOf(rungs, {
  description:
    'unaware → heard → understands → committed → acting, or stalled; waiting while something is in the way.',
})

export const RungCounts = closed(
  {
    people: Type.Integer({ description: 'All that are counted.' }),
    ...(Object.fromEntries(rungs.map((rung) => [rung, Type.Integer()])) as Record<
      (typeof rungs)[number],
      ReturnType<typeof Type.Integer>
    >),
  },
  { $id: 'RungCounts', description: 'How many stand on each rung; shown from five people up.' },
)

export const PersonOnLadder = closed(
  { id: Id, name: Type.String(), rung: Rung, since: Day },
  { $id: 'PersonOnLadder', description: 'Where somebody stands, for them and their leaders.' },
)

export const WhyInOwnWords = closed(
  { memberId: Id, name: Type.String(), words: Type.String(), writtenAt: Instant },
  { $id: 'WhyInOwnWords', description: 'The why as one of the people wrote it back.' },
)

export const Ladder = closed(
  {
    objectiveId: Id,
    why: orNull(Type.String()),
    mine: orNull(ref(PersonOnLadder)),
    myWords: orNull(ref(WhyInOwnWords)),
    people: Type.Array(ref(PersonOnLadder), { description: 'The others whom the reader leads, by name.' }),
    words: Type.Array(ref(WhyInOwnWords), { description: "For the goal's owner and leaders: the others'." }),
    counts: orNull(ref(RungCounts)),
    can: closed({ understand: Type.Boolean(), commit: Type.Boolean() }),
  },
  { $id: 'Ladder', description: 'From buy-in to action: where the people of an objective stand.' },
)

export const OwnWords = closed(
  { words: prose(1000, { minLength: 1, pattern: '\\S', description: 'Who is better off, as you see it.' }) },
  { $id: 'OwnWords' },
)

export const MyRung = closed(
  { objective: closed({ id: Id, title: line() }), rung: Rung, since: Day },
  { $id: 'MyRung' },
)

export const PersonsLadder = closed(
  { memberId: Id, data: Type.Array(ref(MyRung)) },
  { $id: 'PersonsLadder', description: 'Where one person stands on each running objective.' },
)

export const GoalWithWhy = closed(
  { id: Id, title: Type.String(), why: orNull(Type.String()) },
  { $id: 'GoalWithWhy', description: 'A goal or measure, and why it is there.' },
)

export const BreakDown = closed(
  {
    id: Id,
    keyResult: ref(GoalWithWhy),
    team: ref(Named),
    owner: ref(Named),
    since: Type.String({ format: 'date', description: 'Since when no step has been live.' }),
    laid: Type.Integer({ description: 'Steps finished so far.' }),
    room: Type.Integer({ description: 'How many steps can be suggested: a path has three pencilled ones.' }),
    state: oneOf(['open', 'suggested', 'settled']),
  },
  { $id: 'BreakDown', description: 'Help break this down: no next step for five working days.' },
)

export const BreakDowns = closed(
  { data: Type.Array(ref(BreakDown), { description: 'The longest without a step first; at most fifty.' }) },
  { $id: 'BreakDowns' },
)

export const SuggestSteps = closed(
  {
    steps: Type.Array(ref(StepWords), { minItems: 1, maxItems: 3 }),
  },
  { $id: 'SuggestSteps', description: 'Up to three; the owner picks one.' },
)

export type BreakDownDto = Static<typeof BreakDown>
export type SuggestStepsInput = Static<typeof SuggestSteps>

export const Action = closed(
  {
    people: Type.Integer(),
    acting: Type.Integer({
      description: 'Standings, not people: one person may stand on several objectives.',
    }),
    committed: Type.Integer(),
    stalled: Type.Integer(),
    waiting: Type.Integer(),
    rate: orNull(Type.Number({ description: 'Percent: acting ÷ (acting + committed + stalled).' })),
    lagDays: orNull(Type.Number({ description: 'Median days from a yes to the first finished step.' })),
  },
  { $id: 'Action', description: "A team's action rate and lag; shown from five people up." },
)

export type ActionDto = Static<typeof Action>
export type LadderDto = Static<typeof Ladder>
export type RungCountsDto = Static<typeof RungCounts>
export type PersonsLadderDto = Static<typeof PersonsLadder>
export const ladderSchemas = [
  RungCounts,
  PersonOnLadder,
  WhyInOwnWords,
  Ladder,
  OwnWords,
  MyRung,
  PersonsLadder,
  Action,
  GoalWithWhy,
  BreakDown,
  BreakDowns,
  SuggestSteps,
]
