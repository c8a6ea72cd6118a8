import { rows } from '../../database/transaction.ts'
import { newId } from '../../ids.ts'
import { AlignmentEntity } from '../../objectives/entity.ts'
import { type Edge, wouldCycle } from '../../progress/alignment.ts'
import { quote } from '../report.ts'
import type { Placed } from './items.ts'
import { type Run, say } from './run.ts'
import { insertAll, updateAll } from './write.ts'

/** Hangs new items under their parents. They were agreed in Viva, so nobody here is asked to confirm them. */
export async function alignFirst(run: Run, placed: readonly Placed[]): Promise<void> {
  const links = placed.flatMap((one) =>
    one.state.parents.map(([parentId, weight]) => ({ one, parentId, weight })),
  )
  await insert(run, await withoutCircles(run, links))
}

interface Link {
  one: Placed
  parentId: string
  weight: string | null
}

async function insert({ tx, actor }: Run, links: readonly Link[]): Promise<void> {
  await insertAll(
    tx,
    AlignmentEntity,
    links.map(({ one: { subject }, parentId, weight }) => ({
      workspaceId: actor.workspaceId,
      id: newId(actor.now),
      childObjectiveId: subject.kind === 'objective' ? subject.id : null,
      childKeyResultId: subject.kind === 'key_result' ? subject.id : null,
      parentObjectiveId: parentId,
      weight,
      sentence: null,
      confirmedAt: actor.now,
      confirmedBy: null,
      version: 1,
      revision: 1,
    })),
  )
}

const edgesStatement = `
  SELECT child_objective_id AS child, parent_objective_id AS parent FROM alignments
  WHERE workspace_id = $1 AND child_objective_id IS NOT NULL`

/** The file has no circles of its own; together with links that were made here there could be one. */
async function withoutCircles(run: Run, links: readonly Link[]): Promise<Link[]> {
  const edges = await rows<Edge>(run.tx, edgesStatement, [run.actor.workspaceId])
  if (edges.length === 0) return [...links]
  return links.filter(({ one, parentId }) => {
    if (one.subject.kind !== 'objective') return true
    if (!wouldCycle(edges, one.subject.id, parentId))
      return edges.push({ child: one.subject.id, parent: parentId })
    one.state.parents = one.state.parents.filter(([id]) => id !== parentId)
    const detail = `${quote(one.met.record.title)} would hang under itself, by a link made here: left out.`
    say(run, one.met.record, 'item', 'alignment-left-out', detail)
    return false
  })
}

/** Moves links to what the file says now; a link that stays keeps its sentence and who confirmed it. */
export async function alignAnew(run: Run, placed: readonly Placed[]): Promise<void> {
  const gone = placed.flatMap(({ subject, state, now }) =>
    now!.state.parents
      .filter(([parent]) => !state.parents.some(([id]) => id === parent))
      .map(([parentId]) => ({ child: subject.id, parent: parentId })),
  )
  const { workspaceId } = run.actor
  await rows(
    run.tx,
    `DELETE FROM alignments a USING unnest($2::uuid[], $3::uuid[]) AS g (child, parent)
      WHERE a.workspace_id = $1 AND a.parent_objective_id = g.parent
        AND g.child IN (a.child_objective_id, a.child_key_result_id)`,
    [workspaceId, gone.map(({ child }) => child), gone.map(({ parent }) => parent)],
  )
  const links = placed.flatMap((one) =>
    one.state.parents.map(([parentId, weight]) => ({ one, parentId, weight })),
  )
  const had = ({ one, parentId }: Link) => one.now!.state.parents.find(([id]) => id === parentId)
  await insert(
    run,
    await withoutCircles(
      run,
      links.filter((link) => !had(link)),
    ),
  )
  await reweigh(
    run,
    links.filter((link) => had(link) && had(link)![1] !== link.weight),
  )
}

async function reweigh(run: Run, links: readonly Link[]): Promise<void> {
  const { workspaceId } = run.actor
  if (links.length === 0) return
  const found = await rows<{ id: string; at: number }>(
    run.tx,
    `SELECT a.id, g.at::int FROM alignments a JOIN unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS g (child, parent, at)
      ON a.parent_objective_id = g.parent AND g.child IN (a.child_objective_id, a.child_key_result_id)
      WHERE a.workspace_id = $1`,
    [workspaceId, links.map(({ one }) => one.subject.id), links.map(({ parentId }) => parentId)],
  )
  const list = found.map(({ id, at }) => ({ workspaceId, id, weight: links[at - 1]!.weight }))
  await updateAll(run.tx, AlignmentEntity, list, ['version = t.version + 1', 'revision = t.revision + 1'])
}
