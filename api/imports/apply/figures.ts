import { rows } from '../../database/transaction.ts'
import { KeyResultEntity, type KeyResultRow } from '../../key-results/entity.ts'
import { type Subject, standOfKeyResult, subjectColumns, subjectTables } from '../../key-results/subject.ts'
import { ObjectiveEntity, type ObjectiveRow } from '../../objectives/entity.ts'
import { rollUpFrom } from '../../objectives/roll-up.ts'
import { type Running, runningSelect, standByHand } from '../../objectives/running.ts'
import type { Health } from '../../progress/types.ts'
import type { Run } from './run.ts'
import { batches, updateAll } from './write.ts'

/** Works out from the facts where everything stands that the import touched, and all objectives above it. */
export async function applyFigures(run: Run): Promise<void> {
  const { objectives, keyResults } = run.touched
  const total = objectives.size + keyResults.size
  await run.progress('figures', 0, total)
  if (total === 0) return
  for (const batch of batches([...keyResults].toSorted())) await standKeyResults(run, batch)
  for (const batch of batches([...objectives].toSorted())) await standObjectives(run, batch)
  await rollUpFrom(run.tx, run.actor, [...objectives])
}

// Latest = the greatest (observed_at, seq) that was neither undone nor corrected.
const latestStatement = (column: 'key_result_id' | 'objective_id') => `
  SELECT DISTINCT ON (c.${column}) c.${column} AS id, c.id AS "latestCheckInId", c.value::float8 AS "latestValue",
    c.confidence AS "latestConfidence", c.observed_at AS "latestObservedAt", c.author_id AS "latestBy",
    (SELECT max(x.seq) FROM check_ins x WHERE x.workspace_id = $1 AND x.${column} = c.${column}) AS "lastSeq"
  FROM check_ins c
  WHERE c.workspace_id = $1 AND c.${column} = ANY($2::uuid[])
    AND NOT EXISTS (SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = c.id)
    AND NOT EXISTS (SELECT FROM check_ins b WHERE b.workspace_id = $1 AND b.supersedes_id = c.id AND NOT EXISTS (
      SELECT FROM check_in_undos u WHERE u.workspace_id = $1 AND u.check_in_id = b.id))
  ORDER BY c.${column}, c.observed_at DESC, c.seq DESC`

type Latest = Pick<
  KeyResultRow,
  'latestCheckInId' | 'latestValue' | 'latestConfidence' | 'latestObservedAt' | 'latestBy' | 'lastSeq'
>

async function latestOf(
  { tx, actor }: Run,
  column: 'key_result_id' | 'objective_id',
  ids: readonly string[],
): Promise<Map<string, Latest>> {
  const found = await rows<Latest & { id: string }>(tx, latestStatement(column), [actor.workspaceId, ids])
  return new Map(found.map(({ id, ...latest }) => [id, latest]))
}

async function standKeyResults(run: Run, ids: readonly string[]): Promise<void> {
  const { tx, actor } = run
  const latest = await latestOf(run, 'key_result_id', ids)
  const statement = `SELECT ${subjectColumns} FROM ${subjectTables} WHERE k.workspace_id = $1 AND k.id = ANY($2::uuid[])`
  const found = await rows<Omit<Subject, 'assigned'>>(tx, statement, [actor.workspaceId, ids])
  const list = found.map((row) => {
    const subject = { ...row, ...latest.get(row.id) }
    const override = heard(subject, standOfKeyResult(silent(subject), actor.now).health)
    const { percent, health, healthReason, expected } = standOfKeyResult(
      { ...subject, ...override },
      actor.now,
    )
    return { ...latestFields(subject), ...override, percent, health, healthReason, expected }
  })
  await updateAll<KeyResultRow>(tx, KeyResultEntity, list, ['revision = t.revision + 1'])
}

async function standObjectives(run: Run, ids: readonly string[]): Promise<void> {
  const { tx, actor } = run
  const latest = await latestOf(run, 'objective_id', ids)
  const statement = `${runningSelect} WHERE o.workspace_id = $1 AND o.id = ANY($2::uuid[])`
  const found = await rows<Running>(tx, statement, [actor.workspaceId, ids])
  const list = found.map((row) => {
    const objective = { ...row, ...latest.get(row.id) }
    if (objective.progressMode === 'roll_up')
      return { ...latestFields(objective), ...override(objective), ...figures(row) }
    const said = heard(objective, standByHand(silent(objective), actor.now).health)
    return {
      ...latestFields(objective),
      ...said,
      ...figures(standByHand({ ...objective, ...said }, actor.now)),
    }
  })
  await updateAll<ObjectiveRow>(tx, ObjectiveEntity, list, ['revision = t.revision + 1'])
}

type Item = Latest & Overridden & { workspaceId: string; id: string }
type Overridden = Pick<KeyResultRow, 'overrideHealth' | 'overrideWhy' | 'overrideBy' | 'overrideAt'>

function latestFields({ workspaceId, id, ...item }: Item) {
  const { latestCheckInId, latestValue, latestConfidence, latestObservedAt, latestBy, lastSeq } = item
  return {
    workspaceId,
    id,
    latestCheckInId,
    latestValue,
    latestConfidence,
    latestObservedAt,
    latestBy,
    lastSeq,
  }
}

const none: Overridden = { overrideHealth: null, overrideWhy: null, overrideBy: null, overrideAt: null }
const silent = <T extends Overridden>(item: T): T => ({ ...item, ...none })

function override({ overrideHealth, overrideWhy, overrideBy, overrideAt }: Overridden): Overridden {
  return { overrideHealth, overrideWhy, overrideBy, overrideAt }
}

/** What Viva's people said needs no saying where the figures say the same. */
function heard(item: Overridden, derived: Health): Overridden {
  return item.overrideBy === null && item.overrideHealth === derived ? none : override(item)
}

function figures({
  percent,
  percentReason,
  health,
  healthReason,
}: Pick<ObjectiveRow, 'percent' | 'percentReason' | 'health' | 'healthReason'>) {
  return { percent, percentReason, health, healthReason }
}
