import { dayOf } from '../calendar.ts'
import { first, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { edit } from '../http/versions.ts'
import { fieldsOf } from './barriers.ts'
import { answerDue, loadWorkdays } from './clock.ts'
import { BarrierEntity, type BarrierRow } from './entity.ts'
import { findFor, make, showBarrier } from './move.ts'
import type { BarrierDto, BarrierEditInput } from './schema.ts'
import { tell } from './tell.ts'

/** Says otherwise what is in the way. 403 unless the actor raised it or is asked; 412 when somebody was faster. */
export async function editBarrier(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  input: BarrierEditInput,
): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'edit')
  await edit<BarrierRow>(tx, actor, BarrierEntity, row, version, fieldsOf(input))
  await tell(tx, actor, row, 'edited')
  if (input.severity && input.severity !== row.severity) {
    await moveDue(tx, actor, { ...row, severity: input.severity })
  }
  return showBarrier(tx, actor, id)
}

// Since when the one who is asked has had to answer.
const askedStatement = `
  SELECT t.at FROM barrier_turns t WHERE t.workspace_id = $1 AND t.barrier_id = $2
    AND t.kind IN ('raised', 'asked', 'handed_on', 'answered', 'reopened', 'climbed')
    AND NOT EXISTS (SELECT FROM barrier_turns u
      WHERE u.workspace_id = t.workspace_id AND u.barrier_id = t.barrier_id AND u.undoes = t.seq)
  ORDER BY t.seq DESC LIMIT 1`

/**
 * Another urgency moves the day of the first answer, counted from when it was asked; never to a day that is over, so
 * that nothing climbs before its leader could see the hurry.
 */
async function moveDue(tx: Tx, actor: Actor, row: BarrierRow): Promise<void> {
  if (row.state !== 'open' || !row.dueZone) return
  const asked = await first<{ at: Date }>(tx, askedStatement, [actor.workspaceId, row.id])
  const workdays = await loadWorkdays(tx, actor)
  const { dueDay } = answerDue(asked?.at ?? actor.now, row.dueZone, row.severity, workdays)
  const today = dayOf(actor.now, row.dueZone)
  const set = { dueDay: dueDay < today ? today : dueDay }
  await make(tx, actor, row, { kind: 'reweighed', set, data: { severity: row.severity } }, workdays)
}
