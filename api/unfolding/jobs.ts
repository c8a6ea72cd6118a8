import { dayOf } from '../calendar.ts'
import type { Tx } from '../database/transaction.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import { unfold } from './unfolding.ts'

const telling = new Set(['barrier', 'win', 'objective', 'alignment', 'import', 'cycle'])
const mute = new Set(['objective.rolled-up', 'objective.health-changed'])

/** Keeps what an event unfolds. */
export async function unfoldOnEvent(tx: Tx, actor: Actor, { kind }: EventRow): Promise<void> {
  if (telling.has(kind.split('.')[0]!) && !mute.has(kind)) await unfold(tx, actor)
}

/** Keeps what a passed day unfolds. */
export async function turnUnfolding(tx: Tx, actor: Actor): Promise<void> {
  await unfold(tx, actor, dayOf(actor.now, actor.zone))
}
