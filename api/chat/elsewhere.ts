import { rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import type { Outcome } from './connector.ts'
import { type CardRow, reasons, type SendRow } from './entity.ts'
import { mailPause } from './pace.ts'

type Place = Pick<Actor, 'workspaceId' | 'now'>

/** Where else a member is reached, and from when on they may be disturbed. */
export type Otherwise = (
  tx: Tx,
  place: Place,
  memberId: string,
  at: Date,
) => Promise<{ conversationId: string | undefined; at: Date }>

/** A mail has no card id that could make two of them one, so it never comes twice. */
export type Sent = SendRow & { mail: boolean }

/**
 * What cannot arrive in somebody's chat goes to them another way, when they may be disturbed; false where there is none.
 * An answer or an edit does not: whoever is not there asked for nothing.
 */
export async function divert(
  tx: Tx,
  otherwise: Otherwise,
  place: Place,
  { memberId }: CardRow,
  { workspaceId, id, edits, reason, mail }: Sent,
): Promise<boolean> {
  if (mail || edits || !memberId || (reason !== reasons.asked && reason !== reasons.started)) return false
  const { conversationId, at } = await otherwise(tx, place, memberId, place.now)
  if (!conversationId) return false
  await rows(
    tx,
    `UPDATE chat_sends SET conversation_id = $3, run_at = $4, attempts = 0, started_at = NULL
      WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, id, conversationId, at],
  )
  return true
}

/** At least how many seconds to wait: as many as were asked for, and for a mail server rather longer. */
export function pauseAfter(outcome: Outcome, { mail, attempts }: Sent): number | undefined {
  if (mail) return mailPause(attempts)
  return outcome.status === null ? 0 : outcome.retryAfter
}

/** A mail that waits for hours does not arrive in the middle of the night either. */
export async function restedFor(
  tx: Tx,
  otherwise: Otherwise,
  place: Place,
  { send, card }: { send: Sent; card: CardRow },
  wait: number,
): Promise<number> {
  if (!send.mail || !card.memberId) return wait
  const { at } = await otherwise(tx, place, card.memberId, new Date(place.now.getTime() + wait))
  return at.getTime() - place.now.getTime()
}
