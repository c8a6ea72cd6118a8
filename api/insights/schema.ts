import Type, { type Static } from 'typebox'
import { closed, Day, Id, oneOf, orNull, ref } from '../http/schema.ts'
import { asks } from '../key-results/entity.ts'
import { cadences } from '../objectives/item.ts'
import { reliefs } from './busywork.ts'

export const figureCodes = [
  'answer_rate',
  'promises_kept',
  'worth',
  'led_to',
  'seconds',
  'reminders',
] as const

export const Figure = closed(
  {
    code: oneOf(figureCodes),
    value: orNull(Type.Number({ description: 'A share is 0 to 1. Null: hidden or not known yet.' })),
    of: Type.Integer({ description: 'How many check-ins, promises or answers it is about.' }),
    hidden: orNull(
      oneOf(['few', 'remainder'], {
        description: 'few: fewer than five; remainder: what is not shown elsewhere could be worked out.',
      }),
    ),
    because: Type.String({ description: 'How it was worked out, in plain English.' }),
    next: Type.String({ description: 'What to do about it, in plain English.' }),
  },
  { $id: 'InsightFigure', description: 'One figure about a group of at least five people.' },
)

export const Week = closed(
  {
    week: Type.Integer({ description: 'Week of use, from 1.' }),
    monday: Day,
    due: Type.Integer(),
    answered: Type.Integer(),
    promises: Type.Integer(),
    kept: Type.Integer(),
  },
  {
    $id: 'InsightWeek',
    description: 'Check-ins inside their rhythm, and promises due, at the end of a week.',
  },
)

export const CycleFigures = closed(
  {
    id: Id,
    name: Type.String(),
    startDay: Day,
    endDay: Day,
    lag: orNull(Type.Number({ description: 'Median days from a yes to the first step finished after it.' })),
    lagOf: Type.Integer(),
    firstStep: orNull(
      Type.Number({
        description: 'Median days from asking a team to the first finished step of what grew from it.',
      }),
    ),
    rounds: Type.Integer({ description: 'How many rounds were opened.' }),
    raised: Type.Integer(),
    cleared: Type.Integer(),
    clearedByOthers: Type.Integer({ description: 'Cleared by somebody who does not lead the team asked.' }),
  },
  { $id: 'InsightCycle', description: 'Figures of one cycle, beside those of others.' },
)

export const BusyworkIndex = closed(
  {
    index: Type.Integer({ minimum: 0, maximum: 100 }),
    high: Type.Boolean(),
    heaviest: oneOf(['seconds', 'reminders', 'worth', 'ledTo']),
    parts: Type.Array(
      closed({
        part: oneOf(['seconds', 'reminders', 'worth', 'ledTo']),
        burden: Type.Number({ minimum: 0, maximum: 1 }),
        weight: Type.Integer(),
      }),
    ),
  },
  {
    $id: 'BusyworkIndex',
    description: 'How much of a burden reporting is: the mean by weight of what is known.',
  },
)

export const ReliefProposal = closed(
  {
    keyResultId: Id,
    title: Type.String(),
    index: Type.Integer(),
    heaviest: oneOf(['seconds', 'reminders', 'worth', 'ledTo']),
    cadence: oneOf(cadences),
    asks: oneOf(asks),
    checkIns: Type.Integer(),
    asking: Type.Boolean({ description: 'Its people are being asked right now.' }),
    lowPulse: Type.Boolean({
      description: 'Proposed at half the burden: the group of its team said no too often.',
    }),
    reliefs: Type.Array(oneOf(reliefs), { description: 'In the order in which to try them.' }),
  },
  { $id: 'ReliefProposal', description: 'A key result whose check-ins are a burden, and what would help.' },
)

export const Insights = closed(
  {
    ready: Type.Boolean({ description: 'After four weeks of check-ins.' }),
    readyOn: orNull(Day),
    group: closed({
      teamId: orNull(Id),
      name: orNull(Type.String({ description: 'null: the whole workspace.' })),
      joined: Type.Boolean({
        description: 'The team asked for has fewer than five people and joined this group.',
      }),
      people: Type.Integer(),
    }),
    figures: Type.Array(ref(Figure)),
    index: orNull(ref(BusyworkIndex)),
    weeks: Type.Array(ref(Week)),
    cycles: Type.Array(ref(CycleFigures), { description: 'This one last.' }),
    proposals: Type.Array(ref(ReliefProposal)),
  },
  { $id: 'Insights', description: 'Is reporting busywork? Figures about groups, none about a person.' },
)

export const Worth = closed(
  { worth: Type.Boolean() },
  { $id: 'Worth', description: 'Was this check-in worth my time? Kept without who said it.' },
)

export type InsightsDto = Static<typeof Insights>
export type FigureDto = Static<typeof Figure>
export const insightSchemas = [Figure, Week, CycleFigures, BusyworkIndex, ReliefProposal, Insights, Worth]
