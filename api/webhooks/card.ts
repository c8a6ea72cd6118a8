import { type Action, type Card, card, heading, run, runs, text } from '../chat/card.ts'
import type { Say } from '../strings/say.ts'
import type { WebhookRow } from './entity.ts'

export interface WebhookOffCard {
  name: string
  /** Null once it was enabled again. */
  why: WebhookRow['disabledWhy']
  tab: string
}

/** An admin is told that another program is told nothing any more, and why. */
export function webhookOffCard({ t, language }: Say, { name, why, tab }: WebhookOffCard): Card {
  const open: Action = { type: 'Action.OpenUrl', title: t('card.openTab'), url: tab }
  const title = t(why ? 'webhookOff.title' : 'webhookOff.on')
  const body = [
    heading(title),
    runs([run(name, { weight: 'bolder' })]),
    text(t(why ? `webhookOff.${why}` : 'webhookOff.again')),
  ]
  return card(language, title, body, [open])
}
