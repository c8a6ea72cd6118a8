import { checkCycleOpen, findCycle } from '../cycles/cycles.ts'
import type { CycleRow } from '../cycles/entity.ts'
import { first, type Tx } from '../database/transaction.ts'
import { badField, refuse } from '../errors.ts'
import type { Actor } from '../http/actor.ts'

const laterStatement = `
  SELECT n.id, n.name, n.state FROM cycles c
  JOIN cycles n ON n.workspace_id = c.workspace_id AND n.start_day > c.start_day AND n.state <> 'closed'
  WHERE c.workspace_id = $1 AND c.id = $2 ORDER BY n.start_day, n.end_day, n.id LIMIT 1`

/** The cycle that follows, if one is planned: the first to begin later that is not closed. */
export function cycleAfter(
  tx: Tx,
  actor: Actor,
  cycleId: string,
): Promise<Pick<CycleRow, 'id' | 'name' | 'state'> | undefined> {
  return first(tx, laterStatement, [actor.workspaceId, cycleId])
}

/** Where an item is to go on: the cycle that was named, else the one that follows. 409 `no-next-cycle` without one. */
export async function cycleToCarryInto(
  tx: Tx,
  actor: Actor,
  fromId: string,
  given: string | undefined,
): Promise<string> {
  if (!given) {
    const next = await cycleAfter(tx, actor, fromId)
    if (next) return next.id
    throw refuse(409, 'no-next-cycle', 'There is no later cycle yet: an admin plans the next one first.')
  }
  const [from, to] = [await findCycle(tx, actor, fromId), await checkCycleOpen(tx, actor, given)]
  if (to.startDay > from.startDay) return to.id
  throw badField('/cycleId', 'earlier', 'It goes on in a cycle that begins later.')
}
