import { askedCard, type BarrierCard, leftCard, raiseCard, raisedCard } from '../../api/barriers/card.ts'
import { barrierStates } from '../../api/barriers/entity.ts'
import type { BarrierDto, BarrierSummaryDto } from '../../api/barriers/schema.ts'
import { itemCard, morningCard } from '../../api/boards/card.ts'
import { type Moment, sayings } from '../../api/bot/kind.ts'
import { plainKind } from '../../api/bot/plain.ts'
import type { Card } from '../../api/chat/card.ts'
import type { CardRow } from '../../api/chat/entity.ts'
import { type CardItem, checkInForm, checkInReceipt } from '../../api/check-ins/card.ts'
import { mentionCard } from '../../api/comments/card.ts'
import { commitCard, nextCard, stepCard } from '../../api/commitments/card.ts'
import { type AskFirstCard, askFirstCard } from '../../api/planning-rounds/card.ts'
import { halfTimeCard } from '../../api/reviews/card.ts'
import type { Say } from '../../api/strings/say.ts'
import { webhookOffCard } from '../../api/webhooks/card.ts'
import { type CardWin, celebrateHereCard, logWinCard, takenBackCard, winCard } from '../../api/wins/card.ts'

/** What a person might write who would like a card to do something. */
export const hostile =
  '**Bold** [here](https://evil.example) <at>Mia</at> {{DATE(2020-01-01T00:00:00Z)}} ${$root.x} # Heading'
const of = { id: '4f7c1f5e-1111-4222-8333-444455556666', revision: 3 }
const tab = 'https://teams.microsoft.com/l/entity/x/home'
const at = { card: of, tab }

const item: CardItem = {
  id: 'a',
  title: hostile,
  kind: 'number',
  unit: 'kg',
  target: 100,
  peopleTotal: null,
  dueDay: '2026-11-27',
  value: 42.5,
  confidence: 'medium',
}
export const five: CardItem[] = [
  item,
  { ...item, title: 'People who now plan on Monday', kind: 'people', unit: null, peopleTotal: 12, value: 7 },
  { ...item, title: 'New key made', kind: 'done', unit: null, target: 1, value: 0 },
  { ...item, title: 'Saved per month', kind: 'currency', unit: 'EUR', value: 1200, confidence: null },
  { ...item, title: 'Not measured yet', value: null },
]

const can = {
  ...{ raise: false, take: true, handOn: true, askBack: true, answer: true, cant: true, clear: true },
  ...{ confirm: true, reopen: true, withdraw: true, offerHelp: false, edit: true, undo: true },
}
const summary = {
  ...{
    id: 'b',
    number: 41,
    title: hostile,
    kind: 'decision',
    severity: 'normal',
    state: 'open',
    details: hostile,
  },
  ...{
    raisedBy: 'mia',
    teamId: 't',
    links: [],
    hiddenBlocks: 0,
    can,
    promise: { day: '2026-11-27', by: 'dana' },
  },
  blocks: [{ id: 'x', kind: 'key_result', title: hostile }],
  cost: { people: 3, days: 4 },
  asked: { memberId: 'dana', until: '2026-11-27' },
  clearing: { by: 'dana' },
} as unknown as BarrierSummaryDto

function ticket(state: string, more: Partial<BarrierCard> = {}): BarrierCard {
  const turns = [{ kind: 'asked_back', words: hostile, by: 'dana', undone: false }]
  const barrier = { ...summary, state, turns } as unknown as BarrierDto
  const name = (id: string | null) => (id === 'mia' ? hostile : 'Dana Diaz')
  return { ...at, barrier, name, soon: '2026-11-27', mode: null, note: null, ...more }
}

const win: CardWin = {
  id: 'w',
  foundBy: 'against_the_odds',
  what: hostile,
  betterOff: hostile,
  credits: [hostile, 'Mia Moreau'],
}
const step = { cue: hostile, text: hostile, dueDay: '2026-11-27', about: hostile }
const three = [1, 2, 3].map((n) => ({ id: `${n}`, text: `${hostile} ${n}` }))
const lines = five.slice(0, 3).map((each) => ({
  ...{ title: each.title, value: 44, previous: 40, unit: each.unit, kind: each.kind, health: 'at_risk' },
}))
const barriers = [
  { id: 'd', kind: 'waiting' as const, about: hostile, number: null, askedOf: hostile },
  { id: 'e', kind: 'access' as const, about: 'New key made', number: 42, askedOf: 'Dana Diaz' },
]

