import type { NewKeyResultInput } from '../../api/key-results/schema.ts'
import type { TeamName } from './people.ts'

export interface LastMeasure {
  key: string
  owner: string
  /** One every four weeks. */
  values: number[]
  /** The first step, and how many days it took. */
  step: string
  days: number
  inTheWay?: { title: string; leader: string; week: number }
  fields: Omit<NewKeyResultInput, 'lifecycle'>
}

export interface LastGoal {
  key: string
  team: TeamName
  owner: string
  title: string
  why: string
  learned: string
  /** Who was asked what; without it the leader set the goal. */
  asked?: { who: string; question: string }
  measures: LastMeasure[]
}

/** What Juniper Bakery worked on the quarter before. */
export const lastGoals: LastGoal[] = [
  {
    key: 'last counters',
    team: 'Shops',
    owner: 'Dana',
    title: 'Both counters open at seven sharp',
    why: 'Whoever stands before a locked door at seven is late for work.',
    learned: 'Who has the key matters more than who has the shift.',
    asked: { who: 'Mia', question: 'What should we work on first?' },
    measures: [
      {
        key: 'last doors',
        owner: 'Mia',
        values: [15, 19, 22],
        step: 'write down who has which key',
        days: 4,
        fields: {
          title: 'Mornings opened on time, per month',
          why: 'It is the promise on the door.',
          baseline: 14,
          target: 24,
          unit: 'days',
        },
      },
      {
        key: 'last change',
        owner: 'Noah',
        values: [7, 4, 2],
        step: 'ask the bank for coin rolls',
        days: 6,
        inTheWay: { title: 'The bank wants a signature for coin rolls', leader: 'Dana', week: -10 },
        fields: {
          title: 'Mornings without change in the till',
          why: 'A queue begins with the first note nobody can break.',
          baseline: 8,
          target: 1,
          unit: 'days',
        },
      },
    ],
  },
  {
    key: 'last nights',
    team: 'Ovens',
    owner: 'Omar',
    title: 'Nights that end at five',
    why: 'Who bakes at night wants breakfast with the children.',
    learned: 'Two smaller batches are faster than one large one.',
    measures: [
      {
        key: 'last overtime',
        owner: 'Lena',
        values: [38, 30, 26],
        step: 'note for a week when each batch is out',
        days: 7,
        inTheWay: { title: 'The mixer of oven two stops when it is hot', leader: 'Omar', week: -9 },
        fields: {
          title: 'Hours after five, per month',
          why: 'Each is an hour of somebody’s morning.',
          baseline: 40,
          target: 20,
          unit: 'h',
        },
      },
      {
        key: 'last dough',
        owner: 'Tomas',
        values: [1, 3, 5],
        step: 'set up one dough the evening before',
        days: 8,
        fields: {
          title: 'Doughs set up the evening before',
          why: 'What rests overnight need not be hurried at three.',
          baseline: 0,
          target: 6,
          unit: 'doughs',
        },
      },
    ],
  },
  {
    key: 'last bikes',
    team: 'Deliveries',
    owner: 'Priya',
    title: 'No delivery fails for a bike',
    why: 'A flat tyre is our problem, not the café’s.',
    learned: 'A spare wheel costs less than one lost café.',
    measures: [
      {
        key: 'last flats',
        owner: 'Jun',
        values: [5, 4, 1],
        step: 'check all tyres on Sunday evening',
        days: 5,
        fields: {
          title: 'Rounds broken off, per month',
          why: 'Behind each is a café without bread.',
          baseline: 6,
          target: 0,
          unit: 'rounds',
        },
      },
      {
        key: 'last lights',
        owner: 'Sofia',
        values: [1, 2, 4],
        step: 'order two sets of lights',
        days: 11,
        inTheWay: { title: 'No budget line for lights', leader: 'Priya', week: -8 },
        fields: {
          title: 'Bikes with lights that work',
          why: 'We ride before sunrise.',
          baseline: 0,
          target: 4,
          unit: 'bikes',
        },
      },
    ],
  },
]
