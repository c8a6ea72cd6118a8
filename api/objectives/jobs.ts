import { isDeepStrictEqual } from 'node:util'
import { rows, type Tx } from '../database/transaction.ts'
import { moveBoards } from '../events/board-revisions.ts'
import type { EventRow } from '../events/entity.ts'
import { record } from '../events/record.ts'
import type { Actor } from '../http/actor.ts'
import { schedule } from '../jobs/due.ts'
import { rollUpFrom } from './roll-up.ts'
import { type Running, runningSelect, standByHand } from './running.ts'

// Of the objectives above a key result only the next one shows its figures; the roll-up moves the others.
const directParents = `
  SELECT parent_objective_id AS id FROM alignments
  WHERE workspace_id = $1 AND (child_key_result_id = $2 OR child_objective_id = $2)`

/** Keeps the stored percent and health of all objectives above what an event changed, and their pages' revisions. */
export async function rollUpOnEvent(tx: Tx, actor: Actor, event: EventRow): Promise<void> {
  if (everything.has(event.kind)) return turnNow(tx, actor)
  const [noun] = event.kind.split('.')
  if (!changing.has(noun!) || event.kind === 'objective.rolled-up') return
  const parents = await rows<{ id: string }>(tx, directParents, [actor.workspaceId, event.subjectId])
  const named = [event.data.parentId, event.subjectKind === 'objective' && event.subjectId]
  const start = [
    ...parents.map(({ id }) => id),
    ...named.filter((id): id is string => typeof id === 'string'),
  ]
  if (noun === 'check-in') await endOverrides(tx, actor, start, event)
  await showAgain(
    tx,
    actor,
    start,
    noun !== 'check-in' && event.subjectKind === 'objective' ? event.subjectId : null,
  )
  await rollUpFrom(tx, actor, start)
}

// An import brings items by the thousand; days of a cycle are the plan of all items in it.
const everything = new Set(['import.finished', 'cycle.changed'])

/** The day turn works out how all items stand, so it does that now as well. */
async function turnNow(tx: Tx, actor: Actor): Promise<void> {
  await schedule(tx, actor, { kind: 'day-turn', subjectId: actor.workspaceId, runAt: actor.now })
}

const changing = new Set(['objective', 'key-result', 'check-in', 'alignment'])

/** A check-in ends what a person set on the objectives right above, if they set it before. */
async function endOverrides(tx: Tx, actor: Actor, ids: readonly string[], { at }: EventRow): Promise<void> {
  await rows(
    tx,
    `UPDATE objectives SET override_health = NULL, override_why = NULL, override_by = NULL, override_at = NULL
      WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND override_health IS NOT NULL AND progress_mode = 'roll_up'
        AND (override_at IS NULL OR override_at <= $3)`,
    [actor.workspaceId, ids, at],
  )
}

// Pages below an objective name it, and show the line from them through it to a priority.
const showStatements = ['objectives', 'key_results'].map(
  (table) => `
  WITH RECURSIVE down AS (
    SELECT child_objective_id, child_key_result_id FROM alignments
      WHERE workspace_id = $1 AND parent_objective_id = $3
    UNION
    SELECT a.child_objective_id, a.child_key_result_id FROM alignments a
      JOIN down d ON a.parent_objective_id = d.child_objective_id WHERE a.workspace_id = $1)
  UPDATE ${table} SET revision = revision + 1 WHERE workspace_id = $1 AND (id = ANY($2::uuid[]) OR id IN (
    SELECT ${table === 'objectives' ? 'child_objective_id' : 'child_key_result_id'} FROM down)) RETURNING id`,
)

async function showAgain(tx: Tx, actor: Actor, ids: readonly string[], above: string | null): Promise<void> {
  for (const statement of showStatements) {
    const shown = await rows<{ id: string }>(tx, statement, [actor.workspaceId, ids, above])
    if (above) moveBoards(tx, actor.workspaceId, new Set(shown.map(({ id }) => id)))
  }
}

const storeStatement = `
  UPDATE objectives SET percent = $4, percent_reason = $5, health = $6, health_reason = $7, revision = revision + 1
  WHERE workspace_id = $1 AND id = $2 AND revision = $3`

/** At the day turn: silence of objectives that are checked in by hand, then how all objectives stand. */
export async function turnObjectives(tx: Tx, actor: Actor): Promise<void> {
  const statement = `${runningSelect} WHERE o.workspace_id = $1 AND o.lifecycle = 'published'
    AND o.progress_mode = 'by_hand' ORDER BY o.id`
  for (const objective of await rows<Running>(tx, statement, [actor.workspaceId]))
    await turn(tx, actor, objective)
  await rollUpFrom(tx, actor, null)
}

async function turn(tx: Tx, actor: Actor, before: Running): Promise<void> {
  const { percent, percentReason, health, healthReason } = standByHand(before, actor.now)
  if (health === before.health && isDeepStrictEqual(healthReason, before.healthReason)) return
  await rows(tx, storeStatement, [
    actor.workspaceId,
    before.id,
    before.revision,
    percent,
    JSON.stringify(percentReason),
    health,
    JSON.stringify(healthReason),
  ])
  moveBoards(tx, actor.workspaceId, [before.id])
  if (health === before.health) return
  await record(tx, actor, {
    kind: 'objective.health-changed',
    subject: { kind: 'objective', id: before.id },
    audience: before,
    data: { health, healthBefore: before.health },
  })
}