const checkIns = (say: Say): Record<string, Card> => {
  const form = { ...at, items: five, more: 3, led: [{ number: 41, title: hostile }], note: null }
  const receipt = { ...at, lines, open: 1, barriers, undo: true, worth: true }
  return {
    'check-in': checkInForm(say, form),
    'check-in-reminder': checkInForm(say, { ...form, items: five.slice(0, 3), more: 0, note: 'reminder' }),
    'check-in-edit': checkInForm(say, { ...form, items: five.slice(0, 1), more: 0, note: 'edit' }),
    receipt: checkInReceipt(say, receipt),
    'receipt-two': checkInReceipt(say, { ...receipt, barriers: [barriers[0]!, barriers[0]!], worth: false }),
    'receipt-late': checkInReceipt(say, { ...receipt, barriers: [], undo: false, worth: false, open: 0 }),
  }
}

const steps = (say: Say): Record<string, Card> => ({
  step: stepCard(say, { ...at, step, missing: null, pencilled: [], more: 2, note: 'started' }),
  'step-missing': stepCard(say, { ...at, ...none, missing: hostile }),
  'step-suggested': stepCard(say, { ...at, ...none, missing: hostile, pencilled: three, note: 'suggested' }),
  'step-none': stepCard(say, { ...at, ...none }),
  next: nextCard(say, { ...at, finished: hostile, pencilled: three, undo: true }),
  commit: commitCard(say, { ...yes, ask: goal, more: 2, note: 'invalid' }),
  'commit-next': commitCard(say, { ...yes, ask: { ...goal, why: null, measures: [] }, given: step }),
  'commit-given': commitCard(say, { ...yes, given: step }),
  'commit-left': commitCard(say, { ...yes, left: true }),
  'commit-none': commitCard(say, yes),
})
const none = { step: null, missing: null, pencilled: [], more: 0, note: null }
const yes = { ...at, ask: null, more: 0, given: null, left: false, note: null }
const goal = {
  ...{ id: 'o', title: hostile, why: hostile },
  measures: [1, 2, 3].map((n) => ({ id: `${n}`, title: `${hostile} ${n}`, mine: n === 1 })),
}

const rounds = (say: Say): Record<string, Card> => {
  const round: AskFirstCard['round'] = {
    ...({ question: hostile, vision: hostile, kind: 'round', state: 'open' } as const),
    ...{ anonymous: false, withheld: false, closesDay: '2026-11-27', asked: 8, voices: 3 },
  }
  const shown = { ...at, round, team: hostile, lastDay: false, mine: [], note: null }
  const mine = three.map(({ id, text }) => ({ id, text }))
  const over = (more: object) => askFirstCard(say, { ...shown, round: { ...round, ...more } })
  return {
    'ask-first': askFirstCard(say, shown),
    'ask-first-said': askFirstCard(say, { ...shown, mine, lastDay: true, note: 'said' }),
    'ask-first-anonymous': askFirstCard(say, { ...shown, mine, round: { ...round, anonymous: true } }),
    'ask-first-minutes': over({ kind: 'ten_minutes', vision: null }),
    'ask-first-closed': over({ state: 'closed' }),
    'ask-first-withheld': over({ state: 'closed', anonymous: true, withheld: true }),
    'ask-first-published': over({ state: 'published' }),
  }
}

const tickets = (say: Say): Record<string, Card> => {
  const states = barrierStates.filter((state) => state !== 'draft')
  const all = states.flatMap((state) => [
    [`asked-${state}`, askedCard(say, ticket(state))],
    [`raised-${state}`, raisedCard(say, ticket(state))],
  ])
  const modes = (['askBack', 'cant', 'when'] as const).map((mode) => [
    `asked-${mode}`,
    askedCard(say, ticket('open', { mode, note: 'invalid' })),
  ])
  const raise = {
    ...at,
    about: hostile,
    kind: 'waiting' as const,
    title: hostile,
    askedOf: hostile,
    back: true,
    note: null,
  }
  const teams = ['1', '2'].map((id) => ({ id, name: hostile, askedOf: hostile }))
  return {
    ...Object.fromEntries([...all, ...modes]),
    raise: raiseCard(say, raise),
    'raise-teams': raiseCard(say, { ...raise, teams, back: false }),
    left: leftCard(say),
  }
}

