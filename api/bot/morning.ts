import { clearBarrier, takeBarrier } from '../barriers/answers.ts'
import { confirmBarrier } from '../barriers/raiser.ts'
import { morningCard, mostRows } from '../boards/card.ts'
import { readMyWeek } from '../boards/my-week.ts'
import type { MyWeekDto } from '../boards/my-week-schema.ts'
import { mostLength } from '../strings/say.ts'
import type { CardWin } from '../wins/card.ts'
import { celebrate } from '../wins/celebrate.ts'
import { soonFor } from './barrier.ts'
import { type Kind, type Moment, namesOf } from './kind.ts'

const notes = ['taken', 'cleared', 'celebrated', 'confirmed', 'changed'] as const

/** What a leader does this morning, and whoever has something to confirm; one tap each, edited in place. */
export const morningKind: Kind = {
  view: async (moment, card) => {
    const { tx, actor, say, tab } = moment
    const week = await readMyWeek(tx, actor)
    const asked = week.asked.slice(0, mostRows)
    const confirm = week.raised.filter(({ can }) => can.confirm).slice(0, mostRows)
    const name = await namesOf(
      moment,
      [...asked, ...confirm].map(({ raisedBy }) => raisedBy),
    )
    const soon = await soonFor(moment)
    return morningCard(say, {
      card,
      weekly: card.data.weekly === true,
      barriers: asked.map((barrier) => ({ barrier, raiser: name(barrier.raisedBy), soon })),
      confirm,
      toClear: week.line.asked,
      wins: week.celebrate.map((win) => toCardWin(moment, win)),
      note: notes.find((each) => each === card.data.note) ?? null,
      tab: tab('to-clear'),
    })
  },
  verbs: {
    take: async ({ tx, actor }, { data }, { item }) => {
      await takeBarrier(tx, actor, item ?? '', 'this_week')
      return { ...data, note: 'taken' }
    },
    clear: async ({ tx, actor }, { data }, { item }) => {
      await clearBarrier(tx, actor, item ?? '', {})
      return { ...data, note: 'cleared' }
    },
    confirm: async ({ tx, actor }, { data }, { item }) => {
      await confirmBarrier(tx, actor, item ?? '')
      return { ...data, note: 'confirmed' }
    },
    celebrate: async ({ tx, actor }, { data }, { item, inputs }) => {
      const words = inputs[`words-${item}`]?.trim().slice(0, mostLength)
      await celebrate(tx, actor, item ?? '', words || undefined)
      return { ...data, note: 'celebrated' }
    },
  },
}

/** A waiting win as cards show it. */
function toCardWin({ say }: Moment, win: MyWeekDto['celebrate'][number]): CardWin {
  const { id, foundBy, betterOff, credits, subject } = win
  const what = win.what ?? subject?.title ?? say.t('win.something')
  return { id, foundBy, what, betterOff, credits: credits.map(({ name }) => name) }
}
