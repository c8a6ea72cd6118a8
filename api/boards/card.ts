import { barrierRow, confirmRow } from '../barriers/card.ts'
import type { BarrierSummaryDto } from '../barriers/schema.ts'
import {
  type Action,
  box,
  button,
  type Card,
  card,
  type Element,
  heading,
  run,
  runs,
  text,
} from '../chat/card.ts'
import type { Say } from '../strings/say.ts'
import { type CardWin, winRow } from '../wins/card.ts'

/** Rows of a kind that one card shows; the rest is in the tab. */
export const mostRows = 3
/** What clearing one takes, breaking one down or celebrating one, roughly. */
const minutesEach = 5

export const morningNotes = [
  'taken',
  'cleared',
  'celebrated',
  'confirmed',
  'suggested',
  'settled',
  'changed',
  'invalid',
] as const

export interface MorningCard {
  card: { id: string; revision: number }
  /** As the first message of the week it says how long it will take. */
  weekly: boolean
  barriers: readonly { barrier: BarrierSummaryDto; raiser: string; soon: string }[]
  /** Cleared for me: really? */
  confirm: readonly BarrierSummaryDto[]
  /** How many there are in all. */
  toClear: number
  wins: readonly CardWin[]
  /** What has no next step: one is suggested here, and its owner picks. */
  toBreakDown: readonly { id: string; title: string; owner: string; since: string }[]
  /** How many there are in all. */
  breakDowns: number
  /** What else is asked, each with the card that answers it. */
  also: readonly AlsoAsked[]
  note: (typeof morningNotes)[number] | null
  tab: string
}

/** Something asked that has a card of its own. */
export interface AlsoAsked {
  kind: 'ask-first' | 'commit'
  id: string
  words: string
}

/** What a leader does this morning: to clear and to celebrate, each with one tap; edited in place all week. */
export function morningCard(say: Say, shown: MorningCard): Card {
  const { t } = say
  const { card: of, barriers, confirm, toClear, wins, toBreakDown, also, note, tab } = shown
  const title = titleOf(say, shown)
  const body: Element[] = [heading(title)]
  if (note) body.push(text(t(`morning.note.${note}`), { isSubtle: true }))
  for (const { barrier, ...row } of barriers.slice(0, mostRows)) body.push(barrierRow(say, of, barrier, row))
  const more = toClear - Math.min(barriers.length, mostRows)
  if (more > 0) body.push(text(t('card.more', { count: more }), { isSubtle: true }))
  for (const barrier of confirm) body.push(confirmRow(say, of, barrier))
  if (wins.length > 0) {
    body.push(text(t('morning.celebrate'), { weight: 'bolder', separator: true, spacing: 'medium' }))
    for (const win of wins.slice(0, mostRows)) body.push(winRow(say, of, win))
  }
  if (toBreakDown.length > 0) {
    body.push(text(t('morning.breakDown'), { weight: 'bolder', separator: true, spacing: 'medium' }))
    for (const each of toBreakDown.slice(0, mostRows)) body.push(breakDownRow(say, of, each))
  }
  for (const each of also.slice(0, mostRows)) body.push(alsoRow(say, of, each))
  if (toClear + confirm.length + wins.length + toBreakDown.length + also.length === 0)
    body.push(text(t('morning.nothing')))
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  return card(say.language, title, body, [open])
}

/** How much there is and, once a week, how long all of it takes. */
function titleOf({ t }: Say, { weekly, toClear, wins, breakDowns }: MorningCard): string {
  const minutes = minutesEach * (toClear + wins.length + breakDowns)
  if (!weekly || minutes === 0) return t('morning.title', { count: toClear })
  return t(toClear > 0 ? 'morning.weekly' : 'morning.minutes', { count: toClear, minutes })
}

function breakDownRow(
  { t, day }: Say,
  of: MorningCard['card'],
  { id, title, owner, since }: MorningCard['toBreakDown'][number],
): Element {
  return box([
    runs([run(title, { weight: 'bolder' }), run(` · ${owner}`)]),
    text(t('morning.since', { day: day(since) }), { isSubtle: true, spacing: 'none' }),
    {
      type: 'Input.Text',
      id: `step-${id}`,
      label: t('morning.suggestion'),
      errorMessage: t('card.tooLong'),
      placeholder: t('step.writeHint'),
      value: '',
      maxLength: 300,
    },
    {
      type: 'ActionSet',
      actions: [
        button(of, 'suggest', t('morning.suggest'), { item: id }),
        button(of, 'settle', t('morning.settle'), { item: id, withoutInputs: true }),
      ],
    },
  ])
}

function alsoRow({ t }: Say, of: MorningCard['card'], { kind, id, words }: AlsoAsked): Element {
  const look = { item: `${kind}:${id}`, withoutInputs: true }
  const show: Action = button(of, 'show', t(`morning.show.${kind}`), look)
  const line = runs([run(`${t(`morning.also.${kind}`)} `), run(words, { weight: 'bolder' })])
  return box([line, { type: 'ActionSet', actions: [show] }], { separator: true, spacing: 'medium' })
}

/** A key result as one line of a list. */
export interface ListedRow {
  title: string
  health: string
  percent: number | null
}

/** Key results in a list: how each stands, in words. */
export function listRows(say: Say, rows: readonly ListedRow[]): Element[] {
  return rows.map(({ title, health, percent }) => {
    const figure = percent === null ? '' : ` · ${say.percent(percent)}`
    return runs([
      run(title, { weight: 'bolder' }),
      run(` · ${say.t(`status.${health as 'unknown'}`)}${figure}`),
    ])
  })
}

export interface FoundCard {
  title: string
  why: string | null
  health: string
  percent: number | null
  tab: string
}

/** A goal or a measure as a card to be put into a conversation: it is read there, and opened in the tab. */
export function itemCard(say: Say, { title, why, tab, ...row }: FoundCard): Card {
  const body: Element[] = [...listRows(say, [{ title, ...row }])]
  if (why) body.push(runs([run(why)]))
  return card(say.language, say.t('card.item'), body, [
    { type: 'Action.OpenUrl', title: say.t('card.openTab'), url: tab },
  ])
}
