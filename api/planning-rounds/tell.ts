import { rows, type Tx } from '../database/transaction.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import type { RoundRow } from './entity.ts'

/** Records what happened in a round for whoever sees it, and gives its page a new revision. */
export async function tell(
  tx: Tx,
  actor: Actor,
  round: Pick<RoundRow, 'id' | 'audience' | 'teamId' | 'cycleId'>,
  past: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  const { id, audience, teamId, cycleId } = round
  const statement = 'UPDATE planning_rounds SET revision = revision + 1 WHERE workspace_id = $1 AND id = $2'
  await rows(tx, statement, [actor.workspaceId, id])
  await record(tx, actor, {
    kind: `planning-round.${past}`,
    subject: { kind: 'planning_round', id },
    audience: { audience, teamId },
    data: { cycleId, ...data },
  })
}