const leaders = (say: Say): Record<string, Card> => {
  const rows = [1, 2, 3].map((n) => ({
    barrier: { ...summary, id: `${n}` },
    raiser: hostile,
    soon: '2026-11-27',
  }))
  const morning = {
    ...at,
    weekly: true,
    barriers: rows,
    confirm: [summary],
    toClear: 7,
    wins: [win, { ...win, id: 'v' }],
    toBreakDown: [1, 2, 3].map((n) => ({
      ...{ id: `${n}`, title: hostile, owner: hostile, since: '2026-11-20' },
    })),
    breakDowns: 4,
    also: [
      { kind: 'ask-first' as const, id: '1', words: hostile },
      { kind: 'commit' as const, id: '2', words: hostile },
    ],
    note: 'taken' as const,
  }
  const led = ['1', '2'].map((id) => ({ id, name: hostile }))
  return {
    morning: morningCard(say, morning),
    'morning-empty': morningCard(say, {
      ...morning,
      weekly: false,
      barriers: [],
      confirm: [],
      toClear: 0,
      wins: [],
      toBreakDown: [],
      breakDowns: 0,
      also: [],
      note: null,
    }),
    'morning-wins': morningCard(say, { ...morning, barriers: [], toClear: 0 }),
    'celebrate-here': celebrateHereCard(say, { ...at, teams: led, chosen: null, note: 'invalid' }),
    'log-win': logWinCard(say, { ...at, what: hostile, teams: led, logged: null, note: 'invalid' }),
    'log-win-done': logWinCard(say, { ...at, what: '', teams: led, logged: led[0]!, note: null }),
    'celebrate-here-done': celebrateHereCard(say, { ...at, teams: led, chosen: led[0]!, note: null }),
    win: winCard(say, { ...at, win, count: 3, said: [{ name: hostile, words: hostile }] }),
    'win-fact-gone': winCard(say, { ...at, win: { ...win, factGone: '2026-11-27' }, count: 0, said: [] }),
    'win-taken-back': takenBackCard(say, at.tab),
    item: itemCard(say, { title: hostile, why: hostile, health: 'behind', percent: 42, tab }),
  }
}

const asked = (say: Say): Record<string, Card> => {
  const items = five.map(({ title, unit, value, target }, i) => ({
    ...{ id: `${i}`, title, unit, value, target },
    cleared: [1, 2].map((n) => ({
      ...{ id: `${n}`, number: n, title: n === 1 ? hostile : null },
      kind: 'access' as const,
    })),
  }))
  const half = { ...at, items, more: 2, pulse: { id: 'p', team: hostile }, note: null }
  const mention = { ...at, author: hostile, text: hostile, about: hostile, note: null }
  return {
    'half-time': halfTimeCard(say, half),
    'half-time-invalid': halfTimeCard(say, {
      ...half,
      items: items.slice(0, 1),
      more: 0,
      pulse: null,
      note: 'invalid',
    }),
    'half-time-pulse': halfTimeCard(say, { ...half, items: [], more: 0, note: 'answered' }),
    'half-time-done': halfTimeCard(say, { ...half, items: [], more: 0, pulse: null, note: 'pulse' }),
    'webhook-failing': webhookOffCard(say, { name: hostile, why: 'failing', tab }),
    'webhook-gone': webhookOffCard(say, { name: hostile, why: 'gone', tab }),
    'webhook-on': webhookOffCard(say, { name: hostile, why: null, tab }),
    mention: mentionCard(say, mention),
    'mention-answered': mentionCard(say, { ...mention, note: 'answered' }),
    'mention-removed': mentionCard(say, { ...mention, text: null }),
  }
}

/** Every card there is, filled with the longest and the most hostile that it may be given. */
export async function everyCard(say: Say): Promise<Record<string, Card>> {
  const moment = { say, tab: () => tab } as unknown as Moment
  const plain = sayings.filter((saying) => saying !== 'goals' && saying !== 'team')
  const said = await Promise.all(
    plain.map(async (saying) => {
      const data = saying === 'unknown' ? { saying, suggest: ['step', 'help', 'team'] } : { saying }
      return [`says-${saying}`, await plainKind.view(moment, { ...of, data } as unknown as CardRow)] as const
    }),
  )
  return {
    ...checkIns(say),
    ...steps(say),
    ...rounds(say),
    ...asked(say),
    ...tickets(say),
    ...leaders(say),
    ...Object.fromEntries(said),
  }
}
