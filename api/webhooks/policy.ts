import { badField, forbidden } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import type { Outgoing } from '../outgoing/outgoing.ts'
import { type Unfit, UnfitPlace } from '../outgoing/place.ts'
import type { WebhookRow } from './entity.ts'

/** Admins, and keys that were given the scope for it. */
export function checkManages(actor: Actor): void {
  if (!actor.admin && !actor.scopes) throw forbidden('Webhooks are the admins’ affair.')
}

/**
 * Whoever says where a webhook leads hears what it hears: 403 where that is a private team that the actor does not belong
 * to.
 */
export function checkHears(actor: Actor, { teamIds }: Pick<WebhookRow, 'teamIds'>): void {
  const own = [...actor.teams, ...actor.leads]
  if (teamIds.every((id) => own.includes(id))) return
  throw forbidden(
    'It is told of a private team that you do not belong to. Take that team away first, or ask somebody of it.',
    'private-team',
  )
}

const unfit: Record<Unfit, () => Error> = {
  'not-https': () => badField('/url', 'not-https', 'Only addresses that begin with https:// are called.'),
  credentials: () =>
    badField('/url', 'credentials', 'An address with a name or password in it is not called.'),
  port: () => badField('/url', 'port', 'Only ports on which https is usually served are called.'),
  'unknown-host': () => badField('/url', 'unknown-host', 'No address was found for this name.'),
  'not-public': () => badField('/url', 'not-public', 'This leads to no public address.'),
}

/** The address as it is kept; 400 for one that would not be called. */
export async function checkedUrl(door: Outgoing, given: string): Promise<string> {
  try {
    await door.check(given.trim())
  } catch (error) {
    throw error instanceof UnfitPlace ? unfit[error.why]() : error
  }
  const url = new URL(given.trim())
  url.hash = ''
  return url.href
}
