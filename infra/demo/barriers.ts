import type { NewBarrierInput } from '../../api/barriers/schema.ts'

/** What happens to a barrier after it was raised: when, who, and with which words. */
export interface Turn {
  on: [week: number, weekday: number, time: string]
  who: string
  move: 'take' | 'clear' | 'confirm' | 'reopen' | 'askBack' | 'cant' | 'withdraw' | 'offerHelp'
  words?: string
}

export interface DemoBarrier {
  by: string
  of: string
  on: [week: number, weekday: number, time: string]
  said: NewBarrierInput
  turns: Turn[]
}

/** Barriers in every state. */
export const barriers: DemoBarrier[] = [
  {
    by: 'Mia',
    of: 'soldout',
    on: [2, 2, '09:10'],
    said: { kind: 'decision', title: 'May we order the smaller flour sacks?' },
    turns: [
      { on: [2, 2, '11:00'], who: 'Dana', move: 'take', words: 'this_week' },
      { on: [2, 4, '15:00'], who: 'Dana', move: 'clear' },
      { on: [2, 5, '08:30'], who: 'Mia', move: 'confirm' },
    ],
  },
  {
    by: 'Jun',
    of: 'ontime',
    on: [3, 1, '07:40'],
    said: { kind: 'access', title: 'No key for the back door of Café Anker' },
    turns: [
      { on: [3, 1, '12:00'], who: 'Priya', move: 'take', words: 'today' },
      { on: [3, 3, '10:00'], who: 'Priya', move: 'clear' },
      { on: [3, 4, '07:00'], who: 'Jun', move: 'reopen', words: 'The key fits the gate, not the door.' },
      { on: [3, 4, '09:00'], who: 'Priya', move: 'take', words: 'this_week' },
      { on: [3, 5, '14:00'], who: 'Priya', move: 'clear' },
      { on: [4, 1, '07:10'], who: 'Jun', move: 'confirm' },
    ],
  },
  {
    by: 'Noah',
    of: 'queue',
    on: [5, 2, '10:00'],
    said: { kind: 'too_much', title: 'Inventory and the new till in the same week' },
    turns: [{ on: [5, 3, '16:00'], who: 'Noah', move: 'withdraw' }],
  },
  {
    by: 'Lena',
    of: 'leftover',
    on: [7, 3, '06:00'],
    said: { kind: 'other', title: 'The second oven loses heat', severity: 'high' },
    turns: [
      { on: [7, 3, '09:00'], who: 'Omar', move: 'take', words: 'next_week' },
      { on: [7, 4, '09:00'], who: 'Tomas', move: 'offerHelp', words: 'I know the man who built it.' },
    ],
  },
  {
    by: 'Tomas',
    of: 'recipes',
    on: [8, 2, '05:30'],
    said: { kind: 'waiting', title: 'The printer in the bakery has no paper contract' },
    turns: [
      { on: [8, 4, '09:00'], who: 'Omar', move: 'cant', words: 'The contract is frozen until January.' },
    ],
  },
  {
    by: 'Elif',
    of: 'queue',
    on: [9, 1, '11:00'],
    said: { kind: 'decision', title: 'Which till stays open at noon?' },
    turns: [
      { on: [9, 2, '09:00'], who: 'Dana', move: 'askBack', words: 'How many people stand there at noon?' },
    ],
  },
  {
    by: 'Jun',
    of: 'ontime',
    on: [10, 1, '08:00'],
    said: { kind: 'waiting', title: 'New bike lights are still not ordered' },
    turns: [
      { on: [10, 2, '10:00'], who: 'Priya', move: 'take', words: 'this_week' },
      { on: [10, 5, '13:00'], who: 'Priya', move: 'clear' },
    ],
  },
  {
    by: 'Mia',
    of: 'soldout',
    on: [11, 5, '09:30'],
    said: { kind: 'waiting', title: 'The mill has not confirmed the Saturday delivery' },
    turns: [],
  },
  {
    by: 'Noah',
    of: 'queue',
    on: [11, 2, '10:30'],
    said: { kind: 'access', title: 'I cannot change prices in the new till' },
    turns: [{ on: [11, 3, '09:00'], who: 'Dana', move: 'take', words: 'next_week' }],
  },
  {
    by: 'Elif',
    of: 'queue',
    on: [12, 1, '08:10'],
    said: { kind: 'decision', title: 'Who opens on the Sunday before Christmas?' },
    turns: [],
  },
]
