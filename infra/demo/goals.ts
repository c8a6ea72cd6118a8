import type { NewKeyResultInput } from '../../api/key-results/schema.ts'
import type { TeamName } from './people.ts'

export interface DemoKeyResult {
  key: string
  owner: string
  /** One value a week from week 1 on; null: no check-in that week. */
  weeks: (number | null)[]
  confidence: ('high' | 'medium' | 'low')[]
  steps: string[]
  /** What a chip of the last check-ins says is in the way: it drafts a barrier. */
  inTheWay?: 'waiting' | 'decision' | 'too_much' | 'access' | 'other'
  fields: Omit<NewKeyResultInput, 'lifecycle'>
}

export interface DemoObjective {
  key: string
  team: TeamName | 'company'
  owner: string
  title: string
  why: string | null
  kind?: 'committed' | 'aspirational'
  /** Serves the workspace's priority itself. */
  priority?: boolean
  /** Key of the objective above, with its weight and sentence. */
  above?: { key: string; weight: number | null; sentence: string }
  keyResults: DemoKeyResult[]
}

/** What Juniper Bakery works on. */
export const goals: DemoObjective[] = [
  {
    key: 'neighbours',
    team: 'company',
    owner: 'Ada',
    title: 'Be the bakery the neighbourhood plans its morning around',
    why: 'People who know there is good bread at seven leave home five minutes calmer.',
    kind: 'aspirational',
    priority: true,
    keyResults: [],
  },
  {
    key: 'mornings',
    team: 'Shops',
    owner: 'Dana',
    title: 'No regular leaves the shop without what they came for',
    why: 'Our regulars get up early for us; an empty shelf is a broken promise.',
    above: { key: 'neighbours', weight: 40, sentence: 'A full shelf at eight is what people plan around.' },
    keyResults: [
      {
        key: 'soldout',
        owner: 'Mia',
        weeks: [38, 36, 33, 33, 29, 26, 26, 22, 19, 17, 16, null],
        confidence: ['medium', 'medium', 'low', 'medium', 'high'],
        steps: [
          'count what is gone at ten in both shops for a week',
          'move the second rye batch to nine',
          'try a board with what comes out of the oven when',
          'call the mill about the smaller sacks',
          'ask ten regulars what they missed',
          'write down the Saturday plan with Lena',
          'swap the shelf labels for the new range',
        ],
        fields: {
          title: 'Breads sold out before ten, per week',
          why: 'Every one of them is a person who left without bread.',
          baseline: 40,
          target: 12,
          unit: 'breads',
        },
      },
      {
        key: 'queue',
        owner: 'Noah',
        weeks: [9, 8.5, 8.5, 8, 8, 7.5, 7, 7, 6.5, 6, 6, 5.5],
        confidence: ['high', 'medium', 'high'],
        steps: [
          'stand in the queue with a stopwatch on Friday',
          'move the coffee orders to the left till',
          'print the price list larger',
          'try prepaid coffee cards with five regulars',
        ],
        fields: {
          title: 'Minutes in the queue at eight',
          why: 'Who waits ten minutes does not come back on Tuesday.',
          baseline: 9,
          target: 5,
          unit: 'min',
        },
      },
    ],
  },
  {
    key: 'waste',
    team: 'Ovens',
    owner: 'Omar',
    title: 'Bake what is eaten',
    why: 'Nobody got up at two to fill a bin.',
    above: { key: 'neighbours', weight: 30, sentence: 'What we do not throw away pays for better flour.' },
    keyResults: [
      {
        key: 'leftover',
        owner: 'Lena',
        weeks: [11.5, 11, 10.8, 11.2, 10.1, 9.4, null, null, 9.6, 9.8, 9.9, 10],
        confidence: ['medium', 'low', 'low'],
        steps: [
          'weigh the leftovers every evening',
          'bake the baguettes in two smaller batches',
          'ask the shops for the sales by the hour',
        ],
        fields: {
          title: 'Share of bread left over',
          why: 'It is flour, work and sleep in the bin.',
          kind: 'percent',
          unit: '%',
          baseline: 12,
          target: 6,
        },
      },
      {
        key: 'recipes',
        owner: 'Tomas',
        inTheWay: 'access',
        weeks: [0, 1, 1, 2, 3, 3, 4, 4, 5, 6, 6, 7],
        confidence: ['high'],
        steps: ['write down the rye as we really bake it', 'let Sofia bake it from the sheet alone'],
        fields: {
          title: 'People who now do bake from the shared sheets',
          why: 'When one of us is ill, the bread should not be.',
          kind: 'people',
          baseline: 0,
          target: 9,
          peopleTotal: 9,
        },
      },
    ],
  },
  {
    key: 'rounds',
    team: 'Deliveries',
    owner: 'Priya',
    title: 'Cafés get their order before they open',
    why: 'A café that opens without bread sends its guests next door.',
    above: {
      key: 'neighbours',
      weight: null,
      sentence: 'Half of the neighbourhood eats our bread in a café.',
    },
    keyResults: [
      {
        key: 'ontime',
        owner: 'Jun',
        inTheWay: 'too_much',
        weeks: [81, 82, 80, 84, 88, 90, 91, 91, 93, 94, 95, 96],
        confidence: ['medium', 'high'],
        steps: [
          'ride the river round the other way',
          'load the last café first',
          'agree on a key box with Café Anker',
        ],
        fields: {
          title: 'Orders delivered before opening',
          why: 'That is the only thing the cafés ask of us.',
          kind: 'percent',
          unit: '%',
          baseline: 80,
          target: 97,
        },
      },
      {
        key: 'damage',
        owner: 'Sofia',
        weeks: [null, null, null, null, null, null, null, null, null, null, null, null],
        confidence: [],
        steps: [],
        fields: {
          title: 'Trays that come back damaged stay at or below four a week',
          why: 'A broken tray is a cake that nobody ate.',
          direction: 'at_most',
          baseline: 4,
          target: 4,
          unit: 'trays',
        },
      },
    ],
  },
  {
    key: 'winter',
    team: 'Shops',
    owner: 'Elif',
    title: 'Winter hours that the team can live with',
    why: null,
    keyResults: [],
  },
]
