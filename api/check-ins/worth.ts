import { v4 } from 'uuid'
import { dayOf } from '../calendar.ts'
import type { Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { findKeyResult } from '../key-results/key-results.ts'
import { WorthEntity } from './entity.ts'

/** Keeps what checking in was worth to somebody: for their team and the day, and never who said it. */
export async function answerWorth(tx: Tx, actor: Actor, keyResultId: string, worth: boolean): Promise<void> {
  const { teamId } = await findKeyResult(tx, actor, keyResultId)
  const { workspaceId, now, zone } = actor
  await tx.insert(WorthEntity, { workspaceId, id: v4(), teamId, day: dayOf(now, zone), worth })
}
