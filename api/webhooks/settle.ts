import { first, rows, type Tx, transaction } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { workerActor } from '../jobs/actor.ts'
import type { Work } from '../jobs/work.ts'
import type { Answer } from '../outgoing/outgoing.ts'
import { disable } from './disable.ts'
import type { DeliveryRow, WebhookRow } from './entity.ts'
import { nextTurn } from './next-turn.ts'
import { givesUpAfter, verdictOf, waitAfter } from './retry.ts'

/** What came of one message. */
export interface Answered {
  delivery: DeliveryRow
  answer: Answer
  milliseconds: number
}

/** Characters of a reply that are kept. */
const kept = 500

/** Keeps what came of the messages to a webhook, and disables it where that is due. */
export function settle(
  work: Work,
  chance: () => number,
  { workspaceId, id }: WebhookRow,
  answered: readonly Answered[],
): Promise<void> {
  return transaction(work.db, { workspaceId }, async (tx) => {
    const lock = `SELECT failing_since AS "failingSince", disabled_at AS "disabledAt" FROM webhooks
      WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE`
    const webhook = await first<Pick<WebhookRow, 'failingSince' | 'disabledAt'>>(tx, lock, [workspaceId, id])
    const actor = await workerActor(tx, workspaceId, work.clock())
    if (!webhook || !actor) return // removed meanwhile
    for (const each of answered) await settleOne(tx, actor, each, webhook.disabledAt ? null : chance())
    const verdicts = answered.map(({ answer }) => verdictOf(answer))
    const failingSince = verdicts.includes('delivered') ? null : (webhook.failingSince ?? actor.now)
    await rows(
      tx,
      `UPDATE webhooks SET busy_until = NULL, failing_since = $3, revision = revision + 1,
        delivered_at = CASE WHEN $4::boolean THEN $5::timestamptz ELSE delivered_at END WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, failingSince, verdicts.includes('delivered'), actor.now],
    )
    const tooLong = failingSince && actor.now.getTime() - failingSince.getTime() >= givesUpAfter
    const why = verdicts.includes('gone') ? 'gone' : tooLong ? 'failing' : null
    if (why && !webhook.disabledAt) await disable(tx, actor, id, why)
    await nextTurn(tx, workspaceId, id, actor.now)
  })
}

/** `chance` spreads the next try; null: there is none. */
async function settleOne(
  tx: Tx,
  { workspaceId, now }: Actor,
  { delivery, answer, milliseconds }: Answered,
  chance: number | null,
): Promise<void> {
  const tries = delivery.attempts + 1
  const { status } = answer
  const told =
    answer.status === null ? [answer.trouble, null] : [null, answer.text.replaceAll('\0', '').slice(0, kept)]
  await rows(
    tx,
    `INSERT INTO webhook_attempts (workspace_id, id, delivery_id, at, milliseconds, status, trouble, reply)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [workspaceId, newId(now), delivery.id, now, milliseconds, status, ...told],
  )
  const verdict = verdictOf(answer)
  const wait = verdict === 'again' && chance !== null ? waitAfter(tries, answer, chance) : undefined
  const outcome = verdict === 'delivered' ? 'delivered' : wait === undefined ? 'failed' : null
  await rows(
    tx,
    `UPDATE webhook_deliveries SET run_at = $3, outcome = $4,
        ended_at = CASE WHEN $4::text IS NOT NULL THEN $5::timestamptz END
      WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, delivery.id, new Date(now.getTime() + (wait ?? 0)), outcome, now],
  )
}
