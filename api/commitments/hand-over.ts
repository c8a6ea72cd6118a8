import { rows, type Tx } from '../database/transaction.ts'
import { successorOf } from '../directory/successor.ts'
import type { EventRow } from '../events/entity.ts'
import type { Actor } from '../http/actor.ts'
import type { Place } from './place.ts'
import { lockStep, stepHappened, turnStep } from './steps.ts'

/**
 * When somebody leaves, the steps they had before them are pencilled in for whoever takes over: nobody's yes is given by
 * somebody else, so nothing is due until they start it.
 */
export async function handOverSteps(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  if (event.kind !== 'member.left') return
  const leaverId = event.subjectId
  const found = await rows<{ id: string }>(
    tx,
    `SELECT id FROM steps WHERE workspace_id = $1 AND owner_id = $2 AND state IN ('live', 'pencilled')
      ORDER BY position, id`,
    [actor.workspaceId, leaverId],
  )
  for (const { id } of found) {
    const placed = await lockStep(tx, actor, id)
    const ownerId = await next(tx, actor, leaverId, placed.place)
    if (!ownerId) continue
    const unstarted = { state: 'pencilled', dueDay: null, firstDueDay: null, startedAt: null } as const
    const step = await turnStep(tx, actor, placed, { ...unstarted, ownerId, pencilledAt: actor.now })
    const data = { ownerId, ownerIdBefore: leaverId, because: 'left' }
    await stepHappened(tx, actor, 'step.handed-over', { ...placed, step }, data)
  }
}

/** Whoever owns the item, unless they are the one who left. */
async function next(tx: Tx, actor: Actor, leaverId: string, { ownerId, teamId }: Place) {
  return ownerId === leaverId ? successorOf(tx, actor, { leaverId, teamId }) : ownerId
}
