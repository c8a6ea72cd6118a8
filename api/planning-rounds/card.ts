import { type Action, button, type Card, card, type Element, heading, run, runs, text } from '../chat/card.ts'
import type { Say } from '../strings/say.ts'
import type { RoundDto } from './schema.ts'

export interface AskFirstCard {
  card: { id: string; revision: number }
  round: Pick<RoundDto, 'question' | 'vision' | 'kind' | 'anonymous' | 'state' | 'withheld'> &
    Pick<RoundDto, 'closesDay' | 'asked' | 'voices'>
  team: string
  /** Whether this is the last day. */
  lastDay: boolean
  /** What its reader said, as far as it may be shown here. */
  mine: readonly { id: string; text: string }[]
  /** What happened just now. */
  note: 'said' | 'takenBack' | 'changed' | 'invalid' | null
  tab: string
}

/** The team is asked first: the question, where it is to lead, until when, who reads the answer, and room for it. */
export function askFirstCard(say: Say, shown: AskFirstCard): Card {
  const { t } = say
  const { card: of, round, team, mine, note, tab } = shown
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  const title = t(round.state === 'open' ? 'round.title' : 'round.over')
  const body: Element[] = [heading(title)]
  if (note) body.push(text(t(`round.note.${note}`), { isSubtle: true }))
  body.push(runs([run(`${team}: `), run(round.question, { weight: 'bolder' })]))
  if (round.vision) body.push(runs([run(`${t('round.vision')} `), run(round.vision)]))
  if (round.state !== 'open') {
    return card(say.language, title, [...body, text(t(`round.${endOf(round)}`, countsOf(round)))], [open])
  }
  body.push(text(`${t('round.voices', countsOf(round))} · ${until(say, shown)}`, { isSubtle: true }))
  // A client that only submits would have the card edited, and that would say who has spoken.
  const instead = round.anonymous ? tab : undefined
  if (mine.length > 0) body.push(text(t('round.mine'), { weight: 'bolder' }))
  for (const { id: item, text: words } of mine) {
    const back = button(of, 'takeBack', t('round.takeBack'), { item, withoutInputs: true, instead })
    body.push(runs([run(words)], { spacing: 'small' }), { type: 'ActionSet', actions: [back] })
  }
  const who = t(round.anonymous ? 'round.who.nobody' : 'round.who.named')
  body.push(wordsField(say, mine.length > 0), text(who, { isSubtle: true, size: 'small' }))
  const propose = button(of, 'propose', t('round.say'), { style: 'positive', instead })
  return card(say.language, title, body, [propose, open])
}

function until({ t, day }: Say, { round, lastDay }: AskFirstCard): string {
  if (round.kind === 'ten_minutes') return t('round.minutes')
  return lastDay ? t('round.today') : t('round.until', { day: day(round.closesDay) })
}

function endOf({ state, withheld }: AskFirstCard['round']): 'published' | 'withheld' | 'closed' {
  return state === 'published' ? 'published' : withheld ? 'withheld' : 'closed'
}

const countsOf = ({ voices, asked }: AskFirstCard['round']) => ({ voices, asked })

function wordsField({ t }: Say, another: boolean): Element {
  return {
    type: 'Input.Text',
    id: 'words',
    label: t(another ? 'round.another' : 'round.words'),
    errorMessage: t('card.tooLong'),
    value: '',
    maxLength: 300,
    isMultiline: true,
  }
}
