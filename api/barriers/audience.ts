import type { Tx } from '../database/transaction.ts'
import type { Audience } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { findBarrier } from './move.ts'

/** Who sees a barrier: a draft its raiser, one for the leader only also whoever was asked. 404 when the actor does not. */
export async function barrierAudience(tx: Tx, actor: Actor, id: string): Promise<Audience> {
  const { audience, teamId, raisedBy, raisedAt, told } = await findBarrier(tx, actor, id)
  if (raisedAt === null) return { members: [raisedBy] }
  return audience === 'leader_only' ? { members: [...new Set([raisedBy, ...told])] } : { audience, teamId }
}
