import { addBlocks } from '../barriers/blocks.ts'
import { waitingStates } from '../barriers/entity.ts'
import { first, rows, type Tx } from '../database/transaction.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import type { KeyResultRow } from '../key-results/entity.ts'
import { createKeyResult } from '../key-results/key-results.ts'
import { type ObjectiveRow, SharedTeamEntity } from '../objectives/entity.ts'
import { happened, keyResultNoun, objectiveNoun } from '../objectives/lifecycle.ts'
import { createObjective } from '../objectives/objectives.ts'
import { joinParents, takeChildren } from './carry-alignments.ts'
import { CarriedForwardEntity } from './entity.ts'
import { startsFrom } from './starts-from.ts'

export type Kind = 'objective' | 'key_result'

/** What an item became in a cycle, if it was carried there. */
export async function carriedTo(
  tx: Tx,
  actor: Actor,
  kind: Kind,
  id: string,
  cycleId: string,
): Promise<string | undefined> {
  const found = await first<{ id: string }>(
    tx,
    `SELECT to_${kind}_id AS id FROM carried_forward
      WHERE workspace_id = $1 AND from_${kind}_id = $2 AND cycle_id = $3`,
    [actor.workspaceId, id, cycleId],
  )
  return found?.id
}

/**
 * Lets a key result go on in a later cycle, from where it stands: same words, people, parents and target; its live and
 * pencilled steps, the yes of those who work on it and what still stands in the way go with it. Done again, it is what
 * it became the first time. The row must be locked.
 */
export async function carryKeyResult(
  tx: Tx,
  actor: Actor,
  row: KeyResultRow,
  cycleId: string,
): Promise<string> {
  const there = await carriedTo(tx, actor, 'key_result', row.id, cycleId)
  if (there) return there
  const {
    title,
    why,
    description,
    teamId,
    ownerId,
    kind,
    direction,
    unit,
    target,
    peopleTotal,
    cadence,
    asks,
  } = row
  const words = { title, why, description, teamId, ownerId, cadence, asks, cycleId }
  const measure = { kind, direction, unit, target, peopleTotal, baseline: startsFrom(row) }
  const copy = await createKeyResult(tx, actor, { ...words, ...measure, lifecycle: 'published' })
  await remember(tx, actor, 'key_result', row.id, copy.id, cycleId)
  await assignAgain(tx, actor, 'key_result', row.id, copy.id)
  const steps = await takePath(tx, actor, 'key_result', row.id, copy.id)
  const barriers = await stillInTheWay(tx, actor, row, copy)
  await joinParents(tx, actor, { kind: 'key_result', from: row, to: copy }, carryObjective)
  await happened(tx, actor, keyResultNoun, row, 'carried', { toId: copy.id, cycleId, ...steps, ...barriers })
  return copy.id
}

/** The same for an objective: what below it was carried already, or runs on, contributes to it there. */
export async function carryObjective(
  tx: Tx,
  actor: Actor,
  row: ObjectiveRow,
  cycleId: string,
): Promise<string> {
  const there = await carriedTo(tx, actor, 'objective', row.id, cycleId)
  if (there) return there
  const { title, why, description, teamId, ownerId, kind, progressMode, cadence, priorityId } = row
  const words = { title, why, description, teamId, ownerId, kind, progressMode, cadence, priorityId, cycleId }
  const origin = row.origin === 'imported' ? 'assigned' : row.origin
  const copy = await createObjective(tx, actor, { ...words, origin, lifecycle: 'published' })
  await remember(tx, actor, 'objective', row.id, copy.id, cycleId)
  await assignAgain(tx, actor, 'objective', row.id, copy.id)
  await shareAgain(tx, actor, row.id, copy.id)
  const steps = await takePath(tx, actor, 'objective', row.id, copy.id)
  await joinParents(tx, actor, { kind: 'objective', from: row, to: copy })
  await takeChildren(tx, actor, row, copy)
  await happened(tx, actor, objectiveNoun, row, 'carried', { toId: copy.id, cycleId, ...steps })
  return copy.id
}

async function remember(tx: Tx, actor: Actor, kind: Kind, from: string, to: string, cycleId: string) {
  const objective = kind === 'objective'
  await tx.insert(CarriedForwardEntity, {
    workspaceId: actor.workspaceId,
    id: newId(actor.now),
    cycleId,
    fromObjectiveId: objective ? from : null,
    toObjectiveId: objective ? to : null,
    fromKeyResultId: objective ? null : from,
    toKeyResultId: objective ? null : to,
    byId: actor.memberId,
    at: actor.now,
  })
}

// Who left meanwhile does not come along.
async function assignAgain(tx: Tx, actor: Actor, kind: Kind, from: string, to: string): Promise<void> {
  await rows(
    tx,
    `INSERT INTO assignments (workspace_id, id, ${kind}_id, member_id, role)
      SELECT $1, gen_random_uuid(), $3, a.member_id, a.role FROM assignments a
      JOIN members m ON m.workspace_id = $1 AND m.id = a.member_id AND m.state NOT IN ('left', 'erased')
      WHERE a.workspace_id = $1 AND a.${kind}_id = $2`,
    [actor.workspaceId, from, to],
  )
}

async function shareAgain(tx: Tx, { workspaceId }: Actor, from: string, to: string): Promise<void> {
  const teams = await tx.findBy(SharedTeamEntity, { workspaceId, objectiveId: from })
  for (const { teamId } of teams) await tx.insert(SharedTeamEntity, { workspaceId, objectiveId: to, teamId })
}

/** The planks stay where they were laid; what is live or pencilled goes on there, with the yes behind it. */
async function takePath(tx: Tx, actor: Actor, kind: Kind, from: string, to: string) {
  const values = [actor.workspaceId, from, to]
  const steps = await rows<{ id: string }>(
    tx,
    `UPDATE steps SET ${kind}_id = $3, revision = revision + 1
      WHERE workspace_id = $1 AND ${kind}_id = $2 AND state IN ('live', 'pencilled') RETURNING id`,
    values,
  )
  await rows(
    tx,
    `INSERT INTO commitments (workspace_id, id, ${kind}_id, member_id, first_step_id, cue, text, committed_at, source, surface)
      SELECT $1, gen_random_uuid(), $3, y.member_id, y.first_step_id, y.cue, y.text, y.committed_at, y.source, y.surface
      FROM commitments y WHERE y.workspace_id = $1 AND y.${kind}_id = $2 AND y.withdrawn_at IS NULL`,
    values,
  )
  return { stepIds: steps.map(({ id }) => id) }
}

/** What waits to be cleared stands in the way there, too. */
async function stillInTheWay(tx: Tx, actor: Actor, from: KeyResultRow, to: KeyResultRow) {
  const barriers = await rows<{ id: string }>(
    tx,
    `SELECT b.id FROM barriers b JOIN barrier_blocks x ON x.workspace_id = b.workspace_id AND x.barrier_id = b.id
      WHERE b.workspace_id = $1 AND x.key_result_id = $2 AND b.state = ANY($3::text[]) ORDER BY b.id`,
    [actor.workspaceId, from.id, waitingStates],
  )
  const target = { keyResultId: to.id, stepId: null, teamId: to.teamId }
  for (const { id } of barriers) {
    await addBlocks(tx, { workspaceId: actor.workspaceId, id, createdAt: actor.now }, [target])
  }
  return { barrierIds: barriers.map(({ id }) => id) }
}
