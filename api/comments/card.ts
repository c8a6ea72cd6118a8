import { type Action, button, type Card, card, type Element, heading, run, runs, text } from '../chat/card.ts'
import type { Say } from '../strings/say.ts'

export interface MentionCard {
  card: { id: string; revision: number }
  author: string
  /** Null once it was removed. */
  text: string | null
  /** The title of what it is written beneath. */
  about: string
  note: 'answered' | 'changed' | 'invalid' | null
  tab: string
}

/** Somebody mentioned the reader beneath an item: what was said, and room to answer there. */
export function mentionCard(
  say: Say,
  { card: of, author, text: words, about, note, tab }: MentionCard,
): Card {
  const { t } = say
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  const title = t('mention.title')
  const body: Element[] = [heading(title)]
  if (note) body.push(text(t(`mention.note.${note}`), { isSubtle: true }))
  body.push(runs([run(about, { isSubtle: true, size: 'small' })]))
  if (words === null) return card(say.language, title, [...body, text(t('mention.removed'))], [open])
  body.push(runs([run(`${author}: `, { weight: 'bolder' }), run(words)]), {
    type: 'Input.Text',
    id: 'words',
    label: t('mention.answer'),
    errorMessage: t('card.tooLong'),
    value: '',
    maxLength: 1000,
    isMultiline: true,
  })
  return card(say.language, title, body, [
    button(of, 'answer', t('mention.send'), { style: 'positive' }),
    open,
  ])
}
