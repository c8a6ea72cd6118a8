import { rows, type Tx } from '../database/transaction.ts'
import { badField, notFound } from '../errors.ts'
import { visible } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { stale } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { sees } from '../objectives/policy.ts'
import { loadWorkdays } from './clock.ts'
import { storeCosts } from './cost.ts'
import { type BarrierRow, waitingStates } from './entity.ts'
import { findFor, moveBlocked, showBarrier } from './move.ts'
import type { BarrierDto, NewBlockInput } from './schema.ts'
import { tell, tellBlocked } from './tell.ts'
import { BlockEntity } from './turn.ts'

/** A key result or step in the actor's sight, with the team it belongs to. */
export interface BlockTarget {
  keyResultId: string | null
  stepId: string | null
  teamId: string
}

const targetStatement = (inSight: string) => `
  SELECT k.id AS "keyResultId", NULL AS "stepId", k.team_id AS "teamId" FROM key_results k
    WHERE k.workspace_id = $1 AND k.id = ANY($3::uuid[]) AND ${inSight.replaceAll('i.', 'k.')}
  UNION ALL
  SELECT NULL, s.id, i.team_id FROM steps s JOIN (
      SELECT workspace_id, id, team_id, audience FROM key_results
      UNION ALL SELECT workspace_id, id, team_id, audience FROM objectives) i
    ON i.workspace_id = s.workspace_id AND i.id = coalesce(s.key_result_id, s.objective_id)
    WHERE s.workspace_id = $1 AND s.id = ANY($4::uuid[]) AND ${inSight}`

/** What is to be blocked, as far as the actor sees it; 400 for what is not there for them. */
export async function findTargets(
  tx: Tx,
  actor: Actor,
  keyResultIds: readonly string[],
  stepIds: readonly string[],
): Promise<BlockTarget[]> {
  if (keyResultIds.length + stepIds.length === 0) return []
  const statement = targetStatement(visible(actor, 'i', '$2'))
  const found = await rows<BlockTarget>(tx, statement, [
    actor.workspaceId,
    actor.teams,
    keyResultIds,
    stepIds,
  ])
  const known = new Set(found.map(({ keyResultId, stepId }) => keyResultId ?? stepId))
  if (keyResultIds.some((id) => !known.has(id))) {
    throw badField('/keyResultIds', 'unknown', 'There is no such key result.')
  }
  if (stepIds.some((id) => !known.has(id))) throw badField('/stepIds', 'unknown', 'There is no such step.')
  return found
}

/** Writes what a barrier blocks; what it blocks already stays as it is. */
export async function addBlocks(
  tx: Tx,
  { workspaceId, id: barrierId, createdAt }: Pick<BarrierRow, 'workspaceId' | 'id' | 'createdAt'>,
  targets: readonly BlockTarget[],
): Promise<string[]> {
  if (targets.length === 0) return []
  const ids = targets.map(() => newId(createdAt))
  const added = await rows<{ id: string }>(
    tx,
    `INSERT INTO barrier_blocks (workspace_id, id, barrier_id, key_result_id, step_id)
      SELECT $1, n.id, $2, n.key_result_id, n.step_id
      FROM unnest($3::uuid[], $4::uuid[], $5::uuid[]) AS n (id, key_result_id, step_id)
      ON CONFLICT DO NOTHING RETURNING id`,
    [
      workspaceId,
      barrierId,
      ids,
      targets.map(({ keyResultId }) => keyResultId),
      targets.map(({ stepId }) => stepId),
    ],
  )
  return added.map(({ id }) => id)
}

/** Says that it blocks one thing more. 403 unless the actor raised it or is asked. */
export async function addBlock(
  tx: Tx,
  actor: Actor,
  id: string,
  { keyResultId, stepId }: NewBlockInput,
): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'edit')
  const targets = await findTargets(tx, actor, keyResultId ? [keyResultId] : [], stepId ? [stepId] : [])
  const [added] = await addBlocks(tx, row, targets)
  if (added && waitingStates.includes(row.state)) await tellBlocked(tx, actor, row, 'blocked', added)
  return changed(tx, actor, row)
}

/** Says that it no longer blocks something. 404 for a block that is not there for the actor, 412 when it is stale. */
export async function removeBlock(
  tx: Tx,
  actor: Actor,
  { id, blockId }: { id: string; blockId: string },
  version: number | null,
): Promise<BarrierDto> {
  const row = await findFor(tx, actor, id, 'edit')
  if (version !== null && version !== row.version) throw stale(row, actor)
  const block = row.blocks.find((each) => each.id === blockId)
  if (!block || !sees(actor, block)) throw notFound('block')
  await moveBlocked(tx, actor, id)
  if (waitingStates.includes(row.state)) await tellBlocked(tx, actor, row, 'unblocked', blockId)
  await tx.delete(BlockEntity, { workspaceId: actor.workspaceId, id: blockId })
  return changed(tx, actor, row)
}

async function changed(tx: Tx, actor: Actor, row: BarrierRow): Promise<BarrierDto> {
  await rows(tx, 'UPDATE barriers SET revision = revision + 1 WHERE workspace_id = $1 AND id = $2', [
    actor.workspaceId,
    row.id,
  ])
  await storeCosts(tx, actor, [row.id], await loadWorkdays(tx, actor))
  await tell(tx, actor, row, 'edited')
  await moveBlocked(tx, actor, row.id)
  return showBarrier(tx, actor, row.id)
}
