import { clearBarrier, takeBarrier } from '../barriers/answers.ts'
import { confirmBarrier } from '../barriers/raiser.ts'
import { type AlsoAsked, morningCard, morningNotes, mostRows } from '../boards/card.ts'
import { readMyWeek } from '../boards/my-week.ts'
import type { MyWeekDto } from '../boards/my-week-schema.ts'
import { badField } from '../errors.ts'
import { listBreakDowns, settleBreakDown, suggestSteps } from '../ladder/break-downs.ts'
import { settingsOf } from '../notifications/notifications.ts'
import { findRound, listRounds } from '../planning-rounds/show.ts'
import { mostLength } from '../strings/say.ts'
import type { CardWin } from '../wins/card.ts'
import { celebrate } from '../wins/celebrate.ts'
import { soonFor } from './barrier.ts'
import { type Kind, type Moment, namesOf } from './kind.ts'
import { put } from './open.ts'

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
    const { muted } = await settingsOf(tx, actor, actor.memberId!)
    return morningCard(say, {
      card,
      weekly: card.data.weekly === true,
      barriers: asked.map((barrier) => ({ barrier, raiser: name(barrier.raisedBy), soon })),
      confirm,
      toClear: week.line.asked,
      wins: muted.includes('win') ? [] : week.celebrate.map((win) => toCardWin(moment, win)),
      ...(await toBreakDown(moment)),
      also: await alsoAsked(moment, week),
      note: morningNotes.find((each) => each === card.data.note) ?? null,
      tab: tab('to-clear'),
    })
  },
  verbs: {
    show: async (moment, { conversationId, data }, { item = '' }) => {
      await show(moment, conversationId, item)
      return { ...data, note: null }
    },
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
    suggest: async ({ tx, actor }, { data }, { item, inputs }) => {
      const text = inputs[`step-${item}`]?.trim().slice(0, 300)
      if (!text) throw badField('/step', 'required', 'Suggest a step in a few words.')
      await suggestSteps(tx, actor, item ?? '', { steps: [{ text }] })
      return { ...data, note: 'suggested' }
    },
    settle: async ({ tx, actor }, { data }, { item }) => {
      await settleBreakDown(tx, actor, item ?? '')
      return { ...data, note: 'settled' }
    },
    celebrate: async ({ tx, actor }, { data }, { item, inputs }) => {
      const words = inputs[`words-${item}`]?.trim().slice(0, mostLength)
      await celebrate(tx, actor, item ?? '', words || undefined)
      return { ...data, note: 'celebrated' }
    },
  },
}

/** What the reader is asked to help break down. */
async function toBreakDown({ tx, actor }: Moment) {
  const { data } = await listBreakDowns(tx, actor)
  const toBreakDown = data
    .slice(0, mostRows)
    .map(({ id, keyResult, owner, since }) => ({ id, title: keyResult.title, owner: owner.name, since }))
  return { toBreakDown, breakDowns: data.length }
}

/** A waiting win as cards show it. */
function toCardWin({ say }: Moment, win: MyWeekDto['celebrate'][number]): CardWin {
  const { id, foundBy, betterOff, credits, subject } = win
  const what = win.what ?? subject?.title ?? say.t('win.something')
  return { id, foundBy, what, betterOff, credits: credits.map(({ name }) => name) }
}

/** What else waits for an answer: questions of a planning round, and goals that ask for a yes. */
async function alsoAsked({ tx, actor }: Moment, { commits }: MyWeekDto): Promise<AlsoAsked[]> {
  const asking = { limit: mostRows, state: 'open', askingMe: true } as const
  const { data } = await listRounds(tx, actor, asking)
  const rounds = data
    .filter(({ mine }) => !mine.spoken)
    .map(({ id, question }) => ({ kind: 'ask-first' as const, id, words: question }))
  const yes = commits
    .slice(0, 1)
    .map(({ objective: { id, title } }) => ({ kind: 'commit' as const, id, words: title }))
  return [...rounds, ...yes]
}

/** Puts the card that answers it below. */
async function show(moment: Moment, conversationId: string, item: string): Promise<void> {
  const { tx, actor } = moment
  const [kind, id = ''] = item.split(':')
  if (kind === 'commit') return void (await put(moment, conversationId, 'commit'))
  const round = kind === 'ask-first' && (await findRound(tx, actor, id))
  if (!round) throw badField('/item', 'unknown', 'There is no such card.')
  await put(moment, conversationId, 'ask-first', {}, { subjectId: round.id })
}
