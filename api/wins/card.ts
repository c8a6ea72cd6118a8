import {
  type Action,
  box,
  button,
  type Card,
  card,
  type Element,
  heading,
  plain,
  run,
  runs,
  text,
} from '../chat/card.ts'
import type { Say } from '../strings/say.ts'
import type { Finding } from './entity.ts'

/** A win as cards show it. */
export interface CardWin {
  id: string
  foundBy: Finding
  /** The words of who logged it, or the title of what it is about. */
  what: string
  betterOff: string | null
  /** Names of those to whose credit it is. */
  credits: readonly string[]
  /** The day since which what it was about is no longer so. */
  factGone?: string
}

function lines({ t }: Say, { foundBy, what, betterOff, credits }: CardWin): Element[] {
  const found = foundBy === 'hand' ? [] : [run(`${t(`win.found.${foundBy}`)} `)]
  const told: Element[] = [runs([...found, run(what, { weight: 'bolder' })])]
  const who = [credits.join(', '), betterOff ?? ''].filter(Boolean).join(' · ')
  if (who) told.push(runs([run(who, { isSubtle: true, size: 'small' })], { spacing: 'none' }))
  return told
}

/** A win as one row of a larger card, to celebrate with one tap and a few words. */
export function winRow(say: Say, of: { id: string; revision: number }, win: CardWin): Element {
  const { t } = say
  const words = { id: `words-${win.id}`, label: t('win.words'), errorMessage: t('card.tooLong') }
  return box(
    [
      ...lines(say, win),
      { type: 'Input.Text', ...words, value: '', maxLength: 500 },
      {
        type: 'ActionSet',
        actions: [button(of, 'celebrate', t('win.celebrate'), { item: win.id, style: 'positive' })],
      },
    ],
    { separator: true, spacing: 'medium' },
  )
}

export interface WinCard {
  card: { id: string; revision: number }
  win: CardWin
  /** Everybody who celebrates, and the last few who said something. */
  count: number
  said: readonly { name: string; words: string }[]
  tab: string
}

/** A win in the chat the team chose: who else celebrates is counted in place. */
export function winCard(say: Say, { card: of, win, count, said, tab }: WinCard): Card {
  const { t } = say
  const body: Element[] = [heading(t('win.title')), ...lines(say, win)]
  if (win.factGone) body.push(text(t('win.factGone', { day: say.day(win.factGone) }), { isSubtle: true }))
  body.push(text(t('win.count', { count }), { weight: 'bolder' }))
  for (const { name, words } of said) body.push(runs([run(`${name}: `, { weight: 'bolder' }), run(words)]))
  const field = { id: 'words', label: t('win.words'), errorMessage: t('card.tooLong') }
  body.push({ type: 'Input.Text', ...field, value: '', maxLength: 500 })
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  return card(say.language, t('win.title'), body, [
    button(of, 'celebrate', t('win.celebrateToo'), { style: 'positive', item: win.id }),
    open,
  ])
}

export interface CelebrateHereCard {
  card: { id: string; revision: number }
  /** The teams that one leads; and the one that was picked. */
  teams: readonly { id: string; name: string }[]
  chosen: { id: string; name: string } | null
  note: 'invalid' | null
  tab: string
}

/** Which of their teams a leader has celebrated in this chat. */
export function celebrateHereCard(say: Say, { card: of, teams, chosen, note, tab }: CelebrateHereCard): Card {
  const { t } = say
  const title = t('celebrateHere.title')
  const body: Element[] = [heading(title)]
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  if (chosen || teams.length === 0) {
    const words = chosen ? t('celebrateHere.done', { team: chosen.name }) : t('bot.notLeader.text')
    return card(say.language, title, [...body, runs([run(words)])], [open])
  }
  if (note) body.push(text(t('celebrateHere.pick'), { color: 'attention' }))
  const choices = teams.map(({ id, name }) => ({ title: plain(name), value: id }))
  const field = { id: 'team', label: t('celebrateHere.which'), errorMessage: t('celebrateHere.pick') }
  body.push({ type: 'Input.ChoiceSet', ...field, value: teams[0]!.id, choices, style: 'compact' })
  return card(say.language, title, body, [button(of, 'here', title, { style: 'positive' }), open])
}

interface LogWinCard {
  card: { id: string; revision: number }
  /** What was typed so far. */
  what: string
  teams: readonly { id: string; name: string }[]
  /** Where it was noted. */
  logged: { name: string } | null
  note: 'invalid' | null
  tab: string
}

/** A win to be noted: its words, and its team where there are several. */
export function logWinCard(say: Say, { card: of, what, teams, logged, note, tab }: LogWinCard): Card {
  const { t } = say
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  if (logged) {
    const body = [heading(t('bot.logged.title')), runs([run(t('logWin.done', { team: logged.name }))])]
    return card(say.language, t('bot.logged.title'), body, [open])
  }
  const body: Element[] = [heading(t('logWin.title'))]
  if (note) body.push(text(t('logWin.what.missing'), { color: 'attention' }))
  const words = { label: t('logWin.what'), errorMessage: t('logWin.what.missing'), isRequired: true }
  body.push({ type: 'Input.Text', id: 'what', ...words, value: what, maxLength: 300 })
  if (teams.length > 1) {
    const choices = teams.map(({ id, name }) => ({ title: plain(name), value: id }))
    const field = { id: 'team', label: t('logWin.team'), errorMessage: t('logWin.team') }
    body.push({ type: 'Input.ChoiceSet', ...field, value: teams[0]!.id, choices, style: 'compact' })
  }
  return card(say.language, t('logWin.title'), body, [
    button(of, 'log', t('logWin.log'), { style: 'positive' }),
    open,
  ])
}

/** What stays in the chat of a win that was taken back: that there was one, and nothing of it. */
export function takenBackCard({ t, language }: Say, tab: string): Card {
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  return card(language, t('win.takenBack'), [text(t('win.takenBack'))], [open])
}
