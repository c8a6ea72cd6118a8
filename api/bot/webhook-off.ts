import { webhookOffCard } from '../webhooks/card.ts'
import { findWebhook } from '../webhooks/webhooks.ts'
import type { Kind } from './kind.ts'

/** A webhook was disabled; read by an admin. It has no buttons: what is to be done is done elsewhere. */
export const webhookOffKind: Kind = {
  view: async ({ tx, actor, say, tab }, card) => {
    const { name, disabledWhy: why } = await findWebhook(tx, actor, card.subjectId!)
    return webhookOffCard(say, { name, why, tab: tab('settings/webhooks') })
  },
  verbs: {},
}
